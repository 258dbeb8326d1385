from datetime import date, time, timedelta

import pytest

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.models import Attendance, Enrolment
from qingmiao.cultivation.courses.services.enrolment import enrol_oneself, withdraw_enrolment
from qingmiao.cultivation.courses.services.session import (
    When,
    call_roll,
    move_session,
    override_attendance,
)
from qingmiao.cultivation.courses.services.training_class import start_class
from qingmiao.kernel.errors import Refused
from qingmiao.notices.models import Notice
from qingmiao.people.calendars.models import Absence
from tests.cultivation.courses.test_enrolment import cadre
from tests.factories import house
from tests.factories.cultivation import OPENING, open_class

pytestmark = pytest.mark.django_db
TO = When(held_on=date(2026, 9, 12), starts=time(14), finishes=time(17), place="区委党校")
DAY = date(2026, 9, 10)


def running(seats=2):
    found = open_class(seats=seats, closes=timedelta(hours=5))
    who, actor = cadre()
    row = enrol_oneself(actor=actor, class_id=found.pk, at=OPENING)
    return found, found.sessions.get(), who, actor, row


def test_moving_a_session_tells_whoever_accepted_shows_clashes_and_lets_them_leave():
    _found, session, who, actor, row = running()
    Absence.objects.create(person=who, kind="trip", begins=TO.held_on, ends=TO.held_on)
    officer = house.actor(Role.OFFICER)
    late = OPENING + timedelta(days=1)

    with pytest.raises(Refused, match="退出截止时间已过"):
        withdraw_enrolment(actor=actor, enrolment_id=row.pk, reason="出差", at=late)
    clashes = move_session(actor=officer, session_id=session.pk, to=TO, reason="场地占用", at=late)

    assert [(each.person, each.engagement) for each in clashes] == [(str(who), "出差")]
    assert Notice.objects.filter(kind="courses.session.was_moved").count() == 1
    withdraw_enrolment(actor=actor, enrolment_id=row.pk, reason="出差", at=late)
    assert Enrolment.objects.get().state == "withdrawn"


def test_a_move_says_why_and_moves_something():
    _found, session, _who, _actor, _row = running()
    same = When(held_on=session.held_on, starts=None, finishes=None, place=session.place)

    with pytest.raises(Refused) as no:
        move_session(
            actor=house.actor(Role.OFFICER), session_id=session.pk, to=same, reason="", at=OPENING
        )

    assert no.value.reasons == ("日期、时间和地点都没有变化", "请写明调整理由")


def test_the_roll_names_members_only_and_nobody_their_own():
    found, session, who, _actor, _row = running()
    officer = house.actor(Role.OFFICER)
    start_class(actor=officer, class_id=found.pk, at=OPENING)
    stranger = house.person(where=house.unit())

    with pytest.raises(Refused, match="不是这个班次的学员"):
        call_roll(actor=officer, session_id=session.pk, marks={stranger.pk: "present"}, on=DAY)
    with pytest.raises(Refused, match="还没有开"):
        call_roll(
            actor=officer, session_id=session.pk, marks={who.pk: "present"},
            on=DAY - timedelta(days=1),
        )  # fmt: skip
    teacher = house.actor(Role.CLASS_TEACHER, matter=("class", found.pk), who=who)
    with pytest.raises(Refused, match="由他人登记"):
        call_roll(actor=teacher, session_id=session.pk, marks={who.pk: "present"}, on=DAY)

    call_roll(actor=officer, session_id=session.pk, marks={who.pk: "present"}, on=DAY)
    call_roll(actor=officer, session_id=session.pk, marks={who.pk: "absent"}, on=DAY)

    row = Attendance.objects.get()
    assert (row.presence, row.hours, row.proof, row.version) == ("absent", 0, "点名", 2)


def test_an_entry_by_hand_has_a_reason():
    found, session, who, _actor, _row = running()
    officer = house.actor(Role.OFFICER)
    start_class(actor=officer, class_id=found.pk, at=OPENING)

    with pytest.raises(Refused, match="请写明人工登记的理由"):
        override_attendance(
            actor=officer, session_id=session.pk, person_id=who.pk, presence="present",
            reason=" ", on=DAY,
        )  # fmt: skip
    row = override_attendance(
        actor=officer, session_id=session.pk, person_id=who.pk, presence="present",
        reason="忘带手机", on=DAY,
    )  # fmt: skip

    assert (row.hours, row.proof) == (session.hours, "人工登记：忘带手机")
