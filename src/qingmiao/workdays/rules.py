"""Terms in working days and in working time. Pure: calendar and moments are arguments."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain

from qingmiao.workdays.contracts import Counted, Due, LastDay, WorkCalendar, YearOfWork

WEEKDAYS = range(5)
DAY = timedelta(days=1)
LONGEST = 3660
"""Days that a term is followed for; a calendar in which nothing is worked ends there, with an error."""


def is_worked(day: date, calendar: WorkCalendar) -> bool:
    """The district's own word first, then the notice of the year, then Monday to Friday."""
    if day in calendar.adjusted:
        return calendar.adjusted[day]
    year = calendar.years.get(day.year, YearOfWork())
    if day in year.on:
        return True
    if any(first <= day <= last for first, last in year.off):
        return False
    return day.weekday() in WEEKDAYS


def is_certain(begins: date, ends: date, calendar: WorkCalendar) -> bool:
    """Whether every year that the period touches has its notice on file."""
    return all(year in calendar.years for year in range(begins.year, ends.year + 1))


def working_days(*, begins: date, ends: date, calendar: WorkCalendar) -> Counted:
    """工作日 from ``begins`` to ``ends``, both counted, as a public notice is dated."""
    span = [begins + n * DAY for n in range((ends - begins).days + 1)]
    return Counted(
        days=sum(is_worked(day, calendar) for day in span),
        is_certain=is_certain(begins, ends, calendar),
    )


def _following(day: date) -> Iterator[date]:
    for n in range(1, LONGEST):
        yield day + n * DAY
    raise ValueError(f"nothing is worked in the ten years after {day}")


def last_day(*, after: date, days: int, calendar: WorkCalendar) -> LastDay:
    """The last of ``days`` working days; the day it begins (``after``) is not counted.

    ``days`` is at least one. A term never ends on a day that is not worked.
    """
    if days < 1:
        raise ValueError("a term has at least one working day")
    left = days
    for day in _following(after):
        left -= is_worked(day, calendar)
        if left == 0:
            return LastDay(day=day, is_certain=is_certain(after, day, calendar))
    raise AssertionError("unreachable")


def _spans(day: date, calendar: WorkCalendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The hours worked on the day, in the zone of ``at``."""
    if is_worked(day, calendar):
        for first, last in calendar.hours:
            yield (
                datetime.combine(day, first, at.tzinfo),
                datetime.combine(day, last, at.tzinfo),
            )


def due(*, begins: datetime, hours: int, calendar: WorkCalendar) -> Due:
    """When ``hours`` hours of working time have passed since ``begins`` (aware, in the district's time).

    What begins outside working time begins with the next working minute. A term that ends exactly with
    a span ends there, not at the beginning of the next one.
    """
    if hours < 1 or not calendar.hours:
        raise ValueError("a term has at least one hour, and a day has hours")
    left = timedelta(hours=hours)
    today = begins.date()
    for day in chain((today,), _following(today)):
        answer, left = _within(day, begins, left, calendar)
        if answer:
            return Due(at=answer, is_certain=is_certain(today, day, calendar))
    raise AssertionError("unreachable")


def _within(
    day: date, begins: datetime, left: timedelta, calendar: WorkCalendar
) -> tuple[datetime | None, timedelta]:
    for first, last in _spans(day, calendar, begins):
        start = max(first, begins)
        if start >= last:
            continue
        if last - start >= left:
            return start + left, timedelta()
        left -= last - start
    return None, left


def worked_time(*, begins: datetime, ends: datetime, calendar: WorkCalendar) -> timedelta:
    """Working time from ``begins`` to ``ends``; nothing where the end is not after the beginning."""
    total = timedelta()
    for n in range(max(0, (ends.date() - begins.date()).days + 1)):
        for first, last in _spans(begins.date() + n * DAY, calendar, begins):
            total += max(timedelta(), min(last, ends) - max(first, begins))
    return total


def flaws_of_hours(hours: tuple[tuple[time, time], ...]) -> Iterator[str]:
    """Not interface: what is wrong with a file of office hours."""
    edges = [edge for span in hours for edge in span]
    if not hours or edges != sorted(set(edges)):
        yield "office hours are spans in order, apart, each ending after it begins"
