"""时效: how old what was said has become. A claim weighs one on its day and half as much after each half-life."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log2

from qingmiao.evidence.enums import Freshness, SourceKind
from qingmiao.rulebook.engine import Articles

REGULATION = "evidence/ageing"
EXACT = 1e-9
"""Logarithms of powers of two come out a hair short; a whole day is never lost by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """The half-life of each kind of source in days, and the two weights between the three bands."""

    half_lives: dict[str, int]
    fresh: float
    stale: float

    def last_days(self, kind: str, threshold: float) -> int:
        """For how many whole days a claim of the kind weighs at least so much."""
        return floor(self.half_lives[kind] * log2(1 / threshold) + EXACT)


def ageing_of(articles: Articles) -> Ageing:
    return Ageing(
        half_lives={str(kind): int(articles[kind].value) for kind in SourceKind},
        fresh=float(articles["fresh"].value),
        stale=float(articles["stale"].value),
    )


def weight(*, kind: str, happened_on: date, on: date, ageing: Ageing) -> float:
    """What a claim weighs on a day: 1 on its own, ½ after a half-life, and 0 before it was made."""
    if happened_on > on:
        return 0.0
    return float(0.5 ** ((on - happened_on).days / ageing.half_lives[kind]))


def first_day(*, kind: str, on: date, threshold: float, ageing: Ageing) -> date:
    """The oldest day from which a claim of the kind still weighs at least the threshold."""
    return on - timedelta(days=ageing.last_days(kind, threshold))


def freshness_band(*, kind: str, happened_on: date, on: date, ageing: Ageing) -> Freshness:
    """Three bands instead of decimals, for nobody should read a second place out of a half-life."""
    if happened_on >= first_day(kind=kind, on=on, threshold=ageing.fresh, ageing=ageing):
        return Freshness.FRESH
    if happened_on >= first_day(kind=kind, on=on, threshold=ageing.stale, ageing=ageing):
        return Freshness.FADING
    return Freshness.STALE
