"""The term of a request in working time, by how hard it is. Pure: terms, calendar and moments are arguments."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from qingmiao.placement.blocks.contracts import WorkingClock
from qingmiao.workdays.contracts import Due, WorkCalendar
from qingmiao.workdays.rules import due, worked_time

MINUTE = timedelta(minutes=1)


def deadline(
    *, begins: datetime, difficulty: str, hours: Mapping[str, int], calendar: WorkCalendar
) -> Due:
    """办理时限: when the working hours of this difficulty have passed since ``begins``."""
    return due(begins=begins, hours=int(hours[difficulty]), calendar=calendar)


def clock(
    *, begins: datetime, ends: datetime, at: datetime, calendar: WorkCalendar
) -> WorkingClock:
    """How much of the term between ``begins`` and ``ends`` has been worked away by ``at``."""
    return WorkingClock(
        used=worked_time(begins=begins, ends=at, calendar=calendar) // MINUTE,
        granted=worked_time(begins=begins, ends=ends, calendar=calendar) // MINUTE,
        is_over=at > ends,
    )
