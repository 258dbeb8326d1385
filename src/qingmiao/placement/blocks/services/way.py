"""One step of a request: refused in words, written once, and told to the ledger."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from qingmiao.access.permissions import Permission
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record
from qingmiao.placement.blocks.enums import StepKind
from qingmiao.placement.blocks.models import RequestStep, ResidentRequest
from qingmiao.placement.blocks.queries.request import hours_granted, live
from qingmiao.placement.blocks.rules.deadline import deadline
from qingmiao.placement.blocks.rules.way import flaws_of_step, state_after
from qingmiao.workdays.queries import work_calendar

NOTE = 400


def locked() -> Any:
    """Live requests, the row locked: who comes second waits, and then finds it moved."""
    rows = live().select_for_update(of=("self",))
    return rows.select_related("block__unit", "handler")


def held(permission: Permission[ResidentRequest], actor: Actor, pk: int) -> ResidentRequest:
    return permission.one(actor, locked(), pk=pk)


def require(row: ResidentRequest, kind: StepKind, more: Iterable[str] = ()) -> None:
    """Refuse with every reason: the step itself, and what the caller found."""
    reasons = [*flaws_of_step(kind, old=row.state), *more]
    if reasons:
        raise Refused(reasons)


def take(
    row: ResidentRequest,
    kind: StepKind,
    *,
    actor: Actor,
    at: datetime,
    deed: Deed,
    detail: Mapping[str, object] | None = None,
    note: str = "",
    changed: Iterable[str] = (),
) -> ResidentRequest:
    """Write the step: the row as it stands now, the line of its way, the entry of the ledger."""
    round_ = row.reopened
    row.state = state_after(kind, old=row.state)
    if kind in (StepKind.DENIED, StepKind.REOPENED):
        row.reopened += 1
        changed = (*changed, "reopened", *_begin_again(row, at))
    row.version += 1
    row.save(update_fields=["state", "version", *changed])
    line(row, kind, actor=actor, at=at, note=note, round_=round_)
    record(
        actor=actor,
        deed=deed,
        subject=row,
        detail={"title": row, **(detail or {})},
        reason=note,
    )
    return row


def line(
    row: ResidentRequest,
    kind: StepKind,
    *,
    actor: Actor,
    at: datetime,
    note: str = "",
    round_: int | None = None,
) -> None:
    RequestStep.objects.create(
        request=row, kind=kind, state=row.state, at=at, by=actor.name, handler_id=row.handler_id,
        note=note[:NOTE], round=row.reopened if round_ is None else round_,
    )  # fmt: skip


def set_term(row: ResidentRequest) -> tuple[str, ...]:
    """The clock of the difficulty, from where the term began. Returns the fields it wrote."""
    if row.term_at is None:
        raise ValueError("a live request has a beginning")
    begins = timezone.localtime(row.term_at)
    on = begins.date()
    due = deadline(
        begins=begins,
        difficulty=row.difficulty,
        hours=hours_granted(on=on),
        calendar=work_calendar(on=on),
    )
    row.due_at, row.due_on = due.at, due.at.date()
    return ("due_at", "due_on")


def _begin_again(row: ResidentRequest, at: datetime) -> tuple[str, ...]:
    """A request that came back has a new term, and nothing that was said of the old one stands."""
    row.term_at, row.supervised_at, row.done_on = at, None, None
    row.outcome, row.answered_by, row.checked_by, row.satisfaction = "", "", "", None
    return (
        "term_at", "supervised_at", "done_on", "outcome", "answered_by", "checked_by",
        "satisfaction", *set_term(row),
    )  # fmt: skip
