from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.contracts import LeaveStanding
from qingmiao.cultivation.courses.models import Attendance, SignIn
from qingmiao.cultivation.courses.queries.door import door_counts, scan_of
from qingmiao.cultivation.courses.rules import door as rules
from qingmiao.cultivation.courses.services.door import (
    answer_sample,
    confirm_signins,
    draw_sample,
    sign_in,
)
from qingmiao.cultivation.courses.services.enrolment import enrol_oneself
from qingmiao.cultivation.courses.services.session import override_attendance
from qingmiao.cultivation.courses.services.training_class import start_class
from qingmiao.kernel.errors import Forbidden, Refused
from tests.cultivation.courses.test_enrolment import cadre
from tests.factories import house
from tests.factories.cultivation import OPENING, open_class

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 10, 1, 0, tzinfo=UTC)
"""Nine o'clock of the day of the session."""


def running(seats):
    """A class that has begun, with everybody of it: its session, and person and actor of each."""
    found = open_class(seats=seats, closes=timedelta(hours=5))
    people = [cadre() for _seat in range(seats)]
    for _who, actor in people:
        enrol_oneself(actor=actor, class_id=found.pk, at=OPENING)
    start_class(actor=house.actor(Role.OFFICER), class_id=found.pk, at=OPENING)
    return found.sessions.get(), people


def scanned(session, person, at=AT):
    who, actor = person
    scan = scan_of(session=session, person_id=who.pk, at=at)
    return sign_in(actor=actor, session_id=session.pk, scan=scan, at=at)


def test_a_token_is_good_while_it_hangs_and_a_moment_longer():
    key = b"k"
    token = rules.door_token(session_id=7, at=AT, seconds=30, key=key)

    def behind(after, text=token, with_=key):
        return rules.session_behind(text, at=AT + timedelta(seconds=after), seconds=30, key=with_)

    assert [behind(after) for after in (0, 29, 59, 60, 3600)] == [7, 7, 7, None, None]
    assert behind(0, with_=b"other") is None
    assert behind(0, text=token.replace("7-", "8-", 1)) is None
    assert behind(0, text="") is None


def test_a_pass_serves_its_own_person_session_and_minutes_only():
    given = rules.personal_pass(session_id=7, person_id=3, at=AT, key=b"k")

    def good(session_id=7, person_id=3, after=0):
        at = AT + timedelta(seconds=after)
        return rules.pass_is_good(
            given, session_id=session_id, person_id=person_id, at=at, key=b"k"
        )

    assert good()
    assert good(after=rules.PASS_SECONDS)
    assert not good(after=rules.PASS_SECONDS + 1)
    assert not good(session_id=8)
    assert not good(person_id=4)


@pytest.mark.parametrize(
    ("claimed", "size"), [(0, 0), (2, 2), (3, 3), (20, 3), (31, 4), (100, 10)], ids=str
)
def test_the_sample_is_a_share_but_never_fewer_than_some(claimed, size):
    assert rules.sample_size(claimed, percent=10, least=3) == size


def test_a_scan_claims_and_counts_for_nothing():
    session, [one] = running(1)

    row = scanned(session, one)

    assert row.state == "claimed"
    assert not Attendance.objects.exists()


def test_no_scan_stands_for_somebody_else_an_old_code_another_class_or_twice():
    session, [one] = running(1)
    who, actor = one
    _stranger, stranger = cadre()
    shared = scan_of(session=session, person_id=who.pk, at=AT)

    with pytest.raises(Refused) as no:
        sign_in(actor=stranger, session_id=session.pk, scan=shared, at=AT)
    assert no.value.reasons == (
        "签到码不是您本人刚才扫的，或已经过期，请重新扫门口的二维码",
        "您不是这个班次的学员，不能签到",
    )
    with pytest.raises(Refused, match="已经过期"):
        sign_in(actor=actor, session_id=session.pk, scan=shared, at=AT + timedelta(minutes=4))
    with pytest.raises(Refused, match="今天没有这个课次"):
        scanned(session, one, at=AT - timedelta(days=1))
    scanned(session, one)
    with pytest.raises(Refused, match="已经签到"):
        scanned(session, one)
    with pytest.raises(Forbidden):
        sign_in(actor=house.actor(Role.OFFICER), session_id=session.pk, scan=shared, at=AT)


