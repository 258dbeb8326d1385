"""Facts of a case and of an appointment as their rules are told them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfWork:
    """One year's 放假调休: holidays (both ends free) and weekend days that are worked."""

    off: tuple[tuple[date, date], ...] = ()
    on: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    decided_on: date | None
    notice_begins: date | None
    notice_ends: date | None
    must_be_decided: bool
    must_be_noticed: bool
    years: Mapping[int, YearOfWork] = field(default_factory=dict)
    """The arrangements on file, by year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFacts:
    decided_on: date
    motioned_on: date | None
    is_of_the_vacancys_unit: bool | None
    """``None`` where no vacancy is named; the same for the post."""
    is_of_the_posts_unit: bool | None
    is_promotion: bool
    is_lateral: bool
    is_higher: bool
    has_note: bool
