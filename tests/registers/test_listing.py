"""The list, the count, the facets, the search, the export and the pick are one question."""

from http import HTTPStatus
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.ledger.models import Entry
from qingmiao.orgs.enums import UnitKind
from qingmiao.registers.declaration import REGISTERS
from qingmiao.registers.services import void
from qingmiao.selection.visits.register import LEADS, VISITS
from tests.factories.ground import exported
from tests.factories.house import acting, district, officer, person, signed_in, unit
from tests.factories.selection import lead, segment, visit

pytestmark = pytest.mark.django_db


def names(answer):
    return [line.cells[0].text for line in answer.context["lines"]]


def facet(answer, name):
    [found] = [each for each in answer.context["facets"] if each.name == name]
    return {option.label: option.count for option in found.options}


def leads(client, **parameters):
    return client.get(reverse("visits:lead"), parameters)


def test_out_of_scope_rows_are_nowhere(client):
    _, bureau, town = district()
    lead(unit=town, name="林若曦")
    hidden = lead(unit=bureau, name="周远", dimension="masses")
    signed_in(client, Role.POINT_HEAD, over=town)

    page = leads(client)
    found = leads(client, q="周远")
    pick = client.get(reverse("registers:pick", args=["visits.lead"]), {"q": "周"})
    rows = list(openpyxl.load_workbook(BytesIO(exported(client, LEADS))).active.values)

    assert names(page) == ["林若曦"]
    assert page.context["total"] == 1
    assert facet(page, "dimension") == {"担当能力": 1}
    assert found.context["total"] == 0
    assert "周远" not in pick.content.decode()
    assert [row[2] for row in rows[1:]] == ["林若曦"]
    for door in ("detail", "edit", "void"):
        url = reverse(f"visits:lead-{door}", args=[hidden.pk])
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND


def test_a_role_that_reads_nothing_finds_no_doors(client):
    row = lead()
    signed_in(client, Role.AUDITOR)

    for door, args in (
        ("", []),
        ("-new", []),
        ("-export", []),
        ("-import", []),
        ("-template", []),
        ("-detail", [row.pk]),
        ("-edit", [row.pk]),
        ("-void", [row.pk]),
    ):
        url = reverse(f"visits:lead{door}", args=args)
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND, url
        assert client.post(url).status_code in (
            HTTPStatus.NOT_FOUND,
            HTTPStatus.METHOD_NOT_ALLOWED,
        ), url


def test_a_reader_who_keeps_nothing_is_offered_nothing_to_write(client):
    row = visit()
    signed_in(client, Role.DISTRICT_LEADER)

    page = client.get(reverse("visits:visit"))

    assert page.context["can"] == {"enter": False, "export": True, "import": False}
    for door, args in (("-new", []), ("-import", []), ("-edit", [row.pk]), ("-void", [row.pk])):
        url = reverse(f"visits:visit{door}", args=args)
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND


def test_voided_rows_are_shown_only_when_asked_for(client):
    signed_in(client)
    lead(name="林若曦")
    gone = lead(name="周远")
    void(actor=officer(), register=LEADS, pk=gone.pk, reason="查无此事", at=gone.entered_at)

    assert names(leads(client)) == ["林若曦"]
    assert leads(client, q="周远").context["total"] == 0
    with_void = leads(client, void="1")
    assert sorted(names(with_void)) == ["周远", "林若曦"]
    assert [line.voided for line in with_void.context["lines"] if line.pk == gone.pk] == [True]
    page = client.get(reverse("visits:lead-detail", args=[gone.pk]))
    assert page.context["void"]["reason"] == "查无此事"
    assert client.get(reverse("visits:lead-edit", args=[gone.pk])).status_code == 404


def test_every_typed_word_narrows(client):
    signed_in(client)
    town = unit("茶山镇")
    lead(name="林若曦", unit=town, told_by="村支书")
    lead(name="林若曦", unit=unit("青云镇"), told_by="村支书")

    assert leads(client, q="林若曦").context["total"] == 2
    assert leads(client, q="林若曦 茶山").context["total"] == 1
    assert leads(client, q="茶山 周远").context["total"] == 0


def test_a_person_is_found_by_pinyin_and_initials(client):
    signed_in(client)
    visit(visitor=person("曾国强"))

    for typed in ("zengguoqiang", "zgq", "国强"):
        assert client.get(reverse("visits:visit"), {"q": typed}).context["total"] == 1


def test_a_facet_is_counted_under_all_the_others(client):
    signed_in(client)
    town, bureau = unit(kind=UnitKind.TOWNSHIP), unit(kind=UnitKind.GOVERNMENT)
    lead(unit=town, dimension="duty")
    lead(unit=town, dimension="masses")
    lead(unit=bureau, dimension="masses")

    answer = leads(client, dimension="masses")

    assert answer.context["total"] == 2
    assert facet(answer, "dimension") == {"担当能力": 1, "群众工作": 2}
    assert facet(answer, "kind") == {"区政府部门": 1, "乡镇": 1}
    [chip] = answer.context["chips"]
    assert chip.label == "维度：群众工作"


