from collections.abc import Mapping
from datetime import date

from qingmiao.rulebook.library import regulation
from qingmiao.workdays.contracts import WorkCalendar, YearOfWork
from qingmiao.workdays.models import AdjustedDay
from qingmiao.workdays.rules import flaws_of_hours


def years_of_work(*, on: date) -> Mapping[int, YearOfWork]:
    """The yearly 放假调休 arrangements published by the day."""
    provisions = regulation("workdays/days").on(on).provisions
    return {
        int(name.removeprefix("year_")): YearOfWork(
            off=tuple((first, last) for first, last in provision.value["off"]),
            on=frozenset(provision.value["on"]),
        )
        for name, provision in provisions.items()
        if provision is not None
    }


def work_calendar(*, on: date) -> WorkCalendar:
    """The calendar as known on the day: notices, the district's own days, office hours. One query.

    A year without its notice counts Monday to Friday and makes what is counted in it uncertain.
    """
    hours = regulation("workdays/hours").on(on)["office_hours"].value
    spans = tuple((first, last) for first, last in hours)
    for flaw in flaws_of_hours(spans):
        raise ValueError(f"workdays/hours: {flaw}")
    days = AdjustedDay.objects.standing().order_by().values_list("day", "is_worked")
    return WorkCalendar(years=years_of_work(on=on), adjusted=dict(days), hours=spans)
