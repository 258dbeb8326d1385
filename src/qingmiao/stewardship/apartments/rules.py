"""Occupancy by exact days, and what the calendar asks of a lease."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from qingmiao.stewardship.apartments.contracts import (
    FlatDays,
    FlatFacts,
    LeaseFacts,
    Occupancy,
)


def _days(begins: date, ends: date | None, *, since: date, after: date) -> int:
    """Days of a period that fall into the window [since, after)."""
    last = after if ends is None else min(ends, after)
    return max((last - max(begins, since)).days, 0)


def _holds(begins: date, ends: date | None, *, on: date) -> bool:
    return begins <= on and (ends is None or ends > on)


def flat_days(flat: FlatFacts, *, since: date, on: date) -> FlatDays:
    """Days are counted only while the flat belongs to the stock, whatever its leases say."""
    after = on + timedelta(days=1)
    occupied = sum(
        _days(
            max(stay.begins, flat.begins),
            min(filter(None, (stay.ends, flat.ends)), default=None),
            since=since,
            after=after,
        )
        for stay in flat.stays
    )
    in_stock = _holds(flat.begins, flat.ends, on=on)
    living = [stay for stay in flat.stays if _holds(stay.begins, stay.ends, on=on)]
    return FlatDays(
        flat_id=flat.flat_id,
        label=flat.label,
        available=_days(flat.begins, flat.ends, since=since, after=after),
        occupied=occupied,
        in_stock=in_stock,
        lease_id=living[0].lease_id if in_stock and living else None,
    )


def occupancy_of(flats: Iterable[FlatFacts], *, since: date, on: date) -> Occupancy:
    """使用率: leased days of single flats against days they were there. A flat outside the window is left out."""
    counted = (flat_days(flat, since=since, on=on) for flat in flats)
    return Occupancy(since=since, on=on, flats=tuple(flat for flat in counted if flat.available))


def percent(part: int, whole: int) -> str:
    """A share to one decimal, never rounded up to a whole it did not reach."""
    if not whole:
        return "—"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%"


def lease_disagreements(facts: LeaseFacts) -> Iterator[str]:
    if facts.planned_end <= facts.begins:
        yield _("到期日期须晚于起租日期")
    if facts.begins < facts.flat_begins:
        yield _("起租日期早于该公寓投用日期")
    if facts.flat_ends and facts.begins >= facts.flat_ends:
        yield _("该公寓在起租日期前已退出房源")
