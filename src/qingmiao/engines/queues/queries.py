"""How full lines are, and where somebody stands. Asked by rooms, for keys they chose themselves."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Q

from qingmiao.engines.queues.contracts import Place, Standing, Tally, Terms
from qingmiao.engines.queues.enums import LIVE, TicketState
from qingmiao.engines.queues.models import Line, Ticket
from qingmiao.engines.queues.rules import in_turn


def terms_of(line: Line) -> Terms:
    return Terms(
        seats=line.seats, policy=line.policy, offer_for=line.offer_for, last_call=line.last_call
    )


def standing_of(ticket: Ticket) -> Standing:
    return Standing(
        holder=ticket.holder,
        number=ticket.pk,
        state=ticket.state,
        priority=ticket.priority,
        seat=ticket.seat,
        expires_at=ticket.expires_at,
    )


def tallies(*, keys: Iterable[str]) -> dict[str, Tally]:
    """Seats, held, offered and waiting of each line there is."""

    def of(state: str) -> Count:
        return Count("tickets", filter=Q(tickets__state=state))

    lines = Line.objects.filter(key__in=list(keys)).annotate(
        held=of(TicketState.HELD), offered=of(TicketState.OFFERED), waiting=of(TicketState.WAITING)
    )
    return {
        line.key: Tally(
            seats=line.seats, held=line.held, offered=line.offered, waiting=line.waiting
        )
        for line in lines
    }


def place_of(*, key: str, holder: str) -> Place | None:
    """Where somebody stands now, or nothing where they hold no live ticket."""
    rows = Ticket.objects.filter(line__key=key)
    mine = rows.filter(holder=holder, state__in=LIVE).select_related("line").first()
    if mine is None:
        return None
    position = 0
    if mine.state == TicketState.WAITING:
        waiting = map(standing_of, rows.filter(state=TicketState.WAITING))
        turn = [each.number for each in in_turn(waiting, mine.line.policy)]
        position = turn.index(mine.pk) + 1
    return Place(state=mine.state, position=position, expires_at=mine.expires_at)


def positions(*, key: str) -> dict[str, int]:
    """Holder → position of everybody who waits."""
    waiting = Ticket.objects.filter(line__key=key, state=TicketState.WAITING)
    policy = Line.objects.filter(key=key).values_list("policy", flat=True).first()
    turn = in_turn(map(standing_of, waiting), policy or "")
    return {each.holder: number for number, each in enumerate(turn, start=1)}


def keys_due(*, prefix: str, at: datetime) -> list[str]:
    """Lines of a room with offers that have run out."""
    rows = Ticket.objects.filter(
        state=TicketState.OFFERED, expires_at__lte=at, line__key__startswith=prefix
    )
    return sorted(set(rows.values_list(F("line__key"), flat=True)))
