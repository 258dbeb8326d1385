"""A session that is moved after people accepted, and its roll."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.contracts import Clash
from qingmiao.cultivation.courses.deeds import ATTENDANCE_OVERRIDDEN, ROLL_CALLED, SESSION_MOVED
from qingmiao.cultivation.courses.enums import (
    LIVE,
    Basis,
    ClassState,
    Presence,
    SignInState,
)
from qingmiao.cultivation.courses.models import Attendance, Enrolment, Session, SignIn
from qingmiao.cultivation.courses.permissions import CALL_ROLL, KEEP_SESSIONS
from qingmiao.cultivation.courses.queries.enrolment import clashes_of, members_of
from qingmiao.cultivation.courses.rules import flaws_of_session
from qingmiao.cultivation.courses.services import telling
from qingmiao.cultivation.courses.services.attendance import note_attendance
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Day, hours and place of a session."""

    held_on: date
    starts: time | None
    finishes: time | None
    place: str

    def __str__(self) -> str:
        hours = (
            f" {self.starts:%H:%M}–{self.finishes:%H:%M}" if self.starts and self.finishes else ""
        )
        return f"{self.held_on:%Y.%m.%d}{hours} {self.place}".strip()


@transaction.atomic
def move_session(
    *, actor: Actor, session_id: int, to: When, reason: str, at: datetime
) -> list[Clash]:
    """调整课次. Everybody who accepted is told and may leave; returned is whom it now stands in the way of."""
    rows = Session.objects.standing().select_for_update(of=("self",))
    rows = rows.select_related("training_class__programme")
    session = KEEP_SESSIONS.one(actor, rows, pk=session_id)
    around = session.training_class
    old = When(
        held_on=session.held_on, starts=session.starts, finishes=session.finishes,
        place=session.place,
    )  # fmt: skip
    reasons = list(flaws_of_session(held_on=to.held_on, begins=around.begins, ends=around.ends))
    if around.state not in {ClassState.ENROLLING, ClassState.RUNNING}:
        reasons.append(_("班次没有开放报名或已经结束，课次直接修改即可"))
    if Attendance.objects.standing().filter(session=session).exists():
        reasons.append(_("这个课次已有出勤记录，不能再调整"))
    if (to.starts is None) != (to.finishes is None) or (
        to.starts and to.finishes and to.finishes <= to.starts
    ):
        reasons.append(_("开始、结束时间须同时填写，结束须晚于开始"))
    if to == old:
        reasons.append(_("日期、时间和地点都没有变化"))
    if not reason.strip():
        reasons.append(_("请写明调整理由"))
    if reasons:
        raise Refused(reasons)
    session.held_on, session.starts, session.finishes = to.held_on, to.starts, to.finishes
    session.place = to.place
    session.version += 1
    session.save(update_fields=["held_on", "starts", "finishes", "place", "version"])
    live = Enrolment.objects.filter(training_class=around, state__in=LIVE)
    live.update(was_moved=True)
    told = live.select_related("person", "training_class__programme").order_by("pk")
    for row in told:
        telling.tell_of_move(
            actor=actor, row=row, session=session, old=str(old), new=str(to), at=at
        )
    detail = {"title": session, "old": str(old), "new": str(to)}
    record(actor=actor, deed=SESSION_MOVED, subject=session, detail=detail, reason=reason)
    people = [each.person_id for each in told]
    return clashes_of(sessions=[session], person_ids=people)


def _called(actor: Actor, session_id: int, on: date) -> Session:
    rows = Session.objects.standing().select_for_update(of=("self",))
    session = CALL_ROLL.one(actor, rows.select_related("training_class__programme"), pk=session_id)
    if session.held_on > on:
        raise Refused(
            _("课次 %(held_on)s 还没有开，不能登记出勤")
            % {"held_on": f"{session.held_on:%Y.%m.%d}"}
        )
    return session


@transaction.atomic
def call_roll(*, actor: Actor, session_id: int, marks: Mapping[int, str], on: date) -> int:
    """点名. Only people of the class, and nobody their own name or their kin's."""
    session = _called(actor, session_id, on)
    members = {row.person_id: row for row in members_of(session.training_class_id)}
    if set(marks) - set(members):
        raise Refused(_("名单中有人不是这个班次的学员"))
    if set(marks) & actor.confidential_ids:
        raise Refused(_("本人和亲属的出勤由他人登记"))
    with official():
        proof = str(Basis.ROLL.label)
    for person_id, presence in sorted(marks.items()):
        write_attendance(
            actor=actor, session=session, person_id=person_id, presence=presence, proof=proof
        )
        _settle_claim(actor, session, person_id, presence, Basis.ROLL)
    detail = {"title": session, "count": len(marks)}
    record(actor=actor, deed=ROLL_CALLED, subject=session, detail=detail)
    return len(marks)


@transaction.atomic
def override_attendance(
    *, actor: Actor, session_id: int, person_id: int, presence: str, reason: str, on: date
) -> Attendance:
    """人工登记: where the code fails somebody who is there, or helped somebody who is not. With a reason."""
    session = _called(actor, session_id, on)
    reasons = []
    if person_id in actor.confidential_ids:
        raise Forbidden(_("本人和亲属的出勤由他人登记"))
    if not members_of(session.training_class_id).filter(person=person_id).exists():
        reasons.append(_("该同志不是这个班次的学员"))
    if not reason.strip():
        reasons.append(_("请写明人工登记的理由"))
    if reasons:
        raise Refused(reasons)
    with official():
        proof = f"{Basis.OVERRIDE.label}：{reason.strip()}"
    row = write_attendance(
        actor=actor, session=session, person_id=person_id, presence=presence, proof=proof
    )
    _settle_claim(actor, session, person_id, presence, Basis.OVERRIDE)
    detail = {"title": row, "answer": Presence(presence).label}
    record(actor=actor, deed=ATTENDANCE_OVERRIDDEN, subject=row, detail=detail, reason=reason)
    return row


def write_attendance(
    *, actor: Actor, session: Session, person_id: int, presence: str, proof: str
) -> Attendance:
    """One row a person and session: a second word about the same person amends the first."""
    hours = session.hours if presence == Presence.PRESENT else 0
    row = (
        Attendance.objects.standing()
        .select_for_update(of=("self",))
        .filter(session=session, person=person_id)
        .first()
    )
    if row is None:
        row = Attendance(session=session, person_id=person_id, entered_by=actor.name)
    else:
        row.version += 1
    row.presence, row.hours, row.proof = presence, hours, proof[:80]
    if presence != Presence.PRESENT:
        row.verdict = ""
    row.save()
    note_attendance(actor=actor, attendance=row)
    return row


def _settle_claim(
    actor: Actor, session: Session, person_id: int, presence: str, basis: str
) -> None:
    state = SignInState.CONFIRMED if presence == Presence.PRESENT else SignInState.REJECTED
    SignIn.objects.filter(session=session, person=person_id).update(
        state=state, basis=basis, answered_by=actor.name
    )
