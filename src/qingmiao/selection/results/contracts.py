"""Results as pages and papers receive them: plates and figures, names only where the phase allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
class Question:
    """A list of who goes on whose marks were corrected since: who would come and who would go now."""

    stage: str
    number: int
    listed: frozenset[str]
    would: frozenset[str]
    able: frozenset[str]
    came: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.listed != self.would


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOn:
    """One list of who goes on as it was decided; the last of a stage counts."""

    number: int
    plates: tuple[int, ...]
    computation_number: int
    reason: str
    decided_by: str
    decided_at: datetime


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
    lists: tuple[WentOn, ...] = ()
    question: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTable:
    """Raw marks of one criterion: a row a plate, a column a judge; the labels of the columns first."""

    stage: str
    criterion: str
    judges: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What each judge of a group gave each entry of a stage in total, and what came of it.

    A row is the plate, a total for each judge (in brackets where the rule drops it), the group's score.
    """

    stage: str
    group: str
    judges: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    drops: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPaper:
    """成绩单 before it is laid out: every word that stands on it and that its hash is taken of."""

    contest: str
    organizer: str
    stage: str
    number: int
    purpose: str
    computed_at: datetime
    computed_by: str
    engine: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_named: bool
    formula: str
    symbols: str
    lists: tuple[str, ...]
    ties: tuple[str, ...]
    panels: tuple[Panel, ...]
    rule_digest: str
    marks_digest: str
    output_digest: str
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedLines:
    """What was made known of a result, line by line, and which of its fields."""

    lines: Sequence[tuple[ResultLine, Sequence[StageCell | None]]]
    names: Sequence[str]
    shows_names: bool
    shows_totals: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a stranger who holds a paper is told: whether it stands, its hash, and what was released."""

    answer: str
    number: str
    contest: str
    stage: str
    computation_number: int
    computed_at: datetime
    replaced_by: int | None
    digest: str
    rule_digest: str
    marks_digest: str
    output_digest: str
    released: ReleasedLines | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How much was compared with what was signed, sealed, computed and printed, and what does not agree."""

    sheets: int
    computations: int
    printed: int
    flaws: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """One estimate of several, each with its error; ``spread`` is how far they differ beyond their errors."""

    mean: float
    se: float
    spread: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedContest:
    """How somebody judged in one past contest. Figures are ``None`` where nothing could be compared."""

    judge_id: int
    contest: str
    begins: date
    label: str
    group: str
    state: str
    computation_id: int | None
    severity: float | None
    se: float | None
    infit: float | None
    agreement: float | None
    entries: int
    competed: int
    hard: int
    recused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeHistory:
    """评委履历 of one person, or one expert of that name: newest contest first, and what they come to."""

    judge_id: int
    name: str
    work_text: str
    contests: tuple[JudgedContest, ...]
    severity: Pooled | None
    agreement: float | None
    entries: int
    competed: int
    hard: int
    recused: int
