"""What the worker does: call the late to account, close what nobody answers, forget numbers nobody needs."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.placement.blocks import deeds
from qingmiao.placement.blocks.enums import StepKind
from qingmiao.placement.blocks.queries.request import (
    outlived_contacts,
    overdue,
    unanswered,
)
from qingmiao.placement.blocks.rules.way import leads
from qingmiao.placement.blocks.services.telling import tell_of_delay
from qingmiao.placement.blocks.services.way import locked, take


@transaction.atomic
def supervise_late(*, actor: Actor, at: datetime) -> int:
    """督办: desk, handler and department hear of every request past its term, once a term."""
    count = 0
    for pk in list(overdue(at=at)):
        row = locked().filter(pk=pk, supervised_at__isnull=True).first()
        if row is None or not leads(StepKind.SUPERVISED, old=row.state):
            continue
        row.supervised_at = at
        take(
            row, StepKind.SUPERVISED, actor=actor, at=at, deed=deeds.REQUEST_SUPERVISED,
            changed=("supervised_at",),
        )  # fmt: skip
        tell_of_delay(actor=actor, request=row, on=timezone.localtime(at).date())
        count += 1
    return count


@transaction.atomic
def close_unanswered(*, actor: Actor, at: datetime) -> int:
    """未答复结案: closed is not solved, and no evidence; the resident may still have it reopened."""
    count = 0
    for pk in list(unanswered(on=timezone.localtime(at).date())):
        row = locked().filter(pk=pk).first()
        if row is None or not leads(StepKind.CLOSED, old=row.state):
            continue
        take(row, StepKind.CLOSED, actor=actor, at=at, deed=deeds.REQUEST_CLOSED)
        count += 1
    return count


@transaction.atomic
def forget_contacts(*, actor: Actor, on: date) -> int:
    """What can no longer come back needs no number: the last four digits stay, the rest goes."""
    rows = list(outlived_contacts(on=on).select_for_update(of=("self",)).order_by("pk")[:5000])
    for row in rows:
        row.contact_sealed = None
        row.save(update_fields=["contact_sealed"])
    if rows:
        record(
            actor=actor,
            deed=deeds.CONTACTS_FORGOTTEN,
            subject=rows[0],
            detail={"count": len(rows)},
        )
    return len(rows)
