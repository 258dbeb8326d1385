"""What the arithmetic of terms is told, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType

NO_DAYS: Mapping[date, bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfWork:
    """One year's 放假调休: holidays (both ends free) and weekend days that are worked."""

    off: tuple[tuple[date, date], ...] = ()
    on: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """The years whose notice is on file, the district's own days, and the hours of one working day.

    ``adjusted``: day → whether it is worked; it prevails over the notice. ``hours``: spans of the clock
    in order and apart; without them nothing can be counted in working time.
    """

    years: Mapping[int, YearOfWork]
    adjusted: Mapping[date, bool] = field(default_factory=lambda: NO_DAYS)
    hours: tuple[tuple[time, time], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Working days of a period; ``is_certain`` where every year of it has its arrangement on file."""

    days: int
    is_certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """The day a term ends; ``is_certain`` as in ``Counted``."""

    day: date
    is_certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The moment a term in working time ends, in the district's time; ``is_certain`` as in ``Counted``."""

    at: datetime
    is_certain: bool
