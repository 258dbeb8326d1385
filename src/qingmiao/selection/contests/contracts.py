"""Facts of a contest as its rules receive them, and the blind line a judge may see."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qingmiao.rulebook.engine import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestFacts:
    """``state_before`` is the state the database still has; empty for a contest about to be entered.
    ``changes_rule``: what is about to be written would change a frozen rule."""

    state: str
    result_on: date | None
    weights: Decimal | None  # of its standing stages; None without any
    state_before: str = ""
    changes_rule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """``weight_before`` is the weight as it stood until now; ``None`` for a new stage."""

    weight: Decimal
    weight_before: Decimal | None
    weight_of_others: Decimal
    has_marks: bool
    changes_rule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """``weighted`` is what the marks of all stages come to; ``None`` while one is missing. ``moves``: what
    is about to be written changes what only the steps of a running contest may change."""

    state: str
    place: int | None
    total: Decimal | None
    weighted: Decimal | None
    is_shortlisted: bool
    other_shortlisted: int
    shortlist_size: int
    contest_state: str = ""
    is_new: bool = False
    moves: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityFacts:
    """A person on the day of entry, and what the notice asks beyond the regulation (0 and "": nothing)."""

    on: date
    kind: str
    oldest: int
    months_in_post: int
    asks_face: str
    asks_schooling: str
    birth: date
    standing: str
    standing_label: str
    level: str
    level_label: str
    post: str
    post_since: date | None
    political_face: str
    political_label: str
    schooling: str
    schooling_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One article judged: the finding, the row of the dossier it was read from, and an exemption if any."""

    finding: Finding
    row: str
    tab: str
    exempted: str = ""

    @property
    def holds_back(self) -> bool:
        return self.finding.verdict == "not_met" and not self.exempted

    @property
    def is_unknown(self) -> bool:
        return self.finding.verdict == "unknown" and not self.exempted


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """How far a contest has come, as the rules of its next step ask. ``shortages`` are told by the rooms
    above: judges that are missing, sheets not signed, objections not decided."""

    on: date
    state: str
    entry_opens_on: date | None = None
    entry_closes_on: date | None = None
    objection_until: date | None = None
    has_announcement: bool = False
    is_frozen: bool = False
    flaws_of_plan: tuple[str, ...] = ()
    waiting: int = 0
    passed: int = 0
    exemptions_asked: int = 0
    fewest: int = 0
    is_drawn: bool = False
    ranked: int = 0
    shortages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCount:
    """How many entries stand in one state, for the list behind the number."""

    state: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPlate:
    """One line of a published draw: never a name."""

    number: int
    entry: str
    ticket: str
