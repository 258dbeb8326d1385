"""Facts of a contest as its rules receive them, and the blind line a judge may see."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestFacts:
    state: str
    result_on: date | None
    weights: Decimal | None  # of its standing stages; None without any


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """``weight_before`` is the weight as it stood until now; ``None`` for a new stage."""

    weight: Decimal
    weight_before: Decimal | None
    weight_of_others: Decimal
    has_marks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """``weighted`` is what the marks of all stages come to; ``None`` while one is missing."""

    state: str
    place: int | None
    total: Decimal | None
    weighted: Decimal | None
    is_shortlisted: bool
    other_shortlisted: int
    shortlist_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFacts:
    is_same_contest: bool
    entry_state: str
    weights: Decimal
    decided_on: date
    contest_begins: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A contestant as judges meet one: a number and nothing else."""

    number: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPlan:
    """A criterion as the formula needs it. ``levels``: score, label and behaviour anchor of each."""

    name: str
    weight: Decimal
    lowest: Decimal
    highest: Decimal
    step: Decimal | None
    is_required: bool
    is_independent: bool
    veto_below: Decimal | None
    veto_judges: int
    levels: tuple[tuple[Decimal, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePlan:
    name: str
    weight: Decimal
    advance: str
    advance_count: int | None
    advance_per_place: int | None
    advance_score: Decimal | None
    criteria: tuple[CriterionPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlan:
    name: str
    weight: Decimal
    aggregation: str
    drop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TiePlan:
    """One step of the chain; ``key`` names the stage, group or criterion compared."""

    by: str
    key: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestPlan:
    """Everything a contest is scored by, before it is frozen."""

    title: str
    precision: int
    missing: str
    stages: tuple[StagePlan, ...]
    groups: tuple[GroupPlan, ...]
    ties: tuple[TiePlan, ...]
