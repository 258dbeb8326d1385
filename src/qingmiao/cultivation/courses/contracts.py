"""What pages of this room show."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

TENTH = Decimal("0.1")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorCounts:
    """A session as its door knows it: who is expected, who scanned, whom people found to be there or not."""

    expected: int
    claimed: int
    confirmed: int
    rejected: int
    called: int
    unanswered: int
    unsampled: int

    @property
    def scanned(self) -> int:
        return self.claimed + self.confirmed + self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveStanding:
    """请假占比 of one person in one class: hours of the class, hours on leave, and the part allowed."""

    hours: Decimal
    missed: Decimal
    part: int | None

    @property
    def left(self) -> Decimal | None:
        """Hours of leave still open; nothing where no article bounds them. Less than nought is too much."""
        if self.part is None:
            return None
        return (self.hours / self.part).quantize(TENTH, rounding=ROUND_DOWN) - self.missed

    @property
    def is_over(self) -> bool:
        return self.part is not None and self.missed * self.part > self.hours
