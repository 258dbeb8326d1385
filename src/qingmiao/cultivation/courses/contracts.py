"""What pages of this room show."""

from dataclasses import dataclass
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
