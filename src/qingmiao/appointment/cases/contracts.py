"""Facts of a case and of an appointment as their rules are told them."""

from dataclasses import dataclass
from datetime import date

from qingmiao.workdays.contracts import WorkCalendar

NO_CALENDAR = WorkCalendar(years={})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    decided_on: date | None
    notice_begins: date | None
    notice_ends: date | None
    must_be_decided: bool
    must_be_noticed: bool
    calendar: WorkCalendar = NO_CALENDAR


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
