"""The monitor's pages: for the department's leaders only, every number opening its people."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from qingmiao.engines.sheets.services import read_table
from qingmiao.insight.fairness.contracts import Window
from qingmiao.insight.fairness.enums import Attribute, Habit, Saying, Step
from qingmiao.insight.fairness.queries import habits, steps
from qingmiao.ledger.models import Entry
from tests.factories import house, selection
from tests.insight import district

pytestmark = pytest.mark.django_db

WINDOW = Window(since=date(2026, 1, 1), until=date(2026, 6, 30))
ASKED = {"since": "2026-01-01", "until": "2026-06-30"}


@pytest.fixture
def leader():
    client = Client()
    client.force_login(district.account("department_leader"))
    return client


@pytest.fixture
def event():
    return selection.event(opens_on=date(2026, 1, 1), closes_on=date(2026, 6, 30))


def nominated(event, *, accepted, **person):
    who = house.person(**person)
    return selection.nomination(
        event=event,
        person=who,
        unit=who.unit,
        submitted_on=date(2026, 3, 1),
        state="accepted" if accepted else "submitted",
    )


def lines_by_label(step, attribute, hidden=frozenset()):
    table = steps.table(step=step, attribute=attribute, window=WINDOW, hidden=hidden)
    return {line.group.label: (line.group.came, line.group.passed) for line in table.lines}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_groups_of_a_step(event):
    where = house.unit("甲镇", kind="township")
    nominated(event, accepted=True, where=where, sex="2", birth=date(1996, 3, 1))
    nominated(event, accepted=False, where=where, sex="1", birth=date(1996, 4, 1))

    assert lines_by_label(Step.NOMINATION, Attribute.SEX) == {"男": (1, 0), "女": (1, 1)}
    assert lines_by_label(Step.NOMINATION, Attribute.UNIT) == {"甲镇": (2, 1)}
    assert lines_by_label(Step.NOMINATION, Attribute.KIND) == {"乡镇": (2, 1)}
    assert lines_by_label(Step.NOMINATION, Attribute.AGE) == {"30岁及以下": (2, 1)}
    assert lines_by_label(Step.NOMINATION, Attribute.ORIGIN) == {"组织推荐": (2, 1)}


def test_the_month_of_birth_decides_the_band(event):
    nominated(event, accepted=True, birth=date(1995, 3, 1))

    assert lines_by_label(Step.NOMINATION, Attribute.AGE) == {"31至35岁": (1, 1)}


def test_withdrawn_voided_and_other_days_do_not_count(event):
    kept = nominated(event, accepted=True)
    selection.nomination(event=event, state="withdrawn", submitted_on=date(2026, 3, 1))
    selection.nomination(event=event, submitted_on=date(2025, 12, 31))
    selection.nomination(
        event=event, submitted_on=date(2026, 3, 1), voided_at="2026-03-02T00:00Z",
        voided_by="某人", void_reason="重复",
    )  # fmt: skip

    rows = steps.rows(
        step=Step.NOMINATION, attribute=Attribute.SEX, window=WINDOW, hidden=frozenset(),
        code=None, passed=False,
    )  # fmt: skip

    assert [row.person_id for row in rows] == [kept.person_id]


def test_a_member_passes_when_appointed_after_entering():
    early, late = district.person("早用"), district.person("后用")
    for who in (early, late):
        district.member(who, entered_on=date(2026, 2, 1))
    district.appointment(early, decided_on=date(2026, 1, 15))
    district.appointment(late, decided_on=date(2026, 5, 1))

    rows = steps.rows(
        step=Step.APPOINTMENT, attribute=Attribute.SEX, window=WINDOW, hidden=frozenset(),
        code=None, passed=True,
    )  # fmt: skip

    assert [row.person for row in rows] == ["后用"]


def test_every_step_counts_what_it_lists(event):
    nominated(event, accepted=True)
    selection.lead(found_on=date(2026, 2, 1))
    member = district.person("成员")
    district.member(member, entered_on=date(2026, 2, 1))
    district.posting(member, begins=date(2026, 3, 1))
    district.shortlisted(district.person("选手"), result_on=date(2026, 4, 1))

    totals = steps.totals(window=WINDOW, hidden=frozenset())

    for step, (came, passed) in totals.items():
        narrowing = {
            "step": step, "attribute": Attribute.SEX, "window": WINDOW, "hidden": frozenset(),
            "code": None,
        }  # fmt: skip
        assert len(steps.rows(**narrowing, passed=False)) == came
        assert len(steps.rows(**narrowing, passed=True)) == passed
    assert totals[Step.LEAD] == (1, 0)
    assert totals[Step.POSTING] == (1, 1)
    assert totals[Step.CONTEST] == (1, 1)


def test_a_reader_and_kin_are_in_neither_number_nor_list(event):
    hidden = nominated(event, accepted=True, sex="2")
    nominated(event, accepted=True, sex="1")

    assert lines_by_label(Step.NOMINATION, Attribute.SEX, hidden=frozenset({hidden.person_id})) == {
        "男": (1, 1)
    }


def test_a_unit_that_names_only_office_staff_is_seen(event):
    where = house.unit("乙局")
    for number in range(20):
        who = house.person(
            where=where, birth=date(1995, 1, 1),
            post_text="办公室科员" if number < 10 else "执法科科员",
        )  # fmt: skip
        if number < 9:
            selection.nomination(event=event, person=who, unit=where, submitted_on=date(2026, 3, 1))

    [line] = habits.habits(habit=Habit.OFFICE, by_kind=False, window=WINDOW, hidden=frozenset())

    group = line.pair.group
    assert (group.came, group.passed) == (10, 9)
    assert (line.pair.others_came, line.pair.others_passed) == (10, 0)
    assert line.comparison.saying == Saying.HIGHER


def test_a_number_of_the_habits_opens_just_as_many_people(leader, event):
    where = house.unit("丙局")
    named = house.person("陈嘉树", where=where, birth=date(1995, 1, 1), sex="2")
    house.person("未推荐", where=where, birth=date(1995, 1, 1), sex="2")
    house.person("男同志", where=where, birth=date(1995, 1, 1), sex="1")
    selection.nomination(event=event, person=named, unit=where, submitted_on=date(2026, 3, 1))
    asked = {**ASKED, "habit": "women", "rows": "unit", "group": str(where.pk)}

    lists = {
        narrowing: leader.get(reverse("fairness:young"), {**asked, **dict([narrowing])})
        for narrowing in [("named", "1"), ("trait", "1"), ("trait", "0")]
    }

    names = {key: [row.person for row in page.context["rows"]] for key, page in lists.items()}
    assert names == {
        ("named", "1"): ["陈嘉树"],
        ("trait", "1"): ["陈嘉树", "未推荐"],
        ("trait", "0"): ["男同志"],
    }


def test_the_page_leads_from_every_number_to_its_people(leader, event):
    nominated(event, accepted=True, name="林知夏", sex="2")

    page = leader.get(reverse("fairness:monitor"), {**ASKED, "by": "sex"})
    people = leader.get(
        reverse("fairness:people"),
        {**ASKED, "step": "nomination", "by": "sex", "group": "2", "passed": "1"},
    )

    assert "group=2&amp;passed=1" in page.content.decode()
    assert "人数太少，不作判断" in text_of(page)
    assert people.context["total"] == 1
    assert "林知夏" in text_of(people)


def test_the_number_of_questions_does_not_grow_with_the_groups(
    leader, event, django_assert_num_queries
):
    nominated(event, accepted=True)
    address = reverse("fairness:monitor")
    leader.get(address, {**ASKED, "by": "unit"})
    with django_assert_num_queries(11):
        leader.get(address, {**ASKED, "by": "unit"})
    nominated(event, accepted=True)
    nominated(event, accepted=False)

    with django_assert_num_queries(11):
        leader.get(address, {**ASKED, "by": "unit"})


def test_a_window_that_ends_before_it_begins_is_told(leader):
    page = leader.get(reverse("fairness:monitor"), {"since": "2026-06-30", "until": "2026-01-01"})

    assert "起日不得晚于止日" in text_of(page)


@pytest.mark.parametrize("what", ["groups", "people", "habits"])
def test_an_export_holds_what_the_page_shows_and_is_recorded(leader, event, what):
    nominated(event, accepted=True, name="林知夏", birth=date(1996, 1, 1))
    address = reverse("fairness:export", args=[what])

    response = leader.post(
        f"{address}?since=2026-01-01&until=2026-06-30",
        {"purpose": "report", "note": "部务会研究"},
    )

    assert response.status_code == 200
    assert len(read_table(response.content).rows) >= 1
    entry = Entry.objects.filter(deed="fairness.monitor.exported").get()
    assert "部务会研究" in entry.reason


def test_an_export_without_a_purpose_is_refused(leader):
    response = leader.post(reverse("fairness:export", args=["groups"]), {"purpose": "", "note": ""})

    assert response.status_code == 422
    assert not Entry.objects.filter(deed="fairness.monitor.exported").exists()


@pytest.mark.parametrize("role", ["officer", "district_leader", "unit_secretary", "cadre"])
@pytest.mark.parametrize("name", ["monitor", "people", "habits", "young"])
def test_nobody_else_finds_the_monitor(role, name, event):
    nominated(event, accepted=True)
    client = Client()
    client.force_login(district.account(role))

    assert client.get(reverse(f"fairness:{name}")).status_code == 404
