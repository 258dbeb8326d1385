"""Counting days and months the way regulations do. An end is the first day that no longer counts."""

from collections.abc import Iterable
from datetime import date


def whole_months(*, begins: date, on: date) -> int:
    """Months fully served by ``on``. The month completes on the same day number, not a day before.

    A month too short to have that day completes with the first day of the next one.
    """
    months = (on.year - begins.year) * 12 + (on.month - begins.month)
    return months - (on.day < begins.day)


def months_after(day: date, months: int) -> date:
    """The same day number so many months on; a month too short for it gives the first of the next.

    The first day on which ``whole_months`` since ``day`` counts so many.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def calendar_months(*, begins: date, on: date) -> int:
    """Months between two dates at month precision, as tenures (任职年限) are counted: from the month of
    appointment to the month of the as-of day, whatever the day of either.
    """
    return (on.year - begins.year) * 12 + (on.month - begins.month)


def age_on(*, birth: date, on: date) -> int:
    """Full years (周岁) at month precision: the birthday month counts as reached (任免审批表 practice)."""
    return on.year - birth.year - (on.month < birth.month)


def born_since(*, age: int, on: date) -> date:
    """First birth month of those not older than ``age`` on the day («X岁以下», X included)."""
    month = on.month % 12 + 1
    return date(on.year - age - (0 if on.month == 12 else 1), month, 1)


def union_months(spells: Iterable[tuple[date, date | None]], *, on: date) -> int:
    """Calendar months covered by the spells up to ``on``, overlaps counted once."""
    covered: set[int] = set()
    for begins, ends in spells:
        last = min(ends or on, on)
        first_month = begins.year * 12 + begins.month
        covered.update(range(first_month, last.year * 12 + last.month))
    return len(covered)
