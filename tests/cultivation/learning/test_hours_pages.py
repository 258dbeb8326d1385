"""学时台账: who has how many, who will miss the target, what was archived, and why some do not count."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.learning.models import ArchivedHours, HoursWarning, HoursYear
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.orgs.enums import Level
from tests.factories.cultivation import attendance, session, training_class
from tests.factories.ground import client_of, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


def hours_on(who, hours, held_on=date(2025, 3, 15)):
    around = training_class(begins=date(held_on.year, 1, 1), ends=date(held_on.year, 12, 31))
    for part in range(0, hours, 20):
        attendance(
            who,
            session=session(
                training_class=around,
                held_on=held_on + timedelta(days=part // 20),
                hours=Decimal(min(20, hours - part)),
            ),
        )


def ledger(client, **asked):
    return client.get(reverse("learning:hours"), {"year": "2025", **asked})


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
    assert rows["差学时"][7] == "40"  # 专题培训
    assert "第十四条" in page.content.decode()


def test_senior_cadres_count_by_five_years():
    senior = person("县处级", level=Level.COUNTY_DEPUTY)
    hours_on(senior, 550, date(2022, 5, 1))

    rows = cells(ledger(client_of(Role.OFFICER)))

    assert rows["县处级"][2:5] == ["0", "550", "达标"]


def test_only_those_who_are_short():
    hours_on(person("满学时"), 90)
    hours_on(person("差学时"), 80)

    page = ledger(client_of(Role.OFFICER), standing="short")

    assert list(cells(page)) == ["差学时"]


def test_a_year_without_an_article_judges_nobody():
    who = person("早年")
    hours_on(who, 20, date(2022, 3, 1))

    page = ledger(client_of(Role.OFFICER), year="2022")
    short = ledger(client_of(Role.OFFICER), year="2022", standing="short")

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

    with django_assert_num_queries(13):
        page = ledger(client)

    assert page.context["total"] == people


def test_a_person_reads_the_own_hours_year_by_year():
    who = person("李明")
    hours_on(who, 20, date(2024, 5, 1))
    hours_on(who, 40, date(2025, 5, 1))
    client = client_of(Role.CADRE, person=who)

    page = client.get(reverse("learning:hours-of", args=[who.pk]))

    assert [line.cells[0].text for line in page.context["lines"]] == [
        "2026", "2025", "2024"
    ]  # fmt: skip
    assert client.get(reverse("learning:hours-of", args=[person().pk])).status_code == 404


def test_who_reads_no_hours_finds_no_ledger():
    client = client_of(Role.CLASS_TEACHER)

    assert ledger(client).status_code == 404
    assert client.get(reverse("learning:hours-export")).status_code == 404


def test_hours_leave_with_a_purpose_and_a_trace():
    who = person("李明")
    hours_on(who, 20)
    client = client_of(Role.OFFICER)
    here = who.unit_id
    url = f"{reverse('learning:hours-export')}?year=2025&standing=short&unit={here}"

    refused = client.post(url, {"purpose": "work", "note": ""})
    answer = client.post(url, {"purpose": "report", "note": "年度报表"})

    assert refused.status_code == 422
    assert answer.content.startswith(b"PK")
    [entry] = Entry.objects.filter(deed="courses.hours.exported")
    assert entry.sentence == "导出 2025 年学时台账 1 人（未达标、一个单位）"
    assert entry.reason == "上报材料：年度报表"


def credits_on(client, who, year=2025):
    page = client.get(reverse("learning:hours-of", args=[who.pk]), {"year": year})
    return page, {
        credit.sitting.title: (credit.counted, [loss.rule.value for loss in credit.losses])
        for credit in page.context["credits"]
    }


def test_a_person_is_told_why_hours_do_not_count():
    who = person("李明")
    day = date(2025, 4, 1)
    attendance(who, session=session("甲课", held_on=day, hours=Decimal(6)))
    attendance(who, session=session("乙课", held_on=day, hours=Decimal(4)))
    attendance(who, session=session("丙课", held_on=day), presence="leave")
    attendance(who, session=session("丁课", held_on=day), hours=Decimal(0))

    page, told = credits_on(client_of(Role.CADRE, person=who), who)

    assert told == {
        "甲课": (Decimal(6), []),
        "乙课": (Decimal(2), ["day_full"]),
        "丙课": (Decimal(0), ["leave"]),
        "丁课": (Decimal(0), ["partly"]),
    }
    assert page.context["lost"] == Decimal(10)
    assert page.context["chosen"].line.this_year == Decimal(8)


def post_archive(client, year="2025"):
    return client.post(reverse("learning:hours-archive"), {"year": year, "is_sure": "on"})


def test_an_archived_year_stands_whatever_is_amended():
    who = person("李明")
    hours_on(who, 90)
    officer = client_of(Role.OFFICER)

    answer = post_archive(officer)
    late = attendance(who, session=session(held_on=date(2025, 9, 1), hours=Decimal(5)))

    assert answer.status_code == 302
    assert HoursYear.objects.get().met == 1
    page, _told = credits_on(client_of(Role.CADRE, person=who), who)
    line = next(each for each in page.context["lines"] if each.pk == 2025)
    assert (line.cells[0].small, line.cells[1].text, line.cells[-1].text) == (
        "已归档", "90", "+5.0"
    )  # fmt: skip
    assert cells(ledger(officer))["李明"][2] == "90"
    late.refresh_from_db()
    [entry] = Entry.objects.filter(deed="learning.hours.archived")
    assert entry.sentence == "归档 2025 年学时：1 人，达标 1 人"


def test_a_year_is_archived_once_by_the_department_and_after_it_ended():
    hours_on(person(), 20)
    officer = client_of(Role.OFFICER)

    assert post_archive(officer, "2026").status_code == 422
    assert post_archive(officer).status_code == 302
    assert post_archive(officer).status_code == 422
    assert client_of(Role.UNIT_SECRETARY, at=unit()).get(
        reverse("learning:hours-archive")
    ).status_code == 404  # fmt: skip
    assert ArchivedHours.objects.count() == 1


def running(who, *, ahead):
    """A class the person has begun, with hours still to come."""
    around = training_class(begins=date(2026, 6, 1), ends=date(2026, 12, 20), state="running")
    first = session(training_class=around, held_on=date(2026, 6, 2), hours=Decimal(8))
    attendance(who, session=first)
    for part in range(ahead // 8):
        session(
            training_class=around, held_on=date(2026, 9, 1) + timedelta(days=part), hours=Decimal(8)
        )


def test_who_will_miss_the_target_is_known_in_time():
    sure, late = person("来得及"), person("来不及")
    running(sure, ahead=88)
    running(late, ahead=40)
    hours_on(person("已达标"), 96, date(2026, 1, 5))

    page = ledger(client_of(Role.OFFICER), year="2026", standing="missing")

    assert list(cells(page)) == ["来不及"]
    assert cells(page)["来不及"][2:6] == ["8", "90", "82", "40"]


def test_who_will_miss_it_and_their_unit_are_told_once_a_day():
    late = person("来不及")
    running(late, ahead=40)
    secretary = client_of(Role.UNIT_SECRETARY, at=late.unit)
    cadre = client_of(Role.CADRE, person=late)
    url = f"{reverse('learning:hours-warn')}?unit={late.unit_id}"

    first = secretary.post(url, {"is_sure": "on"})
    second = secretary.post(url, {"is_sure": "on"})

    assert (first.status_code, second.status_code) == (302, 422)
    [warning] = HoursWarning.objects.all()
    assert (warning.expected, warning.wanted) == (Decimal(48), Decimal(90))
    assert set(Notice.objects.values_list("kind", flat=True)) == {
        "learning.hours.short", "learning.hours.unit_short"
    }  # fmt: skip
    assert cadre.get(url).status_code == 404
