"""Results as pages and papers receive them: plates and figures, names only where the phase allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What one computation read and what came of it, before it is kept."""

    rule_text: str
    rule_digest: str
    marks_text: str
    output: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry whose place, total or standing differs between two computations."""

    entry: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCell:
    """What an entry had in one stage; empty where it was not in it."""

    stage: str
    score: str
    rank: int | None
    advances: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One entry of a result. ``who`` and ``unit`` stay empty while names are not to be seen."""

    plate: str
    rank: int | None
    total: str
    status: str
    is_tied: bool
    stages: Sequence[StageCell]
    entry_id: int | None = None
    who: str = ""
    unit: str = ""
    is_shortlisted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """Plates within the places there are, and those tied for what is left of them."""

    chosen: tuple[str, ...]
    edge: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStand:
    """How far one stage is: sealed, computed, who went on; ``missing`` before it can be computed."""

    stage_id: int
    name: str
    advance: str
    is_last: bool
    is_sealed: bool
    computation_id: int | None
    is_stale: bool
    advanced: tuple[int, ...] | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTable:
    """Raw marks of one criterion: a row a plate, a column a judge; the labels of the columns first."""

    stage: str
    criterion: str
    judges: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
