"""Visits, leads, segments and liaisons through their doors."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.services import amend, enter, void
from qingmiao.selection.visits.models import Lead, Visit
from qingmiao.selection.visits.register import (
    ATTENDEES,
    HEARD,
    LEADS,
    LIAISONS,
    SEGMENTS,
    VISITS,
)
from tests.factories.ground import errors_of, exported, judgements, send
from tests.factories.house import TODAY, district, officer, person, signed_in, unit
from tests.factories.selection import SEEN_ON, attendee, heard, lead, liaison, segment, visit

pytestmark = pytest.mark.django_db


def reasons(caught):
    return list(caught.value.reasons)


def test_a_liaison_records_a_visit_to_the_own_unit(client):
    _, bureau, town = district()
    visitor = person("吴组长", where=town)
    signed_in(client, Role.GROUP_HEAD, over=town)
    values = {
        "visitor": "吴组长",
        "held_on": "2026年3月10日",
        "purpose": "日常调研",
        "talked_with": "6",
        "state": "recorded",
    }

    there = client.post(reverse("visits:visit-new"), values | {"unit": town.pk})
    elsewhere = client.post(reverse("visits:visit-new"), values | {"unit": bureau.pk})

    assert there.status_code == HTTPStatus.FOUND
    assert errors_of(elsewhere) == [
        "您无权登记该单位的走访",
    ]
    [row] = Visit.objects.all()
    assert (row.unit, row.visitor, row.held_on) == (town, visitor, SEEN_ON)


def test_one_visitor_visits_a_unit_once_a_day():
    row = visit()

    with pytest.raises(Refused) as no:
        enter(
            actor=officer(),
            register=VISITS,
            values={
                "unit": row.unit,
                "visitor": row.visitor,
                "held_on": row.held_on,
                "purpose": "再访",
            },
            on=TODAY,
        )

    assert reasons(no) == ["同一走访人同日对同一单位的走访已登记"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": "merged"}, "归入档案的线索须填写对应干部"),
        ({"state": "dropped"}, "不予采用的线索须填写处理说明"),
    ],
)
def test_a_lead_of_past_years_says_where_it_went(changes, sentence):
    with pytest.raises(Refused) as no:
        enter(actor=officer(), register=LEADS, values=of_past_years() | changes, on=TODAY)

    assert reasons(no) == [sentence]


def of_past_years():
    return {
        "unit": unit(),
        "name": "林若曦",
        "found_on": SEEN_ON,
        "dimension": "duty",
        "behaviour": "汛期连续三天守在堤上",
        "told_by": "茶山村支书",
        "is_direct": False,
    }


def test_a_state_once_entered_moves_by_its_own_deeds_only():
    row, paid = lead(), visit()

    for register, pk, values in ((LEADS, row.pk, "verified"), (VISITS, paid.pk, "closed")):
        with pytest.raises(Refused) as no:
            amend(
                actor=officer(), register=register, pk=pk, values={"state": values}, version=1,
                on=TODAY,
            )  # fmt: skip
        [reason] = reasons(no)
        assert reason.startswith("状态不能直接修改")


def test_a_merged_lead_of_past_years_is_evidence_until_it_is_voided():
    cadre = person("林若曦", where=unit())
    values = of_past_years() | {"person": cadre, "state": "merged"}

    row = enter(actor=officer(), register=LEADS, values=values, on=TODAY)

    [claim] = Evidence.objects.filter(retracted_at__isnull=True)
    assert (claim.person, claim.claim, claim.source_name, claim.is_direct) == (
        cadre,
        "汛期连续三天守在堤上",
        "茶山村支书",
        False,
    )

    void(actor=officer(), register=LEADS, pk=row.pk, reason="查无此事", at=row.entered_at)
    assert not Evidence.objects.filter(retracted_at__isnull=True).exists()


def test_nobody_writes_a_lead_about_oneself():
    cadre = person("林若曦", where=unit())

    values = {
        "unit": cadre.unit,
        "name": "林若曦",
        "person": cadre,
        "found_on": SEEN_ON,
        "behaviour": "自述",
        "told_by": "本人",
    }

    with pytest.raises(Forbidden):
        enter(actor=officer(who=cadre), register=LEADS, values=values, on=TODAY)

    assert not Lead.objects.exists()


def test_a_visit_with_leads_is_not_voided():
    row = lead(visit=visit())

    with pytest.raises(Refused) as no:
        void(actor=officer(), register=VISITS, pk=row.visit_id, reason="误登", at=row.entered_at)

    assert reasons(no) == ["名下还有 1 条线索，请先作废它们"]


def test_a_point_liaison_names_its_unit_and_a_segment_ends_after_it_begins():
    one = segment()

    with pytest.raises(Refused) as no:
        enter(
            actor=officer(),
            register=LIAISONS,
            values={
                "segment": one,
                "level": "point",
                "person": person(),
                "begins": SEEN_ON,
            },
            on=TODAY,
        )
    assert reasons(no) == ["点长须填写联系单位"]

    with pytest.raises(Refused) as no:
        amend(
            actor=officer(),
            register=SEGMENTS,
            pk=one.pk,
            values={"ends": one.begins},
            version=1,
            on=TODAY,
        )
    assert reasons(no) == ["止期须晚于起期"]


def test_the_lead_of_a_visit_is_added_from_its_page(client):
    signed_in(client)
    row = visit()

    page = client.get(reverse("visits:visit-detail", args=[row.pk]))

    part = page.context["parts"][-1]
    assert part["add_url"] == f"{reverse('visits:lead-new')}?visit={row.pk}"
    assert "visit" not in [head.key for head in part["columns"]]
    form = client.get(part["add_url"]).context["form"]
    assert form["visit"].value() == f"{row} #{row.pk}"


@pytest.mark.parametrize("register", [VISITS, ATTENDEES, HEARD, LEADS, SEGMENTS, LIAISONS])
def test_an_export_comes_back_unchanged(client, register):
    signed_in(client)
    one = segment()
    liaison(segment=one)
    paid = visit(segment=one)
    lead(visit=paid, state="merged", person=person("林若曦", where=unit()))
    attendee(visit=paid)
    heard(visit=paid)

    batch = send(client, register, exported(client, register))

    assert set(judgements(batch)) == {("unchanged",)}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        visit()

    with django_assert_num_queries(10):
        answer = client.get(reverse("visits:visit"))

    assert answer.context["total"] == rows


def test_a_liaison_counts_only_the_own_units(client):
    _, bureau, town = district()
    visit(unit=town)
    visit(unit=bureau)
    signed_in(client, Role.POINT_HEAD, over=town)

    answer = client.get(reverse("visits:visit"))

    assert answer.context["total"] == 1
    [kinds] = [f for f in answer.context["facets"] if f.name == "kind"]
    assert [(option.value, option.count) for option in kinds.options] == [("township", 1)]


def test_coverage_names_the_units_nobody_came_to(client):
    _, bureau, town = district()
    far = unit("远山乡")
    visit(unit=bureau, held_on=date(2026, 6, 1))
    visit(unit=far, held_on=date(2025, 6, 29))
    visit(unit=town, held_on=TODAY, state="planned")
    lead(unit=bureau)
    signed_in(client)

    page = client.get(reverse("visits:coverage"))

    assert [
        (c.unit, c.last_on, c.days, c.is_overdue, c.visits, c.leads)
        for c in page.context["contacts"]
    ] == [
        ("青云镇", None, None, True, 0, 0),
        ("远山乡", date(2025, 6, 29), 366, True, 1, 0),
        ("区发展和改革局", date(2026, 6, 1), 29, False, 1, 1),
    ]
    assert [(card["label"], card["value"]) for card in page.context["cards"]] == [
        ("应走访", 3),
        ("超期未访", 2),
        ("从未走访", 1),
        ("没有点长", 3),
    ]
    for card in page.context["cards"]:
        assert len(client.get(card["url"]).context["contacts"]) == card["value"]


def test_coverage_shows_a_liaison_the_own_units_and_units_nothing(client):
    _, bureau, town = district()
    visit(unit=bureau)
    signed_in(client, Role.POINT_HEAD, over=town)
    assert [c.unit for c in client.get(reverse("visits:coverage")).context["contacts"]] == [
        "青云镇"
    ]

    signed_in(client, Role.UNIT_SECRETARY, over=town)
    assert client.get(reverse("visits:coverage")).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse("visits:visit")).status_code == HTTPStatus.NOT_FOUND
