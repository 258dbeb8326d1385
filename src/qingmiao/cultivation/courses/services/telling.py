"""Who hears of what: the person, their unit's hands where there is no account, the class's teachers."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from qingmiao.access.enums import UNIT_HANDS, ScopeKind
from qingmiao.access.queries import account_of, accounts_holding, accounts_of_matter
from qingmiao.cultivation.courses.deeds import (
    ANSWER_GIVEN,
    APPROVAL_WANTED,
    CLASS_CANCELLED,
    LEAVE_ANSWER,
    LEAVE_WANTED,
    OFFER_LAPSED,
    OFFER_MADE,
    SEAT_GIVEN,
    SESSION_WAS_MOVED,
)
from qingmiao.cultivation.courses.models import Enrolment, LeaveRequest, Session
from qingmiao.cultivation.courses.permissions import TEACHERS
from qingmiao.kernel.actor import Actor
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify, settle


def page_of(row: Enrolment) -> str:
    return reverse("courses:class-detail", args=[row.training_class_id]) + "#mine"


def hands_of(unit_id: int | None, on: date) -> frozenset[int]:
    if unit_id is None:
        return frozenset()
    return accounts_holding(roles=UNIT_HANDS, unit_id=unit_id, on=on)


def _hearers(row: Enrolment, on: date) -> set[int]:
    """The person, or the unit on behalf of somebody who has no account."""
    account = account_of(row.person_id)
    return {account} if account is not None else set(hands_of(row.unit_id, on))


def _tell(actor: Actor, row: Enrolment, kind: Kind, at: datetime, **detail: str) -> None:
    on = timezone.localtime(at).date()
    words = {"title": str(row.training_class), "person": str(row.person)} | detail
    used = {key: word for key, word in words.items() if f"{{{key}}}" in str(kind.sentence)}
    notify(
        actor=actor,
        to=_hearers(row, on),
        kind=kind,
        subject=row,
        detail=used,
        url=page_of(row),
        due_on=timezone.localtime(row.expires_at).date()
        if kind is OFFER_MADE and row.expires_at
        else None,
        key=f"enrolment:{row.pk}:{kind.code}:{row.expires_at or ''}",
    )


def ask_the_unit(*, actor: Actor, row: Enrolment, at: datetime) -> None:
    notify(
        actor=actor,
        to=hands_of(row.unit_id, timezone.localtime(at).date()),
        kind=APPROVAL_WANTED,
        subject=row,
        detail={"person": str(row.person), "title": str(row.training_class)},
        url=reverse("courses:enrolment-answer", args=[row.pk]),
        about=row.person_id,
    )


def tell_of_seat(*, actor: Actor, row: Enrolment, at: datetime) -> None:
    _tell(actor, row, SEAT_GIVEN, at)


def tell_of_offer(*, actor: Actor, row: Enrolment, at: datetime) -> None:
    until = f"{timezone.localtime(row.expires_at):%m.%d %H:%M}" if row.expires_at else ""
    _tell(actor, row, OFFER_MADE, at, until=until)


def tell_of_lapse(*, actor: Actor, row: Enrolment, at: datetime) -> None:
    settle(actor=actor, subject=row, kind=OFFER_MADE)
    _tell(actor, row, OFFER_LAPSED, at)


def tell_of_answer(*, actor: Actor, row: Enrolment, at: datetime) -> None:
    settle(actor=actor, subject=row, kind=APPROVAL_WANTED)
    _tell(actor, row, ANSWER_GIVEN, at, answer=str(row.get_approval_display()))


def nothing_is_asked_any_more(*, actor: Actor, row: Enrolment) -> None:
    settle(actor=actor, subject=row)


def tell_of_closing(*, actor: Actor, row: Enrolment, at: datetime) -> None:
    _tell(actor, row, ANSWER_GIVEN, at, answer=str(row.get_state_display()))


def tell_of_cancelling(*, actor: Actor, row: Enrolment, reason: str, at: datetime) -> None:
    settle(actor=actor, subject=row)
    _tell(actor, row, CLASS_CANCELLED, at, reason=reason)


def tell_of_move(
    *, actor: Actor, row: Enrolment, session: Session, old: str, new: str, at: datetime
) -> None:
    notify(
        actor=actor,
        to=_hearers(row, timezone.localtime(at).date()),
        kind=SESSION_WAS_MOVED,
        subject=row,
        detail={"title": session.title, "old": old, "new": new},
        url=page_of(row),
        key=f"session:{session.pk}:{session.version}:{row.pk}",
    )


def ask_for_leave(*, actor: Actor, row: LeaveRequest, at: datetime) -> None:
    """Whoever runs the class: its teachers, and the hands of the unit that holds it."""
    on = timezone.localtime(at).date()
    around = row.session.training_class
    hearers = hands_of(around.programme.organizer_id, on) | accounts_of_matter(
        roles=TEACHERS, scope_kind=ScopeKind.CLASS, scope_id=around.pk, on=on
    )
    notify(
        actor=actor,
        to=hearers,
        kind=LEAVE_WANTED,
        subject=row,
        detail={"person": str(row.enrolment.person), "title": str(row.session)},
        url=reverse("courses:leave-answer", args=[row.pk]),
        about=row.enrolment.person_id,
    )


def tell_of_leave(*, actor: Actor, row: LeaveRequest, at: datetime) -> None:
    settle(actor=actor, subject=row, kind=LEAVE_WANTED)
    notify(
        actor=actor,
        to=_hearers(row.enrolment, timezone.localtime(at).date()),
        kind=LEAVE_ANSWER,
        subject=row,
        detail={"title": str(row.session), "answer": str(row.get_state_display())},
        url=page_of(row.enrolment),
        key=f"leave:{row.pk}:{row.state}",
    )
