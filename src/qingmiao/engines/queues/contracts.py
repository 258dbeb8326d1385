"""A line as its rules and its rooms see it: opaque keys, numbers and moments, no persons."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was declared when the line opened. ``offer_for`` is how long an offer stands; without one
    whoever comes up is seated at once. After ``last_call`` nothing more is offered.
    """

    seats: int
    policy: str
    offer_for: timedelta | None
    last_call: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One live ticket. ``number`` grows with the order in which people joined."""

    holder: str
    number: int
    state: str
    priority: int = 0
    seat: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What one step of the line did to one ticket."""

    holder: str
    number: int
    before: str
    after: str
    seat: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody stands. ``position`` counts from one among those who wait; nought for who does not."""

    state: str
    position: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How full a line is. ``free`` are the seats nobody holds and nobody was offered."""

    seats: int
    held: int
    offered: int
    waiting: int

    @property
    def free(self) -> int:
        return self.seats - self.held - self.offered
