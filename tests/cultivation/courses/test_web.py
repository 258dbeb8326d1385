"""Pages of training beyond the registers: counters, rolls, the ledger of hours."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.ledger.models import Entry
from qingmiao.orgs.enums import Level
from tests.factories.cultivation import attendance, programme, session, training_class
from tests.factories.ground import client_of, person, unit

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


def values_of(cards):
    return {card["label"]: card["value"] for card in cards}


def test_a_programme_counts_classes_sessions_participations_and_people_apart():
    school = programme()
    first = session(training_class=training_class(programme=school))
    second = session(training_class=first.training_class)
    who = person()
    attendance(who, session=first)
    attendance(who, session=second)
    attendance(session=second, presence="absent")
    attendance()  # another programme's
    client = client_of(Role.OFFICER)

    page = client.get(reverse("courses:programme-detail", args=[school.pk]))

    assert values_of(page.context["cards"]) == {
        "班次": 1, "课次": 2, "参训人次": 2, "参训人数": 1
    }  # fmt: skip
    opened = client.get(page.context["cards"][2]["url"])
    assert opened.context["total"] == 2


def test_counters_are_as_long_as_the_lists_they_open_for_this_reader():
    mine = attendance()
    attendance()
    client = client_of(Role.UNIT_ORGANIZER, at=mine.person.unit)

    cards = client.get(reverse("courses:programme")).context["cards"]

    for card in cards[:3]:
        assert client.get(card["url"]).context["total"] == card["value"]
    assert values_of(cards)["参训人次"] == 1


def test_filters_swap_the_list_alone():
    answer = client_of(Role.OFFICER).get(reverse("courses:programme"), headers=HTMX)

    assert answer.content.decode().strip().startswith('<div id="results"')


def test_an_admin_finds_no_programmes():
    assert client_of(Role.SYSTEM_ADMIN).get(reverse("courses:programme")).status_code == 404


def test_the_page_of_a_class_lists_who_came_and_how_often():
    at = session()
    again = session(training_class=at.training_class)
    who = person("李明")
    attendance(who, session=at)
    attendance(who, session=again, presence="leave")

    page = client_of(Role.OFFICER).get(reverse("courses:class-detail", args=[at.training_class_id]))

    [line] = page.context["roster"]["lines"]
    assert [cell.text for cell in line.cells] == ["李明", who.unit.name, "1", "1", "0", "4"]


def test_a_class_shows_a_unit_only_its_own_people():
    at = session()
    mine = attendance(person("本单位"), session=at)
    attendance(person("外单位"), session=at)

    page = client_of(Role.UNIT_ORGANIZER, at=mine.person.unit).get(
        reverse("courses:class-detail", args=[at.training_class_id])
    )

    assert [line.cells[0].text for line in page.context["roster"]["lines"]] == ["本单位"]
    assert "外单位" not in page.content.decode()


def hours_on(who, hours, held_on=date(2025, 3, 15)):
    around = training_class(begins=date(held_on.year, 1, 1), ends=date(held_on.year, 12, 31))
    for part in range(0, hours, 20):
        attendance(
            who,
            session=session(
                training_class=around, held_on=held_on, hours=Decimal(min(20, hours - part))
            ),
        )


def ledger(client, **asked):
    return client.get(reverse("courses:hours"), {"year": "2025", **asked})


def cells(page):
    return {
        line.cells[0].text: [cell.text for cell in line.cells] for line in page.context["lines"]
    }


def test_the_ledger_holds_hours_by_kind_against_the_target_of_the_year():
    enough, short = person("满学时"), person("差学时")
    hours_on(enough, 90)
    hours_on(short, 40)
    hours_on(short, 60, date(2024, 5, 1))

    page = ledger(client_of(Role.OFFICER))

    rows = cells(page)
    assert rows["满学时"][2:5] == ["90", "90", "达标"]
    assert rows["差学时"][2:5] == ["40", "90", "50"]
    assert rows["差学时"][6] == "40"  # 专题培训
    assert "第十四条" in page.content.decode()


def test_senior_cadres_count_by_five_years():
    senior = person("县处级", level=Level.COUNTY_DEPUTY)
    hours_on(senior, 550, date(2022, 5, 1))

    rows = cells(ledger(client_of(Role.OFFICER)))

    assert rows["县处级"][2:5] == ["0", "550", "达标"]


def test_only_those_who_are_short():
    hours_on(person("满学时"), 90)
    hours_on(person("差学时"), 80)

    page = ledger(client_of(Role.OFFICER), short="1")

    assert list(cells(page)) == ["差学时"]


def test_a_year_without_an_article_judges_nobody():
    who = person("早年")
    hours_on(who, 20, date(2022, 3, 1))

    page = ledger(client_of(Role.OFFICER), year="2022")
    short = ledger(client_of(Role.OFFICER), year="2022", short="1")

    assert cells(page)["早年"][2:5] == ["20", "", ""]
    assert list(cells(short)) == []


def test_the_ledger_is_searched_by_word_and_by_unit():
    here = unit("发改局")
    person("甲", at=here)
    person("乙")
    client = client_of(Role.OFFICER)

    assert list(cells(ledger(client, q="甲"))) == ["甲"]
    assert list(cells(ledger(client, unit=str(here.pk)))) == ["甲"]
    assert len(cells(ledger(client, unit="x", q=""))) == 2


def test_voided_hours_do_not_count():
    who = person("某人")
    hours_on(who, 20)
    row = attendance(who)
    row.voided_at, row.void_reason = datetime(2025, 5, 1, tzinfo=UTC), "误登"
    row.save()

    assert cells(ledger(client_of(Role.OFFICER)))["某人"][2] == "20"


def test_a_unit_reads_its_own_ledger():
    mine = person("本单位")
    person("外单位")

    page = ledger(client_of(Role.UNIT_SECRETARY, at=mine.unit))

    assert list(cells(page)) == ["本单位"]


@pytest.mark.parametrize("people", [1, 3])
def test_the_ledger_asks_as_many_questions_however_long(people, django_assert_num_queries):
    for _ in range(people):
        hours_on(person(), 20)
    client = client_of(Role.OFFICER)

    with django_assert_num_queries(9):
        page = ledger(client)

    assert page.context["total"] == people


def test_a_person_reads_the_own_hours_year_by_year():
    who = person("李明")
    hours_on(who, 20, date(2024, 5, 1))
    hours_on(who, 40, date(2025, 5, 1))
    client = client_of(Role.CADRE, person=who)

    page = client.get(reverse("courses:hours-of", args=[who.pk]))

    assert [line.cells[0].text for line in page.context["lines"]] == [
        "2026", "2025", "2024"
    ]  # fmt: skip
    assert client.get(reverse("courses:hours-of", args=[person().pk])).status_code == 404


def test_who_reads_no_hours_finds_no_ledger():
    client = client_of(Role.CLASS_TEACHER)

    assert ledger(client).status_code == 404
    assert client.get(reverse("courses:hours-export")).status_code == 404
    assert client.get(reverse("courses:programme")).context["hours_url"] == ""


def test_hours_leave_with_a_purpose_and_a_trace():
    who = person("李明")
    hours_on(who, 20)
    client = client_of(Role.OFFICER)
    here = who.unit_id
    url = f"{reverse('courses:hours-export')}?year=2025&short=1&unit={here}"

    refused = client.post(url, {"purpose": "work", "note": ""})
    answer = client.post(url, {"purpose": "report", "note": "年度报表"})

    assert refused.status_code == 422
    assert answer.content.startswith(b"PK")
    [entry] = Entry.objects.filter(deed="courses.hours.exported")
    assert entry.sentence == "导出 2025 年学时台账 1 人（只看未达标、一个单位）"
    assert entry.reason == "上报材料：年度报表"
