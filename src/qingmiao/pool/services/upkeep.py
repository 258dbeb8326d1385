"""Small verbs around the living pool: who reads the two-axis view, and the list of the week."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services.notice import notify
from qingmiao.pool.deeds import (
    GRID_READER_ENDED,
    GRID_READER_NAMED,
    WATCH_TOLD,
    WEEKLY_LIST,
    WEEKLY_SUGGESTIONS,
)
from qingmiao.pool.models import GridReader, Standard, WatchWeek
from qingmiao.pool.permissions import NAME_GRID_READERS
from qingmiao.pool.queries.upkeep import grid_officers
from qingmiao.pool.queries.watch import accounts_told


@transaction.atomic
def name_grid_reader(*, actor: Actor, account_id: int, reason: str) -> GridReader:
    """指定 an officer who may open the two-axis view, until it is ended."""
    if NAME_GRID_READERS.nowhere(actor):
        raise Forbidden(NAME_GRID_READERS.sentence)
    account = grid_officers().select_for_update(of=("self",)).filter(pk=account_id).first()
    if account is None:
        raise Refused(_("只能指定干部科干部，且每人只指定一次"))
    reader = GridReader.objects.create(account=account, reason=reason.strip(), named_by=actor.name)
    record(
        actor=actor,
        deed=GRID_READER_NAMED,
        subject=reader,
        detail={"name": str(account)},
        reason=reason.strip(),
    )
    return reader


@transaction.atomic
def end_grid_reader(*, actor: Actor, reader_id: int, at: datetime) -> GridReader:
    rows = GridReader.objects.select_for_update(of=("self",)).filter(ended_at__isnull=True)
    reader = NAME_GRID_READERS.one(actor, rows, pk=reader_id)
    reader.ended_at, reader.ended_by = at, actor.name
    reader.save(update_fields=["ended_at", "ended_by"])
    record(
        actor=actor, deed=GRID_READER_ENDED, subject=reader, detail={"name": str(reader.account)}
    )
    return reader


@transaction.atomic
def tell_weekly(*, actor: Actor, on: date) -> int:
    """The list of the week is there: whoever keeps the reserve is told once. No number leaves the page,
    so none can speak of somebody its reader must not see.
    """
    week, is_new = WatchWeek.objects.get_or_create(on=on)
    if not is_new:
        return 0
    record(actor=actor, deed=WATCH_TOLD, subject=week, detail={"day": f"{on:%Y.%m.%d}"})
    doors = {WEEKLY_LIST: "pool:watch"}
    if Standard.objects.filter(voided_at__isnull=True).exists():
        doors[WEEKLY_SUGGESTIONS] = "pool:suggestions"
    told = accounts_told(on=on)
    return sum(
        notify(
            actor=actor,
            to=told,
            kind=kind,
            subject=week,
            detail={"day": f"{on:%Y.%m.%d}"},
            url=f"{reverse(door)}?on={on.isoformat()}",
        )
        for kind, door in doors.items()
    )
