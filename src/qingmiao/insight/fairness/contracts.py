"""Frozen facts of the monitor: a group's table, and what may be said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qingmiao.insight.fairness.enums import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How many of a group came to a step and how many passed it."""

    code: str
    label: str
    came: int
    passed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A group beside those it is compared with."""

    group: Group
    others_came: int
    others_passed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A group beside all others of the step.

    ``share`` and the interval ``low``–``high`` are between 0 and 1; ``p`` is the exact two-sided
    probability, ``adjusted`` the same after Holm for all groups compared together. Where nothing may
    be said, the three are ``None``.
    """

    group: Group
    share: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted: float | None
    saying: Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """From which size on groups are compared, at which level, with which interval."""

    fewest: int
    level: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """People who came to a step from ``since`` up to and including ``until``; passing is seen on ``until``."""

    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One person at one step."""

    person_id: int
    person: str
    unit_id: int | None
    unit: str
    day: date
    passed: bool
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitLine:
    """Whom a unit named: of its young cadres with a trait, beside those without."""

    pair: Pair
    comparison: Comparison

    @property
    def named(self) -> int:
        return self.pair.group.passed + self.pair.others_passed


@dataclass(frozen=True, slots=True, kw_only=True)
class YoungCadre:
    """Somebody a unit named, or could have named."""

    person_id: int
    person: str
    unit: str
    post: str
    has_trait: bool
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Groups of one step by one attribute, with what they have in common."""

    came: int
    passed: int
    lines: Sequence[Comparison]
