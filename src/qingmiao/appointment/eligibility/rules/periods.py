"""Months as promotions count them, and periods in which nobody is promoted."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from qingmiao.appointment.eligibility.contracts import Held, Sanction
from qingmiao.appointment.eligibility.enums import Regime
from qingmiao.kernel.periods import months_after, union_months
from qingmiao.rulebook.engine import Articles


def months_held(held: Iterable[Held], codes: Sequence[str], *, on: date) -> int:
    """Months with one of these levels or ranks, at month precision; overlaps count once."""
    return union_months(
        ((h.begins, h.ends) for h in held if h.code in codes and h.begins <= on), on=on
    )


def held_on(held: Iterable[Held], *, on: date) -> set[str]:
    return {h.code for h in held if h.begins <= on and (h.ends is None or on < h.ends)}


def last_day_barred(
    sanctions: Iterable[Sanction], regime: Regime, articles: Articles
) -> date | None:
    """The last day of the periods of one regime; ``None`` when there is none.

    Civil servants: a new sanction within the period of an old one adds what is left of the old to the new,
    up to the months of the provision ``civil_together``. Elsewhere the latest end prevails.
    """
    months = articles[regime.value].value
    end: date | None = None
    for one in sorted((s for s in sanctions if s.regime == regime), key=lambda s: s.begins):
        own = months_after(one.begins, months[one.kind])
        if regime == Regime.CIVIL and end is not None and one.begins < end:
            left = end - one.begins
            most = months_after(one.begins, articles["civil_together"].value)
            own = min(own + left, most)
        end = own if end is None else max(end, own)
    return None if end is None else end - timedelta(days=1)
