"""Two wardens confirm two children for one seat, at the same moment, on two connections."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import amend, enter
from qingmiao.stewardship.childcare.models import Enrolment
from qingmiao.stewardship.childcare.register import ENROLMENTS
from tests.factories import house, stewardship

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 6, 30)


def at_once(*deeds):
    start, answers = Barrier(len(deeds)), []

    def run(deed):
        try:
            start.wait(timeout=10)
            answers.append(deed().state)
        except Refused as no:
            answers.append(str(no))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return sorted(answers)


def test_the_last_seat_is_given_once_to_two_who_wait():
    session = stewardship.care_session(seats=1)
    rows = [stewardship.enrolment(at=session, state="waiting") for _ in range(2)]
    warden = house.actor(Role.CHILDCARE_WARDEN)

    answers = at_once(
        *(
            lambda pk=row.pk: amend(
                actor=warden,
                register=ENROLMENTS,
                pk=pk,
                values={"state": "confirmed"},
                version=1,
                on=ON,
            )
            for row in rows
        )
    )

    assert answers == ["confirmed", "托管班名额 1 个已满，可登记为轮候"]
    assert Enrolment.objects.filter(state="confirmed").count() == 1


def test_the_last_seat_is_given_once_to_two_who_come_new():
    session = stewardship.care_session(seats=1)
    guardians = [house.person() for _ in range(2)]
    warden = house.actor(Role.CHILDCARE_WARDEN)

    answers = at_once(
        *(
            lambda guardian=guardian: enter(
                actor=warden,
                register=ENROLMENTS,
                values={
                    "session": session,
                    "guardian": guardian,
                    "child_alias": "小苗",
                    "grade": 2,
                    "applied_on": date(2025, 6, 10),
                    "has_consent": True,
                    "state": "confirmed",
                },
                on=ON,
            )
            for guardian in guardians
        )
    )

    assert answers == ["confirmed", "托管班名额 1 个已满，可登记为轮候"]
    assert Enrolment.objects.count() == 1
