"""Who is expected at a session, and what is written of them so far."""

from datetime import date

from django.db.models import QuerySet

from qingmiao.cultivation.courses.enums import AnswerState, ClassState, Presence
from qingmiao.cultivation.courses.models import Attendance, Enrolment, LeaveRequest, Session
from qingmiao.cultivation.courses.permissions import CALL_ROLL, KEEP_SESSIONS
from qingmiao.cultivation.courses.queries.enrolment import members_of
from qingmiao.kernel.actor import Actor


def _sessions() -> QuerySet[Session]:
    return Session.objects.standing().select_related("training_class__programme")


def session_to_call(*, actor: Actor, session_id: int) -> Session:
    """The session, for whoever keeps its roll."""
    return CALL_ROLL.one(actor, _sessions(), pk=session_id)


def session_to_move(*, actor: Actor, session_id: int) -> Session:
    return KEEP_SESSIONS.one(actor, _sessions(), pk=session_id)


def roll_of(*, session: Session) -> list[tuple[Enrolment, str]]:
    """Everybody who has a seat, with the presence that is written of them, or the leave they were granted."""
    members = list(members_of(session.training_class_id))
    people = [each.person_id for each in members]
    standing = Attendance.objects.standing().filter(session=session, person__in=people)
    written = dict(standing.values_list("person_id", "presence"))
    granted = LeaveRequest.objects.filter(session=session, state=AnswerState.GRANTED)
    told = dict.fromkeys(granted.values_list("enrolment__person", flat=True), Presence.LEAVE.value)
    told |= written
    return [(each, told.get(each.person_id, "")) for each in members]


def sessions_today(*, actor: Actor, class_id: int, on: date) -> list[Session]:
    """Sessions of a running class, up to the day, whose roll the reader keeps."""
    rows = _sessions().filter(
        training_class=class_id, training_class__state=ClassState.RUNNING, held_on__lte=on
    )
    return list(CALL_ROLL.rows(actor, rows).order_by("-held_on")[:3])
