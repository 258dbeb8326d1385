"""Facts of the reserve as rules, pages and other rooms receive them."""

from dataclasses import dataclass
from datetime import date

from qingmiao.pool.enums import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFacts:
    """A person on the day of entry, and the tier that is asked for."""

    tier: str
    birth: date
    level: str
    rank: str
    entered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipFacts:
    """``state_before`` is the state as it stood until now; empty for a new membership."""

    state: str
    state_before: str
    entered_on: date
    left_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """By which channel somebody came to notice, told by the room that noticed."""

    channel: Channel
    happened_on: date
    text: str
    origin_kind: str = ""
    origin_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state of a membership as its page tells it."""

    state: str
    begins: date
    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCounts:
    """How many are in each tier, on the way in, and due for review."""

    upper: int
    lower: int
    on_the_way: int
    due: int
