"""评课: only by whoever was there, shown from k answers on and after it closed, with nothing to subtract."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.learning.contracts.evaluation import Terms
from qingmiao.cultivation.learning.models import Evaluator, Remark, Tally
from qingmiao.cultivation.learning.rules.evaluation import questions_for, withheld
from qingmiao.ledger.models import Entry
from tests.factories.cultivation import attendance, session, training_class
from tests.factories.ground import client_of, person

pytestmark = pytest.mark.django_db
TERMS = Terms(opens=date(2026, 6, 20), closes=date(2026, 7, 4), least=5)


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


@pytest.fixture
def learnt():
    """A class that has just ended, with six who were there and one who was on leave."""
    around = training_class("第1期", begins=date(2026, 6, 1), ends=date(2026, 6, 20))
    at = session(training_class=around, held_on=date(2026, 6, 10), teacher="甲老师")
    there = [person(f"学员{number}") for number in range(6)]
    for who in there:
        attendance(who, session=at)
    absent = person("请假的人")
    attendance(absent, session=at, presence="leave")
    return around, there, absent


def said(mark=4, remark="", teachers=("甲老师",)):
    return {each.name: mark for each in questions_for(teachers)} | {"remark": remark}


def signed_in(who):
    account = Account.objects.filter(person_id=who.pk).first()
    if account is None:
        return client_of(Role.CADRE, person=who)
    client = Client()
    client.force_login(account)
    return client


def evaluate(who, around, **changes):
    return signed_in(who).post(reverse("learning:evaluate", args=[around.pk]), said(**changes))


def results(around):
    page = client_of(Role.OFFICER).get(reverse("learning:evaluation", args=[around.pk]))
    return page.context["told"]


def test_a_class_is_told_from_five_answers_on_and_after_it_closed(learnt):
    around, there, _absent = learnt
    for number, who in enumerate(there[:5]):
        assert evaluate(who, around, mark=number % 2 + 4, remark="案例多些").status_code == 302

    before = results(around)
    with time_machine.travel("2026-07-05 10:00+08:00", tick=False):
        after = results(around)

    assert (before.answers, before.lines, before.remarks) == (0, (), ())
    assert after.answers == 5
    assert {line.spread for line in after.lines} == {(0, 0, 0, 3, 2)}
    assert {line.average for line in after.lines} == {Decimal("4.40")}
    assert after.remarks == ("案例多些",) * 5


def test_four_answers_stay_untold_and_so_does_how_many_they_are(learnt):
    around, there, _absent = learnt
    for who in there[:4]:
        evaluate(who, around)

    with time_machine.travel("2026-07-05 10:00+08:00", tick=False):
        told = results(around)

    assert (told.answers, told.lines) == (0, ())
    assert "不足 5 份" in told.withheld


def test_the_absent_do_not_evaluate_and_strangers_find_nothing(learnt):
    around, _there, absent = learnt

    refused = evaluate(absent, around)
    unknown = evaluate(person(), around)

    assert (refused.status_code, unknown.status_code) == (422, 404)
    assert "没有出勤" in refused.content.decode()
    assert not Tally.objects.exists()


def test_nobody_evaluates_twice_late_or_in_part(learnt):
    around, there, _absent = learnt

    assert evaluate(there[0], around, mark="").status_code == 422
    assert evaluate(there[0], around).status_code == 302
    assert evaluate(there[0], around).status_code == 422
    with time_machine.travel("2026-07-05 10:00+08:00", tick=False):
        assert evaluate(there[1], around).status_code == 422
    assert Evaluator.objects.count() == 1
    assert set(Tally.objects.values_list("count", flat=True)) == {1}


def test_who_evaluated_is_kept_apart_from_what_was_said(learnt):
    around, there, _absent = learnt
    evaluate(there[0], around, remark="讲得快")

    answers = (Tally, Remark)
    held = {field.name for model in answers for field in model._meta.fields}
    [entry] = Entry.objects.filter(deed="learning.evaluation.given")

    assert held == {"id", "training_class", "teacher", "criterion", "mark", "count", "text"}
    assert set(entry.detail) == {"title"}


def test_a_teacher_is_evaluated_by_whoever_sat_there_and_told_from_five_on(learnt):
    around, there, _absent = learnt
    guest = session(training_class=around, held_on=date(2026, 6, 11), teacher="乙老师、甲老师")
    for who in there[:4]:
        attendance(who, session=guest)

    evaluate_more = evaluate(there[5], around, teachers=("甲老师", "乙老师"))
    for who in there[:4]:
        evaluate(who, around, teachers=("甲老师", "乙老师"))
    evaluate(there[4], around)
    with time_machine.travel("2026-07-05 10:00+08:00", tick=False):
        told = results(around)

    assert evaluate_more.status_code == 302
    shown = {line.question.label: line.spread for line in told.lines}
    assert shown["授课水平：甲老师"] == (0, 0, 0, 6, 0)
    assert shown["授课水平：乙老师"] == ()
    assert told.answers == 6


def test_nothing_is_added_once_it_was_told_though_the_class_ends_later(learnt):
    around, there, _absent = learnt
    for who in there[:5]:
        evaluate(who, around)

    with time_machine.travel("2026-07-05 10:00+08:00", tick=False):
        told = results(around)
        TrainingClass.objects.update(ends=date(2026, 7, 10))
        late = evaluate(there[5], around)
        again = results(around)

    assert late.status_code == 422
    assert again == told
    assert told.answers == 5


@pytest.mark.parametrize(
    "change",
    [
        "update learning_tally set count = count + 2",
        "update learning_tally set mark = 6 - mark",
        "delete from learning_tally",
        "delete from learning_evaluator",
        "update learning_remark set text = ''",
        "update learning_evaluation set least = 2",
    ],
)
def test_the_database_keeps_what_was_said(learnt, change):
    around, there, _absent = learnt
    evaluate(there[0], around, mark=5, remark="好")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_two_at_once_by_one_person_count_once(learnt):
    around, there, _absent = learnt
    evaluate(there[0], around)

    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluator.objects.create(training_class=around, person=there[0])


def test_who_was_there_is_led_to_the_form_and_afterwards_no_more(learnt):
    around, there, _absent = learnt
    client = client_of(Role.CADRE, person=there[0])
    address = reverse("learning:evaluate", args=[around.pk])
    own = reverse("learning:hours-of", args=[there[0].pk])

    before = client.get(own).content.decode()
    client.post(address, said())
    after = client.get(own).content.decode()

    assert address in before
    assert address not in after


@pytest.mark.parametrize(
    ("answers", "on", "shown"),
    [
        pytest.param(50, date(2026, 7, 4), False, id="on the last day"),
        pytest.param(5, date(2026, 7, 5), True, id="five, the day after"),
        pytest.param(4, date(2026, 7, 5), False, id="one answer short"),
    ],
)
def test_when_it_is_shown(answers, on, shown):
    assert (withheld(answers=answers, terms=TERMS, on=on) == "") == shown
