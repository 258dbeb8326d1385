"""Leave that was asked for, and how much of it a class still allows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from qingmiao.cultivation.courses.contracts import LeaveStanding
from qingmiao.cultivation.courses.enums import AnswerState, Presence
from qingmiao.cultivation.courses.models import Attendance, Enrolment, LeaveRequest, Session
from qingmiao.cultivation.courses.permissions import ANSWER_LEAVES, ASK_LEAVE, VIEW_LEAVES
from qingmiao.cultivation.courses.queries.door import checking
from qingmiao.kernel.actor import Actor

NONE = Decimal(0)


def leave_standing(
    *, class_id: int, person_ids: Iterable[int], on: date
) -> dict[int, LeaveStanding]:
    """请假占比 of each person in a class: leave written on the roll, and leave granted ahead of it.

    A session somebody had leave of and came to all the same is no leave.
    """
    people = list(person_ids)
    sessions = dict(
        Session.objects.standing().filter(training_class=class_id).values_list("pk", "hours")
    )
    rolled = Attendance.objects.standing().filter(session__in=sessions, person__in=people)
    written = {
        (person_id, session_id): presence
        for person_id, session_id, presence in rolled.values_list(
            "person_id", "session_id", "presence"
        )
    }
    missed: dict[int, set[int]] = defaultdict(set)
    for (person_id, session_id), presence in written.items():
        if presence == Presence.LEAVE:
            missed[person_id].add(session_id)
    granted = LeaveRequest.objects.filter(
        session__in=sessions, enrolment__person__in=people, state=AnswerState.GRANTED
    )
    for person_id, session_id in granted.values_list("enrolment__person_id", "session_id"):
        if (person_id, session_id) not in written:
            missed[person_id].add(session_id)
    found = checking(on).provisions["leave_share"]
    return {
        person_id: LeaveStanding(
            hours=sum(sessions.values(), NONE),
            missed=sum((sessions[pk] for pk in missed[person_id]), NONE),
            part=int(found.value) if found else None,
        )
        for person_id in people
    }


def _leaves() -> QuerySet[LeaveRequest]:
    return LeaveRequest.objects.select_related(
        "enrolment__person__unit", "enrolment__training_class__programme", "session__training_class"
    )


def leaves_to_answer(*, actor: Actor, class_id: int) -> list[LeaveRequest]:
    rows = _leaves().filter(session__training_class=class_id, state=AnswerState.ASKED)
    return list(ANSWER_LEAVES.rows(actor, rows).order_by("session__held_on", "pk"))


def leaves_of(*, actor: Actor, enrolment: Enrolment) -> list[LeaveRequest]:
    rows = VIEW_LEAVES.rows(actor, _leaves().filter(enrolment=enrolment))
    return list(rows.order_by("session__held_on", "pk"))


def leave_to_answer(*, actor: Actor, leave_id: int) -> LeaveRequest:
    return ANSWER_LEAVES.one(actor, _leaves(), pk=leave_id)


def enrolment_to_ask_for(*, actor: Actor, enrolment_id: int) -> Enrolment:
    rows = Enrolment.objects.select_related("person", "training_class__programme")
    return ASK_LEAVE.one(actor, rows, pk=enrolment_id)


def sessions_to_miss(*, row: Enrolment, on: date) -> list[Session]:
    """Sessions of the class from the day on, without those that leave was asked of already."""
    asked = LeaveRequest.objects.filter(enrolment=row).exclude(state=AnswerState.REFUSED)
    rows = Session.objects.standing().filter(training_class=row.training_class_id, held_on__gte=on)
    return list(rows.exclude(pk__in=asked.values("session")).order_by("held_on", "starts", "pk"))
