"""Leave of a session, and what is handed out to a class."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.models import Attendance, LeaveRequest, Material
from qingmiao.cultivation.courses.queries.leave import leave_standing
from qingmiao.cultivation.courses.queries.session import roll_of
from qingmiao.cultivation.courses.services.door import (
    answer_sample,
    confirm_signins,
    draw_sample,
)
from qingmiao.cultivation.courses.services.leave import answer_leave, ask_leave
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.notices.models import Notice
from tests.cultivation.courses.test_door import AT, running, scanned
from tests.cultivation.courses.test_door_pages import phone_of
from tests.factories import house
from tests.factories.cultivation import session as another_session
from tests.factories.ground import client_of

pytestmark = pytest.mark.django_db


def asked(session, person, *, at=AT, reason="孩子住院"):
    who, actor = person
    row = session.training_class.enrolments.get(person=who)
    return ask_leave(actor=actor, enrolment_id=row.pk, session_id=session.pk, reason=reason, at=at)


def granted(session, person):
    row = asked(session, person)
    return answer_leave(
        actor=house.actor(Role.OFFICER), leave_id=row.pk, grants=True, answer="", at=AT
    )


def test_leave_is_asked_answered_told_and_stands_on_the_roll():
    session, [one] = running(1)
    house.holder(Role.CLASS_TEACHER, matter=("class", session.training_class_id))

    row = granted(session, one)

    assert (row.state, [presence for _row, presence in roll_of(session=session)]) == (
        "granted", ["leave"]
    )  # fmt: skip
    kinds = Notice.objects.filter(kind__startswith="courses.leave").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "courses.leave.wanted", "courses.leave.answer"
    ]  # fmt: skip
    with pytest.raises(Refused, match="已经批复"):
        answer_leave(
            actor=house.actor(Role.OFFICER), leave_id=row.pk, grants=False, answer="迟了", at=AT
        )


def test_every_reason_against_leave_is_said_at_once():
    session, [one] = running(1)

    with pytest.raises(Refused) as no:
        asked(session, one, at=AT + timedelta(days=1), reason=" ")

    assert no.value.reasons == (
        "这个课次已经上过，不能补请假；有特殊情况的请告知班主任",
        "请写明请假事由",
    )
    elsewhere, row = another_session(), session.training_class.enrolments.get()
    with pytest.raises(Refused, match="没有这个课次"):
        ask_leave(actor=one[1], enrolment_id=row.pk, session_id=elsewhere.pk, reason="事假", at=AT)
    asked(session, one)
    with pytest.raises(Refused, match="已经请假"):
        asked(session, one)


def test_nobody_asks_for_another_or_answers_their_own():
    session, [one] = running(1)
    row = asked(session, one)
    teacher = house.actor(
        Role.CLASS_TEACHER, matter=("class", session.training_class_id), who=one[0]
    )

    with pytest.raises(Forbidden):
        answer_leave(actor=teacher, leave_id=row.pk, grants=True, answer="", at=AT)
    with pytest.raises(Forbidden):
        ask_leave(
            actor=house.actor(Role.OFFICER), enrolment_id=row.enrolment_id,
            session_id=session.pk, reason="代请", at=AT,
        )  # fmt: skip
    with pytest.raises(Refused, match="请写明理由"):
        answer_leave(
            actor=house.actor(Role.OFFICER), leave_id=row.pk, grants=False, answer="", at=AT
        )


def test_leave_ahead_and_leave_on_the_roll_count_once_and_coming_all_the_same_does_not():
    session, people = running(2)
    for _day in range(6):
        another_session(training_class=session.training_class, held_on=session.held_on)
    for each in people:
        granted(session, each)
    Attendance.objects.create(session=session, person=people[0][0], presence="present", hours=4)
    Attendance.objects.create(session=session, person=people[1][0], presence="leave", hours=0)

    told = leave_standing(
        class_id=session.training_class_id, person_ids=[each.pk for each, _a in people],
        on=AT.date(),
    )  # fmt: skip

    assert [told[each.pk].missed for each, _a in people] == [Decimal(0), Decimal(4)]
    assert told[people[1][0].pk].left == 0
    assert not told[people[1][0].pk].is_over


def test_confirming_the_door_writes_granted_leave_down():
    session, people = running(2)
    officer = house.actor(Role.OFFICER)
    granted(session, people[0])
    scanned(session, people[1])
    [row] = draw_sample(actor=officer, session_id=session.pk, at=AT)
    answer_sample(actor=officer, signin_id=row.pk, is_there=True)

    confirm_signins(actor=officer, session_id=session.pk)

    assert Attendance.objects.get(person=people[0][0]).presence == "leave"


def test_leave_in_the_browser_says_how_much_is_left():
    session, [one] = running(1)
    phone, officer = phone_of(one), client_of(Role.OFFICER)
    enrolment = session.training_class.enrolments.get()

    with time_machine.travel(AT, tick=False):
        ask = reverse("courses:leave-ask", args=[enrolment.pk])
        assert "还可请假 0.5 学时" in phone.get(ask).content.decode()
        refused = phone.post(ask, {"session": session.pk, "reason": ""})
        phone.post(ask, {"session": session.pk, "reason": "孩子住院"})
        row = LeaveRequest.objects.get()
        officer.post(reverse("courses:leave-answer", args=[row.pk]), {"answer": "1"})
        page = phone.get(reverse("courses:class-detail", args=[session.training_class_id]))

    assert refused.status_code == 422
    assert "不能结业，不发结业证书" in page.content.decode()


def test_materials_are_for_the_class_and_are_what_they_say():
    session, [one] = running(1)
    _other, [stranger] = running(1)
    officer = client_of(Role.OFFICER)
    url = reverse("courses:material-add", args=[session.training_class_id])

    def handed(name, content):
        file = SimpleUploadedFile(name, content)
        return officer.post(url, {"title": "讲义", "file": file})

    wrong = handed("讲义.pdf", b"MZ program")
    program = handed("讲义.exe", b"MZ program")
    handed("讲义.pdf", b"%PDF-1.7 text")
    row = Material.objects.get()
    there = reverse("courses:material", args=[row.pk])
    read = phone_of(one).get(there)

    assert (wrong.status_code, program.status_code) == (422, 422)
    assert "文件内容与扩展名不符" in wrong.content.decode()
    assert read.content == b"%PDF-1.7 text"
    assert read["Content-Disposition"].startswith("attachment")
    assert phone_of(stranger).get(there).status_code == 404
    officer.post(reverse("courses:material-withdraw", args=[row.pk]), {"reason": "换新版"})
    assert phone_of(one).get(there).status_code == 404
    assert handed("讲义.pdf", b"%PDF-1.7 new").status_code == 302
