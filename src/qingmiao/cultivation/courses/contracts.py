"""What the rules on hours are told, and what pages of this room show."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursFacts:
    """Hours of one person: of the year asked for, and of the five years that end with it."""

    is_senior: bool
    this_year: Decimal
    five_years: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Hours asked for by the articles of a day; ``None`` where no article is in force."""

    yearly: Decimal | None
    five_yearly: Decimal | None
    senior_levels: tuple[str, ...]
    senior_ranks: tuple[str, ...]
    basis: str


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
class KindHours:
    kind: str
    label: str
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLine:
    """学时台账: one person in one year."""

    person_id: int
    name: str
    unit: str
    post: str
    year: int
    by_kind: tuple[KindHours, ...]
    this_year: Decimal
    five_years: Decimal
    wanted: Decimal | None
    missing: Decimal
    is_senior: bool


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
