"""The one way into a line, out of it, and up in it. The room that calls tells who did it and who hears of it.

Every service locks the line first, so two of them never see the same free seat. Each ends with the same
step, ``_step``: there is no second way to be promoted. Returned are all the moves, those of others too.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.queues.contracts import Move
from qingmiao.engines.queues.enums import LIVE, SEATED, TicketState
from qingmiao.engines.queues.models import Line, Ticket
from qingmiao.engines.queues.queries import standing_of, terms_of
from qingmiao.engines.queues.rules import seating, steps
from qingmiao.kernel.errors import Refused


class NoSuchTicket(Refused):
    """The holder does not stand in the line, or not in the state that the request is about."""


class AlreadyInLine(Refused):
    """One holder, one live ticket."""


def _locked(key: str) -> Line:
    return Line.objects.select_for_update(of=("self",), no_key=True).get(key=key)


def _mine(line: Line, holder: str) -> Ticket | None:
    return Ticket.objects.filter(line=line, holder=holder, state__in=LIVE).first()


def _step(line: Line, *, at: datetime, present: str = "") -> list[Move]:
    """What is due now, written down. Those who wait are only read when there is a seat for somebody."""
    seated = list(Ticket.objects.filter(line=line, state__in=SEATED))
    is_full = len(seated) >= line.seats
    has_lapsed = any(each.expires_at is not None and each.expires_at <= at for each in seated)
    if is_full and not has_lapsed:
        return []
    waiting = list(Ticket.objects.filter(line=line, state=TicketState.WAITING))
    moves = steps(
        map(standing_of, [*seated, *waiting]), terms=terms_of(line), at=at, present=present
    )
    for move in moves:
        Ticket.objects.filter(pk=move.number).update(
            state=move.after, seat=move.seat, expires_at=move.expires_at, moved_at=at
        )
    return moves


@transaction.atomic
def open_line(
    *,
    key: str,
    seats: int,
    policy: str,
    offer_for: timedelta | None,
    last_call: datetime | None,
) -> None:
    """开队. The order of promotion is declared here and never changes."""
    Line.objects.create(
        key=key, seats=seats, policy=policy, offer_for=offer_for, last_call=last_call
    )


@transaction.atomic
def change_line(*, key: str, seats: int, last_call: datetime | None, at: datetime) -> list[Move]:
    """增减名额、改递补截止. Seats that are taken cannot be taken away; new ones go to whoever is next."""
    line = _locked(key)
    seated = {
        each.seat: each
        for each in Ticket.objects.filter(line=line, state__in=SEATED)
        if each.seat is not None
    }
    if len(seated) > seats:
        raise Refused(_("已占用 %(taken)d 个名额，不能少于此数") % {"taken": len(seated)})
    for old, new in seating(seated, seats).items():
        Ticket.objects.filter(pk=seated[old].pk).update(seat=new)
    line.seats, line.last_call = seats, last_call
    line.save(update_fields=["seats", "last_call"])
    return _step(line, at=at)


@transaction.atomic
def hold(*, key: str) -> None:
    """Lock the line for a room that will also write rows of its own: the line first, its rows after it."""
    _locked(key)


@transaction.atomic
def join(*, key: str, holder: str, at: datetime, priority: int = 0) -> list[Move]:
    """排队. Whoever comes while a seat is free and nobody is before them has it at once."""
    line = _locked(key)
    if _mine(line, holder) is not None:
        raise AlreadyInLine(_("已在队中，不能重复排队"))
    ticket = Ticket.objects.create(
        line=line, holder=holder, priority=priority, joined_at=at, moved_at=at
    )
    joined = Move(holder=holder, number=ticket.pk, before="", after=TicketState.WAITING)
    return [joined, *_step(line, at=at, present=holder)]


@transaction.atomic
def accept(*, key: str, holder: str, at: datetime) -> list[Move]:
    """确认递补, up to the last moment of the offer and not at it."""
    line = _locked(key)
    ticket = _mine(line, holder)
    if ticket is None or ticket.state != TicketState.OFFERED or ticket.expires_at is None:
        raise NoSuchTicket(_("没有等待确认的递补"))
    if ticket.expires_at <= at:
        raise NoSuchTicket(_("确认时限已过，名额已经递补给下一位"))
    Ticket.objects.filter(pk=ticket.pk).update(state=TicketState.HELD, expires_at=None, moved_at=at)
    taken = Move(
        holder=holder,
        number=ticket.pk,
        before=TicketState.OFFERED,
        after=TicketState.HELD,
        seat=ticket.seat,
    )
    return [taken, *_step(line, at=at)]


@transaction.atomic
def leave(*, key: str, holder: str, at: datetime) -> list[Move]:
    """退出: from the waiting list, from an offer (which is then declined), from a seat."""
    line = _locked(key)
    ticket = _mine(line, holder)
    if ticket is None:
        raise NoSuchTicket(_("不在队中"))
    was_offered = ticket.state == TicketState.OFFERED
    after = TicketState.DECLINED if was_offered else TicketState.LEFT
    Ticket.objects.filter(pk=ticket.pk).update(state=after, seat=None, expires_at=None, moved_at=at)
    gone = Move(holder=holder, number=ticket.pk, before=ticket.state, after=after)
    return [gone, *_step(line, at=at)]


@transaction.atomic
def advance(*, key: str, at: datetime) -> list[Move]:
    """递补: nothing but what is due. Calling it twice, or two at once, changes nothing more."""
    return _step(_locked(key), at=at)