def test_the_sample_stands_for_those_who_scanned_before_it():
    session, people = running(5)
    officer = house.actor(Role.OFFICER)
    for each in people[:4]:
        scanned(session, each)

    with pytest.raises(Refused, match="请先随机抽点"):
        confirm_signins(actor=officer, session_id=session.pk)
    drawn = draw_sample(actor=officer, session_id=session.pk, at=AT)
    scanned(session, people[4], at=AT + timedelta(minutes=1))
    with pytest.raises(Refused, match="还有 3 人抽点没有结果"):
        confirm_signins(actor=officer, session_id=session.pk)
    with pytest.raises(Refused, match="先点完再抽"):
        draw_sample(actor=officer, session_id=session.pk, at=AT)
    for row in drawn:
        answer_sample(actor=officer, signin_id=row.pk, is_there=True)
    count = confirm_signins(actor=officer, session_id=session.pk)

    assert (len(drawn), count) == (3, 1)
    assert Attendance.objects.filter(presence="present", hours=session.hours).count() == 4
    told = door_counts(session=session)
    assert (told.claimed, told.confirmed, told.unsampled) == (1, 4, 1)
    with pytest.raises(Refused, match="再抽点一次"):
        confirm_signins(actor=officer, session_id=session.pk)


def test_one_who_was_not_there_spoils_the_scans_of_all():
    session, people = running(4)
    officer = house.actor(Role.OFFICER)
    for each in people:
        scanned(session, each)
    away, *others = draw_sample(actor=officer, session_id=session.pk, at=AT)
    answer_sample(actor=officer, signin_id=away.pk, is_there=False)
    for row in others:
        answer_sample(actor=officer, signin_id=row.pk, is_there=True)

    with pytest.raises(Refused, match="请逐一点名"):
        confirm_signins(actor=officer, session_id=session.pk)

    assert Attendance.objects.get(person=away.person_id).presence == "absent"
    override_attendance(
        actor=officer, session_id=session.pk, person_id=away.person_id, presence="present",
        reason="当时在后台布置会场", on=AT.date(),
    )  # fmt: skip
    row = Attendance.objects.get(person=away.person_id)
    assert (row.presence, row.proof) == ("present", "人工登记：当时在后台布置会场")


def test_nobody_answers_the_call_of_their_own_name():
    session, people = running(1)
    scanned(session, people[0])
    who, _actor = people[0]
    teacher = house.actor(Role.CLASS_TEACHER, matter=("class", session.training_class_id), who=who)

    with pytest.raises(Refused, match="没有等待确认"):
        draw_sample(actor=teacher, session_id=session.pk, at=AT)
    [row] = draw_sample(actor=house.actor(Role.OFFICER), session_id=session.pk, at=AT)
    with pytest.raises(Forbidden):
        answer_sample(actor=teacher, signin_id=row.pk, is_there=True)


def test_the_database_takes_no_code_for_a_proof():
    session, people = running(1)
    row = scanned(session, people[0])

    with pytest.raises(IntegrityError, match="no_code_is_proof_by_itself"), transaction.atomic():
        SignIn.objects.filter(pk=row.pk).update(state="confirmed")


@pytest.mark.parametrize(
    ("missed", "left", "is_over"),
    [("0", "4", False), ("4", "0", False), ("4.1", "-0.1", True)],
    ids=["nothing yet", "exactly one seventh", "over one seventh"],
)
def test_leave_over_one_seventh_is_too_much(missed, left, is_over):
    standing = LeaveStanding(hours=Decimal(28), missed=Decimal(missed), part=7)

    assert (standing.left, standing.is_over) == (Decimal(left), is_over)
    assert not LeaveStanding(hours=Decimal(28), missed=Decimal(28), part=None).is_over