def test_periods_hold_both_of_their_days(client):
    signed_in(client)
    visit()

    def total(**days):
        return client.get(reverse("visits:visit"), days).context["total"]

    assert total(held_begins="2026-03-10", held_ends="2026-03-10") == 1
    assert total(held_begins="2026-03-11") == 0
    assert total(held_ends="2026-03-09") == 0
    assert total(held_begins="昨天") == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"segment": "9" * 30},
        {"segment": "²"},
        {"segment": "x' OR 1=1"},
        {"state": "unheard-of"},
        {"sort": "visitor__id_sealed"},
        {"sort": "-voided_at"},
        {"page": "9" * 30},
        {"page": "-1"},
        {"q": "%_\\" * 20},
        {"unheard": "of"},
    ],
)
def test_an_address_nobody_built_breaks_nothing(client, parameters):
    signed_in(client)
    visit(segment=segment())

    assert client.get(reverse("visits:visit"), parameters).status_code == HTTPStatus.OK


def test_a_chosen_option_is_shown_even_when_forty_others_are_larger(client):
    signed_in(client)
    rare = person("林若曦", where=unit("茶山镇"))
    for _ in range(41):
        where = unit()
        for _again in range(2):
            lead(unit=where, person=person(where=where))
    lead(person=rare)

    answer = leads(client, unit=rare.unit_id)

    assert facet(answer, "unit")["茶山镇"] == 1
    assert [chip.label for chip in answer.context["chips"]] == ["现任单位：茶山镇"]


def test_sorting_is_total_and_turns_around(client):
    signed_in(client)
    for name in ("乙", "甲", "丙"):
        lead(name=name)

    up = names(leads(client, sort="name"))
    down = names(leads(client, sort="-name"))

    assert up == down[::-1]
    assert sorted(up) == up


def test_pages_neither_repeat_nor_drop_a_row(client):
    signed_in(client)
    for number in range(60):
        lead(name=f"线索{number:02d}")

    first, second = (
        names(leads(client, sort="found_on")),
        names(leads(client, sort="found_on", page=2)),
    )

    assert (len(first), len(second)) == (50, 10)
    assert len({*first, *second}) == 60


def test_an_export_is_what_was_seen_and_is_recorded_with_its_purpose(client):
    signed_in(client)
    lead(name="林若曦", dimension="masses")
    lead(name="周远")
    url = f"{reverse('visits:lead-export')}?dimension=masses"

    asked = client.post(url, {"purpose": "meeting", "note": ""})
    taken = client.post(url, {"purpose": "meeting", "note": "部务会"})

    assert asked.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    rows = list(openpyxl.load_workbook(BytesIO(taken.content)).active.values)
    assert [row[2] for row in rows] == ["线索人姓名", "林若曦"]
    [entry] = Entry.objects.filter(deed="visits.lead.exported")
    assert (entry.sentence, entry.reason) == (
        "导出线索 1 条（维度：群众工作）",
        "会议研究：部务会",
    )


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_no_formula_leaves_the_house(client, text):
    signed_in(client)
    lead(name=text[:60], behaviour=text)

    sheet = openpyxl.load_workbook(BytesIO(exported(client, LEADS))).active

    [line] = list(sheet.iter_rows(min_row=2))
    assert {cell.data_type for cell in line} <= {"s", "d", "n"}
    assert line[2].data_type == "s"


def test_the_swap_equals_the_reload(client):
    signed_in(client)
    lead(name="林若曦")
    url = reverse("visits:lead")

    whole = client.get(url, {"q": "林"})
    part = client.get(url, {"q": "林"}, headers={"HX-Request": "true"})

    assert part.content.decode().strip() in whole.content.decode()
    assert b"<html" not in part.content


def test_every_list_swaps_as_it_reloads(client):
    broken = []
    for role in (Role.DEPARTMENT_LEADER, Role.AUDITOR):
        reader = signed_in(client, role)
        for code, register in REGISTERS.items():
            if register.view.nowhere(acting(reader)):
                continue
            part = client.get(reverse(register.url_name()), headers={"HX-Request": "true"})
            if part.status_code != HTTPStatus.OK or b"<html" in part.content:
                broken.append(code)

    assert broken == []


def test_the_room_s_other_registers_are_tabs_where_they_open(client):
    _, _, town = district()
    signed_in(client, Role.POINT_HEAD, over=town)

    tabs = client.get(reverse(VISITS.url_name())).context["tabs"]

    assert [(str(tab["label"]), tab["is_current"]) for tab in tabs] == [
        ("走访", True),
        ("好苗子线索", False),
        ("谈话对象", False),
        ("听到的表现", False),
        ("片区", False),
        ("联系分工", False),
    ]
