"""Frozen facts of the burden: what a form asks, what a unit was given, what it comes to."""

from dataclasses import dataclass
from datetime import date

from qingmiao.insight.burden.enums import FormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """How many questions of each sort a form asks."""

    short: int = 0
    long: int = 0
    choice: int = 0

    @property
    def total(self) -> int:
        return self.short + self.long + self.choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Minutes for reading a notice and for answering one question of each sort."""

    reading: float
    short: float
    long: float
    choice: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenForm:
    """One kind of form that one unit was given in one month; ``minutes`` for all copies together."""

    unit_id: int
    kind: FormKind
    month: date
    title: str
    copies: int
    questions: int
    minutes: float
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBurden:
    """All forms of one unit, or of one kind of unit, in one month."""

    code: str
    label: str
    units: int
    copies: int
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBurden:
    """All forms of all units in one month."""

    month: date
    copies: int
    minutes: float
