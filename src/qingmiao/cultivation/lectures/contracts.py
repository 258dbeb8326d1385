"""What the list of lectures counts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Three words for three things: sessions (场次), participations (人次), people (人)."""

    lectures: int
    audience: int
    participations: int
    speakers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """What is known of a member when a speaker is looked for."""

    member_id: int
    name: str
    unit_name: str
    topics: str
    is_of_host: bool
    is_of_kind: bool
    recent: int
    waiting: int
    is_busy: bool
    spoke_there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A member with the reasons for and against; the person at the desk decides."""

    member_id: int
    name: str
    unit_name: str
    reasons: tuple[str, ...]
    is_busy: bool
    rank: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """One unit of the map list: how many lectures it heard, and when the last."""

    unit_id: int
    unit: str
    lectures: int
    audience: int
    last_on: date | None
