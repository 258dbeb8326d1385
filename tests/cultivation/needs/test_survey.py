"""需求征求: built, opened to whoever was not asked lately, answered once without a name, told after the closing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.cultivation.needs import services
from qingmiao.cultivation.needs.models import Invited, Need, Survey, SurveyQuestion
from qingmiao.cultivation.needs.queries.board import board_of
from qingmiao.engines.ballots.models import Box
from qingmiao.kernel.actor import SYSTEM
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from tests.factories import house
from tests.factories.ground import client_of, errors_of, person, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


@pytest.fixture
def town():
    """A township with six young people who have accounts, and one who is too old to be asked."""
    where = unit("青云镇")
    people = [person(f"青年{number}", at=where) for number in range(6)]
    for each in people:
        house.holder(Role.CADRE, who=each)
    person("老同志", at=where, birth=date(1975, 1, 1))
    return where, people


def survey(where, title="夜校想学什么", **changes):
    return Survey.objects.create(
        **{
            "title": title,
            "organizer": where,
            "audience": "young",
            "opens_on": TODAY,
            "closes_on": date(2026, 7, 10),
            **changes,
        }
    )


def built(where, **changes):
    made = survey(where, **changes)
    for place, (label, kind, options) in enumerate(
        (
            ("想学什么", "multiple", ["公文写作", "无人机", "摄影"]),
            ("工作日还是周末", "single", ["工作日", "周末"]),
            ("现有课程如何", "scale", []),
            ("还想学什么", "text", []),
        )
    ):
        SurveyQuestion.objects.create(
            survey=made, place=place, label=label, kind=kind, options=options
        )
    return made


def opened(where, **changes):
    made = built(where, **changes)
    return services.open_survey(actor=house.officer(), survey_id=made.pk, on=TODAY)


def closed(made):
    after = made.closes_on + timedelta(days=1)
    services.close_survey(actor=house.officer(), survey_id=made.pk, on=after)


def fields(made, *, many=("公文写作",), one="周末", rate="4", wish=""):
    names = [f"q{question.pk}" for question in made.questions.all()]
    return dict(zip(names, (list(many), one, rate, wish), strict=True))


def browser_of(who):
    """A browser in which this person is signed in with the account they have, or with a new one."""
    held = Account.objects.filter(person_id=who.pk).first() or house.holder(Role.CADRE, who=who)
    browser = Client()
    browser.force_login(held)
    return browser


def answer(who, made, **said):
    return browser_of(who).post(reverse("needs:answer", args=[made.pk]), fields(made, **said))


def results(made, role=Role.OFFICER):
    return client_of(role).get(reverse("needs:results", args=[made.pk]))


def test_an_organizer_builds_a_survey_question_by_question(town):
    where, _people = town
    made = survey(where)
    desk = client_of(Role.UNIT_ORGANIZER, at=where)
    add = reverse("needs:question-add", args=[made.pk])

    assert (
        desk.post(
            add, {"label": "想学什么", "kind": "multiple", "options": "甲\n乙", "most": "1"}
        ).status_code
        == 302
    )
    wrong = desk.post(add, {"label": "想学什么", "kind": "single", "options": "甲"})
    [question] = made.questions.all()
    change = reverse("needs:question-change", args=[made.pk, question.pk])
    assert (
        desk.post(
            change, {"label": "想学啥", "kind": "single", "options": "甲\n乙\n丙"}
        ).status_code
        == 302
    )
    remove = reverse("needs:question-remove", args=[made.pk, question.pk])

    assert wrong.status_code == 422
    assert errors_of(wrong) == ["单选、多选题须有 2 到 15 个选项", "已有同样的题目"]
    assert made.questions.get().options == ["甲", "乙", "丙"]
    assert client_of(Role.UNIT_ORGANIZER, at=unit()).post(remove).status_code == 404
    assert desk.post(remove).status_code == 302
    assert not made.questions.exists()


def test_whom_it_asks_is_decided_at_the_opening_and_they_are_told(town):
    where, people = town
    made = opened(where)
    assert set(made.invited.values_list("person", flat=True)) == {each.pk for each in people}
    assert Notice.objects.filter(kind="needs.survey.answer_asked").count() == 6
    for statement in (
        "DELETE FROM needs_surveyquestion",
        "UPDATE needs_surveyquestion SET label = 'x'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_nobody_is_asked_twice_a_month_and_a_unit_does_not_ask_all_the_time(town):
    where, _people = town
    opened(where)
    newcomers = [person(f"新来{number}", at=where) for number in range(5)]
    second = opened(where, title="再问一次")
    third = built(where, title="第三次")
    desk = client_of(Role.OFFICER)
    refused = desk.post(reverse("needs:survey-open", args=[third.pk]), follow=True)

    assert set(second.invited.values_list("person", flat=True)) == {each.pk for each in newcomers}
    said = refused.content.decode()
    assert "不得超过 2 次" in said
    assert "只有 0 人可以征求" in said
    third.refresh_from_db()
    assert third.state == "draft"


def test_groups_too_small_to_be_told_go_together_before_anybody_answers(town):
    where, people = town
    lone = person("园区的人", at=unit("园区", kind="park", parent=where))
    lone.unit.path = f"{where.path}{lone.unit.pk}/"
    lone.unit.save()
    opened(where, group_by="unit_kind")
    assert set(Invited.objects.values_list("group", flat=True)) == {"government|park"}
    assert Invited.objects.count() == len(people) + 1


def test_answers_are_told_after_the_closing_and_only_from_five_on(town):
    where, people = town
    made = opened(where)
    for number, who in enumerate(people):
        assert (
            answer(who, made, one="周末", rate="5", wish=f"想学无人机{number % 2}").status_code
            == 302
        )
    before = results(made)
    closed(made)
    after, again = results(made), results(made, Role.DISTRICT_LEADER)

    assert before.status_code == 404
    told = after.context["told"]
    assert told == again.context["told"]
    assert told.answers == 6
    assert told.charts[0].bars[0].label == "公文写作"
    assert [bar.count for bar in told.charts[0].bars] == [6, 0, 0]
    assert [(bar.label, bar.count) for bar in told.charts[1].bars] == [("工作日", 0), ("周末", 6)]
    assert told.wishes == ("想学无人机0", "想学无人机1")


def test_what_one_of_six_said_is_told_with_the_others_and_no_difference_gives_it(town):
    where, people = town
    made = opened(where, group_by="age")
    for who in people[:5]:
        answer(who, made, one="周末", many=("公文写作", "摄影"))
    answer(people[5], made, one="工作日", many=("公文写作",))
    closed(made)
    told = results(made).context["told"]

    topics, days = told.charts[:2]
    assert [(bar.label, bar.count) for bar in days.bars] == [("工作日、周末", 6)]
    assert [(bar.label, bar.count) for bar in topics.bars] == [("公文写作", 6), ("无人机", 0)]
    assert topics.withheld == 1
    assert told.groups == ()


def test_four_answers_are_not_told_nor_that_they_were_four(town):
    where, people = town
    made = opened(where)
    for who in people[:4]:
        answer(who, made)
    closed(made)
    page = results(made)
    assert page.context["told"] is None
    assert "答卷不足规定份数" in page.content.decode()


def test_whoever_was_not_asked_or_has_answered_or_comes_late_is_refused(town):
    where, people = town
    made = opened(where)
    assert answer(person(), made).status_code == 404
    assert answer(people[0], made, one="").status_code == 422
    assert answer(people[0], made).status_code == 302
    again = answer(people[0], made)
    assert (again.status_code, errors_of(again)) == (422, ["已经答过，每人一次"])
    with time_machine.travel("2026-07-11 10:00+08:00", tick=False):
        late = answer(people[1], made)
    assert (late.status_code, errors_of(late)) == (422, ["不在征求期间，不收答卷"])


def test_the_ledger_tells_that_somebody_answered_and_nothing_of_what(town):
    where, people = town
    made = opened(where)
    answer(people[0], made, wish="只有我会这么写")
    [entry] = Entry.objects.filter(deed="needs.survey.answered")
    assert set(entry.detail) == {"title"}
    assert not Entry.objects.filter(detail__icontains="只有我会这么写").exists()
    assert [set(kept) for kept in Box.objects.get().sheets] == [{"group", "said"}]
    assert Notice.objects.filter(settled_at__isnull=False).count() == 1


def test_the_worker_reminds_the_silent_once_and_closes_what_is_over(town):
    where, people = town
    made = opened(where)
    answer(people[0], made)
    assert services.remind_silent(actor=SYSTEM, on=date(2026, 7, 1)) == 0
    assert services.remind_silent(actor=SYSTEM, on=date(2026, 7, 8)) == 5
    assert services.remind_silent(actor=SYSTEM, on=date(2026, 7, 9)) == 0
    assert services.close_due(actor=SYSTEM, on=date(2026, 7, 10)) == 0
    assert services.close_due(actor=SYSTEM, on=date(2026, 7, 11)) == 1
    made.refresh_from_db()
    assert made.state == "closed"


def test_what_was_opened_keeps_its_rules_and_may_only_be_put_off(town):
    where, _people = town
    made = opened(where)
    desk = client_of(Role.OFFICER)
    values = {
        "title": made.title, "lead": "", "organizer": str(where.pk), "audience": "young",
        "group_by": "age", "opens_on": "2026-06-30", "closes_on": "2026-07-05", "version": made.version,
    }  # fmt: skip
    edit = reverse("needs:survey-edit", args=[made.pk])
    refused = desk.post(edit, values)
    longer = desk.post(edit, values | {"group_by": "none", "closes_on": "2026-07-20"})
    assert errors_of(refused) == ["开始征求后只能延长截止日期", "截止日期只能延后"]
    assert longer.status_code == 302
    asked = Notice.objects.filter(kind="needs.survey.answer_asked", settled_at__isnull=True)
    assert set(asked.values_list("due_on", flat=True)) == {date(2026, 7, 20)}
    void = desk.post(reverse("needs:survey-void", args=[made.pk]), {"reason": "不问了"})
    assert (void.status_code, errors_of(void)) == (422, ["开始过的征求不能作废，可以截止"])
    made.refresh_from_db()
    closed(made)
    made.refresh_from_db()
    late = values | {"group_by": "none", "closes_on": "2026-08-01", "version": made.version}
    assert errors_of(desk.post(edit, late)) == ["征求已经截止，不再修改"]


def test_nobody_chooses_after_whose_answer_it_closes(town):
    where, people = town
    made = opened(where)
    answer(people[0], made)
    close = reverse("needs:survey-close", args=[made.pk])
    desk = client_of(Role.OFFICER)
    assert "截止日期过后才能截止" in desk.post(close, follow=True).content.decode()
    with time_machine.travel("2026-07-11 10:00+08:00", tick=False):
        client_of(Role.OFFICER).post(close)
    made.refresh_from_db()
    assert made.state == "closed"


def test_a_survey_does_not_begin_before_its_day(town):
    where, _people = town
    with pytest.raises(Refused, match="开始日期还没有到"):
        opened(where, opens_on=date(2026, 7, 1))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "number"), [("survey", 7), ("need", 9)])
def test_a_list_asks_as_many_questions_however_long(
    name, number, count, town, django_assert_num_queries
):
    where, _people = town
    for each in range(count):
        made = survey(where, title=f"征求{each}")
        Need.objects.create(title=f"需求{each}", survey=made, proposed_on=TODAY)
    desk = client_of(Role.OFFICER)
    desk.get(reverse(f"needs:{name}"))
    with django_assert_num_queries(number):
        desk.get(reverse(f"needs:{name}"))


def test_results_become_needs_of_the_board(town):
    where, people = town
    made = opened(where)
    for who in people:
        answer(who, made, wish="想学无人机")
    lift = reverse("needs:lift", args=[made.pk])
    desk = client_of(Role.OFFICER)
    early = desk.post(lift, {"title": "无人机"})
    closed(made)

    assert errors_of(early) == ["征求截止后才能整理结果"]
    assert desk.post(lift, {"title": "无人机"}).status_code == 302
    assert errors_of(desk.post(lift, {"title": "无人机"})) == ["看板上已有同名的需求，请直接附议"]
    assert Need.objects.get().survey == made
    assert Need.objects.get().surveyed is None
    desk.post(lift, {"title": "公文改稿会", "option": "公文写作"})
    assert Need.objects.get(title="公文改稿会").surveyed == 6
    assert [line.title for line in board_of(actor=house.officer(), which="all")] == [
        "公文改稿会",
        "无人机",
    ]
