"""Minutes asked of units: counted from the forms they were given, seen by whom they concern."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.access.enums import Role
from qingmiao.cultivation.lectures.register import LECTURES
from qingmiao.engines.sheets.services import read_table
from qingmiao.insight.burden import queries
from qingmiao.insight.burden.contracts import Questions, Rates
from qingmiao.insight.burden.rules import minutes_of, rates_in
from qingmiao.ledger.models import Entry
from qingmiao.ledger.services import record
from qingmiao.registers.services import enter
from qingmiao.rulebook.library import regulation
from qingmiao.selection.nominations.models import FormQuestion
from qingmiao.selection.visits.register import LEADS
from tests.factories import house, selection

RATES = Rates(reading=10, short=1, long=8, choice=0.5)
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}


@pytest.mark.parametrize(
    ("questions", "copies", "is_notice", "minutes"),
    [
        pytest.param(Questions(short=2, long=1, choice=2), 1, False, 11, id="one form"),
        pytest.param(Questions(short=2, long=1, choice=2), 3, False, 33, id="three copies"),
        pytest.param(Questions(), 1, True, 10, id="a notice is read"),
        pytest.param(Questions(), 5, False, 0, id="nothing asked, nothing spent"),
    ],
)
def test_minutes(questions, copies, is_notice, minutes):
    assert minutes_of(questions, rates=RATES, copies=copies, is_notice=is_notice) == minutes


COUNT = st.integers(0, 30)


@given(COUNT, COUNT, COUNT, st.integers(1, 50))
def test_more_questions_never_take_less(short, long, choice, copies):
    fewer = Questions(short=short, long=long, choice=choice)
    more = Questions(short=short + 1, long=long, choice=choice)

    assert minutes_of(fewer, rates=RATES, copies=copies) < minutes_of(
        more, rates=RATES, copies=copies
    )


def test_the_rates_are_dated_rules():
    assert rates_in(regulation("burden/minutes").on(date(2026, 3, 1))) == RATES


database = pytest.mark.django_db


@pytest.fixture
def units():
    return house.unit("甲镇", kind="township"), house.unit("乙局")


@pytest.fixture
def event(units):
    return selection.event(
        "三月推荐", opens_on=date(2026, 3, 2), closes_on=date(2026, 3, 20), state="open"
    )


def nominated(event, unit, **changes):
    return selection.nomination(
        event=event,
        unit=unit,
        person=house.person(where=unit),
        submitted_on=date(2026, 3, 10),
        **changes,
    )


@database
def test_a_notice_is_given_to_every_unit_it_goes_to(units, event):
    forms = queries.given_forms(actor=house.leader(), **MARCH)

    asked = {form.unit_id for form in forms if form.kind == "notice"}
    assert asked == {unit.pk for unit in units}
    assert {form.minutes for form in forms} == {10}


@database
def test_a_recommendation_takes_what_its_form_asks(units, event):
    FormQuestion.objects.create(event=event, label="突出事例", kind="long", asked_of="organization")
    FormQuestion.objects.create(event=event, label="本人设想", kind="long", asked_of="self")
    nominated(event, units[0])
    nominated(event, units[0])

    [form] = [
        form
        for form in queries.given_forms(actor=house.leader(), **MARCH)
        if form.kind == "nomination"
    ]

    referees = event.referees_at_least
    assert (form.unit_id, form.copies) == (units[0].pk, 2)
    assert form.minutes == 2 * (2 + 2 * referees + 2 * 8 + 0.5)


@database
def test_a_self_nomination_asks_the_unit_for_its_opinion(units, event):
    nominated(event, units[0], route="self", opinion="pending", opinion_due_on=date(2026, 3, 20))

    [form] = [
        form
        for form in queries.given_forms(actor=house.leader(), **MARCH)
        if form.kind == "opinion"
    ]

    assert form.minutes == 8.5


@database
def test_a_record_written_by_a_unit_counts_once_for_that_unit(units):
    secretary = house.acting(house.holder("unit_secretary", over=units[0]))
    enter(
        actor=secretary,
        register=LECTURES,
        values={
            "title": "进村宣讲",
            "host": units[0],
            "held_on": date(2026, 2, 1),
            "state": "requested",
        },
        on=date(2026, 3, 1),
    )
    written = Entry.objects.get(deed="lectures.lecture.entered").written_at.date()

    forms = queries.given_forms(
        actor=house.leader(), since=written - timedelta(1), until=written + timedelta(1)
    )

    assert [(form.unit_id, form.kind, form.copies) for form in forms] == [
        (units[0].pk, "record", 1)
    ]


def told_of(secretary, row):
    detail = {"noun": LEADS.noun_title, "title": row}
    record(actor=secretary, deed=LEADS.deeds["entered"], subject=row, detail=detail)


@database
def test_forms_about_the_reader_and_kin_are_in_no_number(units, event):
    me, brother, other = (house.person(where=units[0]) for _ in range(3))
    secretary = house.acting(house.holder("unit_secretary", over=units[0]))
    for who in (me, brother, other):
        selection.nomination(event=event, unit=units[0], person=who, submitted_on=date(2026, 3, 10))
        selection.nomination(
            event=event, unit=units[0], person=who, submitted_on=date(2026, 3, 10), route="self"
        )
        row = selection.lead(person=who, name=who.name)
        told_of(secretary, row)
    today = Entry.objects.latest("pk").written_at.date()

    def told(reader, since, until):
        forms = queries.given_forms(actor=reader, since=since, until=until)
        return {form.kind: form.copies for form in forms if form.unit_id == units[0].pk}

    own = house.actor(Role.DEPARTMENT_LEADER, who=me, kin_ids=frozenset({brother.pk}))
    march = date(2026, 3, 1), date(2026, 3, 31)
    assert told(house.leader(), *march) == {"notice": 1, "nomination": 3, "opinion": 3}
    assert told(own, *march) == {"notice": 1, "nomination": 1, "opinion": 1}
    assert told(house.leader(), today - timedelta(1), today + timedelta(1)) == {"record": 3}
    assert told(own, today - timedelta(1), today + timedelta(1)) == {"record": 1}


@database
def test_a_unit_sees_its_own_minutes_and_no_others(units, event):
    nominated(event, units[0])
    nominated(event, units[1])

    forms = queries.given_forms(actor=house.secretary(units[0]), **MARCH)

    assert {form.unit_id for form in forms} == {units[0].pk}


@database
def test_the_parts_come_to_the_whole(units, event):
    nominated(event, units[0])
    nominated(event, units[1])
    forms = queries.given_forms(actor=house.leader(), **MARCH)

    by_unit = queries.by_unit(forms, by_kind=False)
    by_kind = queries.by_unit(forms, by_kind=True)
    [month] = queries.by_month(forms)

    total = sum(form.minutes for form in forms)
    assert sum(line.minutes for line in by_unit) == total
    assert sum(line.minutes for line in by_kind) == total
    assert (month.month, month.minutes) == (date(2026, 3, 1), total)
    for line in [*by_unit, *by_kind]:
        behind = queries.of_group(forms, code=line.code)
        assert sum(form.copies for form in behind) == line.copies


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def leader():
    client = Client()
    client.force_login(house.holder("department_leader"))
    return client


@database
def test_the_page_leads_to_the_forms_behind_each_number(leader, units, event):
    nominated(event, units[0])

    page = leader.get(reverse("burden:burden"), {"month": "2026-03"})
    forms = leader.get(reverse("burden:forms"), {"month": "2026-03", "group": units[0].pk})

    assert "甲镇" in text_of(page)
    assert f"group={units[0].pk}" in page.content.decode()
    assert [form.kind for form in forms.context["forms"]] == ["notice", "nomination"]
    every = leader.get(reverse("burden:forms"), {"month": "2026-03"})
    told = [line["unit"] for line in every.context["lines"]]
    assert (told.count("甲镇"), told.count("乙局")) == (2, 1)
    assert 'data-label="单位">乙局' in every.content.decode()


@database
def test_a_month_without_forms_says_so(leader):
    page = leader.get(reverse("burden:burden"), {"month": "2019-01"})

    assert "这个月没有要求单位填表" in text_of(page)


@database
@pytest.mark.parametrize(("what", "rows"), [("units", 3), ("forms", 4)])
def test_an_export_is_what_the_page_shows_and_is_recorded(leader, units, event, what, rows):
    nominated(event, units[0])
    address = reverse("burden:export", args=[what])

    response = leader.post(f"{address}?month=2026-03", {"purpose": "work", "note": "减负通报"})

    assert len(read_table(response.content).rows) == rows
    assert "减负通报" in Entry.objects.get(deed="burden.burden.exported").reason


@database
def test_the_number_of_questions_does_not_grow_with_the_forms(
    leader, units, event, django_assert_num_queries
):
    address = reverse("burden:burden")
    nominated(event, units[0])
    leader.get(address, {"month": "2026-03"})
    with django_assert_num_queries(12):
        leader.get(address, {"month": "2026-03"})
    nominated(event, units[1])
    selection.event("又一次", opens_on=date(2026, 3, 5), closes_on=date(2026, 3, 9), state="open")

    with django_assert_num_queries(12):
        leader.get(address, {"month": "2026-03"})


@database
@pytest.mark.parametrize("role", ["officer", "district_leader", "cadre", "judge"])
def test_nobody_else_finds_it(role, units, event):
    client = Client()
    client.force_login(house.holder(role))

    assert client.get(reverse("burden:burden"), {"month": "2026-03"}).status_code == 404
