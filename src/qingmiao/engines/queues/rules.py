"""Who is next, and what time does to a line. Pure: the same tickets at the same moment move the same way."""

from collections.abc import Iterable
from datetime import datetime

from qingmiao.engines.queues.contracts import Move, Standing, Terms
from qingmiao.engines.queues.enums import SEATED, Policy, TicketState


def in_turn(waiting: Iterable[Standing], policy: str) -> list[Standing]:
    """Those who wait, in the order declared. A higher priority goes before a lower one."""
    weigh = policy == Policy.PRIORITY
    return sorted(waiting, key=lambda each: (-each.priority if weigh else 0, each.number))


def steps(
    tickets: Iterable[Standing], *, terms: Terms, at: datetime, present: str = ""
) -> list[Move]:
    """Everything that is due: offers that ran out end, and free seats go to whoever is next.

    ``present`` is the holder who is asking at this moment: whose turn it is need not be asked again.
    """
    live = list(tickets)
    lapsed = [each for each in live if _has_run_out(each, at)]
    gone = {each.number for each in lapsed}
    taken = {each.seat for each in live if each.state in SEATED and each.number not in gone}
    free = [seat for seat in range(1, terms.seats + 1) if seat not in taken]
    moves = [_moved(each, TicketState.LAPSED) for each in lapsed]
    if terms.last_call is not None and at >= terms.last_call:
        return moves
    waiting = [each for each in live if each.state == TicketState.WAITING]
    for each, seat in zip(in_turn(waiting, terms.policy), free, strict=False):
        if terms.offer_for is None or each.holder == present:
            moves.append(_moved(each, TicketState.HELD, seat=seat))
        else:
            until = at + terms.offer_for
            if terms.last_call is not None:
                until = min(until, terms.last_call)
            moves.append(_moved(each, TicketState.OFFERED, seat=seat, expires_at=until))
    return moves


def _has_run_out(ticket: Standing, at: datetime) -> bool:
    """An offer stands up to its last moment, which no longer counts."""
    return (
        ticket.state == TicketState.OFFERED
        and ticket.expires_at is not None
        and ticket.expires_at <= at
    )


def _moved(
    ticket: Standing, after: str, *, seat: int | None = None, expires_at: datetime | None = None
) -> Move:
    return Move(
        holder=ticket.holder,
        number=ticket.number,
        before=ticket.state,
        after=after,
        seat=seat,
        expires_at=expires_at,
    )


def seating(taken: Iterable[int], seats: int) -> dict[int, int]:
    """Old seat → new seat, so that everybody sits within ``seats``. Only those beyond it move."""
    now = set(taken)
    free = (seat for seat in range(1, seats + 1) if seat not in now)
    return dict(zip(sorted(each for each in now if each > seats), free, strict=False))
