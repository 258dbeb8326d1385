"""The four years of the district: on which days it met, contested, posted, taught."""

from dataclasses import dataclass
from datetime import date, timedelta

from qingmiao.demo.contracts import Wish
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.kernel.periods import born_since

YOUNG = 37
SPEECH_WINDOW = date(2021, 1, 1)
"""Promotions of the speech count from this day on («2021年以来»)."""
EIGHTIES, NINETIES = date(1985, 1, 1), date(1990, 1, 1)
BETWEEN_MEETINGS = 40
MONTHS_OF_RECORDS = 48
LAST_MEETING = 24
"""Days before the demo day: what was decided has been noticed and taken up since."""


@dataclass(frozen=True, slots=True)
class Almanac:
    day: date
    begins: date
    """The first day of the records, four years before the demo day."""
    youngest_limit: date
    """Who was born from here on is not older than 37."""
    meetings: tuple[date, ...]
    """Days on which the standing committee decided appointments."""
    contest_results: tuple[date, ...]
    """Results of the three contests for deputy-section reserves, oldest first."""
    project_batches: tuple[date, ...]
    specialists_begin: date

    def meetings_between(self, begins: date, ends: date) -> list[date]:
        return [day for day in self.meetings if begins <= day <= ends]

    def in_months(self, months: int) -> date:
        """The first of the month so many months before (negative) the demo day."""
        return shifted(self.day, months)

    def not_after(self, day: date) -> date:
        """Nothing is recorded after the demo day."""
        return min(day, self.day)


def almanac(wish: Wish) -> Almanac:
    draw = Draw(wish.seed, wish.day, "almanac")
    day, begins = wish.day, shifted(wish.day, -MONTHS_OF_RECORDS)
    meetings: list[date] = []
    at = begins + timedelta(days=20)
    while at < day - timedelta(days=LAST_MEETING):
        meetings.append(draw.workday(at, at + timedelta(days=6)))
        at += timedelta(days=BETWEEN_MEETINGS)
    return Almanac(
        day=day,
        begins=begins,
        youngest_limit=born_since(age=YOUNG, on=day),
        meetings=tuple(meetings),
        contest_results=tuple(
            draw.workday(shifted(day, months), shifted(day, months) + timedelta(days=20))
            for months in (-38, -25, -8)
        ),
        project_batches=(shifted(day, -36), shifted(day, -19)),
        specialists_begin=shifted(day, -29),
    )
