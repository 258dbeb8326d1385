"""Learning elsewhere by three routes: counted once, and by nobody who touched it before."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.learning.models import OutsideLearning, OutsideStep
from qingmiao.cultivation.learning.queries.credit import Window
from qingmiao.cultivation.learning.queries.sitting import credits_in
from qingmiao.cultivation.learning.rules.hours import total
from qingmiao.notices.models import Notice
from qingmiao.people.dossiers.models import Person
from tests.factories.cultivation import attendance, session
from tests.factories.ground import client_of, person

pytestmark = pytest.mark.django_db
SAID = {
    "title": "省委党校调训",
    "kind": "upstream",
    "provider": "省委党校",
    "begins": "2026-05-11",
    "ends": "2026-05-15",
    "hours": "30",
    "proof": "调训通知 3 号",
}


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


def door(name, row=None):
    return reverse(f"learning:outside-{name}", args=[row.pk] if row else [])


def counted(who):
    window = Window(years=[2026], daily_most=Decimal(8))
    listed = Person.objects.annotate(live=window.of_each()).get(pk=who.pk).live
    account = credits_in(person_ids=[who.pk], year=2026, daily_most=Decimal(8))
    assert listed == total(account.get(who.pk, []))
    return listed


def test_said_by_oneself_confirmed_by_the_unit_recognised_by_the_department():
    who = person("李明")
    cadre = client_of(Role.CADRE, person=who)
    unit_hand = client_of(Role.UNIT_ORGANIZER, at=who.unit)
    officer = client_of(Role.OFFICER)

    cadre.post(door("report"), SAID)
    row = OutsideLearning.objects.get()
    early = officer.post(door("recognise", row), {"hours": "30"})
    assert counted(who) == 0
    assert unit_hand.post(door("confirm", row), {"remark": "属实"}).status_code == 302
    twice = unit_hand.get(door("recognise", row))
    assert officer.post(door("recognise", row), {"hours": "28"}).status_code == 302

    row.refresh_from_db()
    assert (early.status_code, twice.status_code) == (422, 404)
    assert (row.state, row.counted) == ("recognised", Decimal(28))
    assert counted(who) == Decimal(28)
    assert [step.state for step in OutsideStep.objects.order_by("pk")] == [
        "reported", "confirmed", "recognised"
    ]  # fmt: skip
    assert Notice.objects.filter(kind="learning.outside.awaits", settled_at=None).count() == 0
    assert Notice.objects.filter(kind="learning.outside.answered").count() == 1


def test_whoever_put_it_does_not_recognise_it():
    who = person("李明")
    officer, other = client_of(Role.OFFICER), client_of(Role.OFFICER)
    unit_hand = client_of(Role.UNIT_ORGANIZER, at=who.unit)

    unit_hand.post(door("report"), SAID | {"person": f"{who} #{who.pk}"})
    officer.post(door("report"), SAID | {"title": "另一班", "person": f"{who} #{who.pk}"})
    put, entered = OutsideLearning.objects.order_by("pk")

    assert (put.state, entered.state) == ("confirmed", "confirmed")
    assert officer.post(door("recognise", entered), {"hours": "30"}).status_code == 422
    assert other.post(door("recognise", entered), {"hours": "30"}).status_code == 302
    overlapping = officer.post(door("recognise", put), {"hours": "30"})
    assert overlapping.status_code == 422
    assert "同一时期已有认定的校外学习" in overlapping.content.decode()


def test_days_a_class_has_counted_are_not_counted_again():
    who = person("李明")
    cadre = client_of(Role.CADRE, person=who)
    cadre.post(door("report"), SAID | {"begins": "2026-06-01", "ends": "2026-06-03"})
    row = OutsideLearning.objects.get()
    client_of(Role.UNIT_ORGANIZER, at=who.unit).post(door("confirm", row), {"remark": ""})
    at = session(held_on=date(2026, 6, 2), hours=Decimal(6))
    here = attendance(who, session=at)

    refused = client_of(Role.OFFICER).post(door("recognise", row), {"hours": "18"})
    here.delete()
    client_of(Role.OFFICER).post(door("recognise", row), {"hours": "18"})
    attendance(who, session=at)

    assert refused.status_code == 422
    assert counted(who) == Decimal(6)  # the class came in later: the same days count once


def test_what_came_back_is_said_again():
    who = person("李明")
    cadre = client_of(Role.CADRE, person=who)
    unit_hand = client_of(Role.UNIT_ORGANIZER, at=who.unit)
    cadre.post(door("report"), SAID)
    row = OutsideLearning.objects.get()

    unexplained = unit_hand.post(door("return", row), {"reason": ""})
    unit_hand.post(door("return", row), {"reason": "缺证明"})
    cadre.post(door("again", row), SAID | {"hours": "24", "proof": "结业证 5 号"})

    row.refresh_from_db()
    assert unexplained.status_code == 422
    assert (row.state, row.hours) == ("reported", Decimal(24))


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "2026-05-01"},
        {"begins": "2026-07-01", "ends": "2026-07-02"},
        {"hours": "0"},
        {"hours": "200"},
        {"proof": ""},
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(wrong):
    answer = client_of(Role.CADRE, person=person()).post(door("report"), SAID | wrong)

    assert answer.status_code == 422
    assert not OutsideLearning.objects.exists()


def test_nobody_reports_for_strangers():
    stranger = person("别处的人")
    mine = person("本单位")
    hand = client_of(Role.UNIT_ORGANIZER, at=mine.unit)

    answer = hand.post(door("report"), SAID | {"person": f"{stranger} #{stranger.pk}"})

    assert answer.status_code == 422
    assert not OutsideLearning.objects.exists()
