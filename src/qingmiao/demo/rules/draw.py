"""Drawing lots: one stream of chance per matter, so that widening one room never moves another."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
SATURDAY = 5


class Draw(Random):
    """``Draw(seed, day, "visits")`` always tells the same story."""

    def __init__(self, *words: object) -> None:
        super().__init__(":".join(str(word) for word in words))

    def chance(self, share: float) -> bool:
        return self.random() < share

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        return self.choices([o for o, _ in options], [w for _, w in options])[0]

    def day(self, begins: date, ends: date) -> date:
        """Some day from ``begins`` to ``ends``, both included."""
        if ends <= begins:
            return ends
        return begins + timedelta(days=self.randrange((ends - begins).days + 1))

    def workday(self, begins: date, ends: date) -> date:
        """The same, never a Saturday or Sunday unless the stretch has nothing else."""
        drawn = self.day(begins, ends)
        over = drawn.weekday() - SATURDAY
        if over < 0:
            return drawn
        before, after = drawn - timedelta(days=over + 1), drawn + timedelta(days=2 - over)
        return before if before >= begins else after if after <= ends else drawn

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """At most ``count`` of them, none twice."""
        return self.sample(options, min(count, len(options)))


def month(day: date) -> date:
    return day.replace(day=1)


def shifted(day: date, months: int) -> date:
    """The first of the month that lies so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def years_before(day: date, years: float) -> date:
    return shifted(day, -round(years * 12))


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def words(text: str) -> list[str]:
    """A long list of words, written as one would write them down."""
    return text.split()
