from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from qingmiao.cultivation.learning.enums import Uncounted


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
    daily_most: Decimal
    basis: str
    daily_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One attendance as the count sees it: what the session gives, what was written, and whether it stands.

    ``begins`` and ``ends`` are the time of day where the session says it. Flexible hours are taken at any
    time (网络培训), so neither the day nor another class bounds them. ``key`` tells two apart that are alike.
    """

    key: tuple[str, int]
    day: date
    kind: str
    title: str
    around: str
    given: Decimal
    written: Decimal
    is_flexible: bool = False
    begins: time | None = None
    ends: time | None = None
    lost_to: Uncounted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """未计入: so many hours of a sitting do not count, by this rule and for this reason."""

    rule: Uncounted
    hours: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    sitting: Sitting
    counted: Decimal
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindHours:
    kind: str
    label: str
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLine:
    """学时台账: one person in one year. ``ahead``: hours still to come in classes the person takes part in."""

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
    ahead: Decimal
    is_senior: bool
    is_archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOf:
    """One year of one person: the line that holds, and what was archived where records say something else."""

    line: HoursLine
    now: Decimal
    archived: Decimal | None

    @property
    def difference(self) -> Decimal:
        return self.now - self.archived if self.archived is not None else Decimal(0)
