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
