"""What pages of this room show."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much was taught, as far as the reader may see: sessions, hours, participations, people."""

    programmes: int
    classes: int
    sessions: int
    hours: Decimal
    participations: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """One participant of one class: what was attended, what was missed."""

    person_id: int
    name: str
    unit: str
    present: int
    leave: int
    absent: int
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionFacts:
    """What the rules on enrolment are told of a class: its state, its ways in, its terms."""

    state: str
    ways: frozenset[str]
    opens_at: datetime
    closes_at: datetime
    withdraw_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Something else a person does at the time of a session, in words."""

    person: str
    session: str
    engagement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsShown:
    """One line of a class as its page shows it: open seats, or those of one unit."""

    label: str
    unit_id: int | None
    seats: int
    held: int
    offered: int
    waiting: int
    free: int
