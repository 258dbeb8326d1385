"""请假 of one session: asked for by the person, answered by whoever runs the class."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.deeds import LEAVE_ANSWERED, LEAVE_ASKED
from qingmiao.cultivation.courses.enums import AnswerState
from qingmiao.cultivation.courses.models import Attendance, Enrolment, LeaveRequest, Session
from qingmiao.cultivation.courses.permissions import ANSWER_LEAVES, ASK_LEAVE
from qingmiao.cultivation.courses.queries.enrolment import is_member
from qingmiao.cultivation.courses.rules.leave import flaws_of_asking
from qingmiao.cultivation.courses.services import telling
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record


@transaction.atomic
def ask_leave(
    *, actor: Actor, enrolment_id: int, session_id: int, reason: str, at: datetime
) -> LeaveRequest:
    """申请请假."""
    rows = Enrolment.objects.select_related("person", "training_class__programme")
    row = ASK_LEAVE.one(actor, rows, pk=enrolment_id)
    found = Session.objects.standing().filter(training_class=row.training_class_id, pk=session_id)
    session = found.select_related("training_class__programme").first()
    if session is None:
        raise Refused(_("这个班次没有这个课次"))
    reasons = list(
        flaws_of_asking(
            state=row.training_class.state,
            is_member=is_member(class_id=row.training_class_id, person_id=row.person_id),
            held_on=session.held_on,
            on=timezone.localtime(at).date(),
        )
    )
    if Attendance.objects.standing().filter(session=session, person=row.person_id).exists():
        reasons.append(_("这个课次已经登记出勤"))
    if not reason.strip():
        reasons.append(_("请写明请假事由"))
    if reasons:
        raise Refused(reasons)
    made = LeaveRequest(enrolment=row, session=session, reason=reason.strip(), asked_at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("这个课次已经请假")) from no
    record(actor=actor, deed=LEAVE_ASKED, subject=made, detail={"title": made}, reason=reason)
    telling.ask_for_leave(actor=actor, row=made, at=at)
    return made


@transaction.atomic
def answer_leave(
    *, actor: Actor, leave_id: int, grants: bool, answer: str, at: datetime
) -> LeaveRequest:
    """批复请假."""
    rows = LeaveRequest.objects.select_for_update(of=("self",)).select_related(
        "enrolment__person", "enrolment__training_class__programme", "session__training_class"
    )
    row = ANSWER_LEAVES.one(actor, rows, pk=leave_id)
    reasons = []
    if row.state != AnswerState.ASKED:
        reasons.append(_("这次请假已经批复"))
    if not grants and not answer.strip():
        reasons.append(_("不准假的，请写明理由"))
    if reasons:
        raise Refused(reasons)
    row.state = AnswerState.GRANTED if grants else AnswerState.REFUSED
    row.answered_by, row.answer = actor.name, answer.strip()
    row.save(update_fields=["state", "answered_by", "answer"])
    detail = {"title": row, "answer": AnswerState(row.state).label}
    record(actor=actor, deed=LEAVE_ANSWERED, subject=row, detail=detail, reason=answer)
    telling.tell_of_leave(actor=actor, row=row, at=at)
    return row
