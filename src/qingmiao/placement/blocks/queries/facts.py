from datetime import date
from typing import Any

from django.db.models import Avg, Count, F, Q, Sum

from qingmiao.kernel.actor import Actor
from qingmiao.placement.blocks.contracts import Coverage, RequestCounts
from qingmiao.placement.blocks.enums import BlockRole, RequestState
from qingmiao.placement.blocks.models import OPEN, Block, Duty, ResidentRequest
from qingmiao.placement.blocks.permissions import VIEW_BLOCKS, VIEW_REQUESTS


def duty_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who had taken a duty on a block (进区块) by the day, in any role, told to insight.

    A select and its parameters. Columns: record_id, person_id, role, label, begins.
    """
    rows = (
        Duty.objects.standing()
        .filter(block__voided_at__isnull=True, begins__lte=on)
        .order_by()
        .values("person_id", "role", "begins", record_id=F("pk"), label=F("block__name"))
    )
    return rows.query.sql_with_params()


def coverage(*, actor: Actor) -> Coverage:
    """How many blocks the reader sees, who is on duty in them today, and where a role is vacant."""
    rows = VIEW_BLOCKS.rows(actor, Block.objects.standing())
    told = rows.aggregate(
        blocks=Count("pk"),
        vacant=Count("pk", filter=Q(has_vacancy=True)),
        **{f"on_{role}": Sum(str(role)) for role in BlockRole},
    )
    return Coverage(
        blocks=told["blocks"],
        vacant=told["vacant"],
        on_duty={role.value: told[f"on_{role}"] or 0 for role in BlockRole},
    )


def request_counts(*, actor: Actor) -> RequestCounts:
    """Counters of requests: each is the length of the list it opens for this reader."""
    rows = VIEW_REQUESTS.rows(actor, ResidentRequest.objects.standing())
    told = rows.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN)),
        overdue=Count("pk", filter=Q(is_overdue=True)),
        done=Count("pk", filter=Q(state=RequestState.DONE)),
        confirmed=Count("pk", filter=Q(state=RequestState.CONFIRMED)),
        reopened=Count("pk", filter=Q(state=RequestState.REOPENED)),
        satisfaction=Avg("satisfaction", filter=Q(state=RequestState.CONFIRMED)),
    )
    return RequestCounts(**told)


def blocks_above(*, block_id: int) -> list[int]:
    """The block and everything it belongs to, upwards."""
    found: list[int] = []
    at: int | None = block_id
    while at is not None and at not in found:
        found.append(at)
        at = Block.objects.filter(pk=at).values_list("parent_id", flat=True).first()
    return found
