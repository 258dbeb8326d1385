"""What the engine is told and what it tells. Entries and judges are labels, never persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from qingmiao.engines.scoring.enums import By, Kind, Missing, Passing, Rounding, Status


# ---------------------------------------------------------------- the rule
@dataclass(frozen=True, slots=True)
class Veto:
    """An entry is out when so many judges mark the criterion below the bound."""

    below: Decimal
    judges: int = 1


@dataclass(frozen=True, slots=True)
class Level:
    """A labelled level of a scale with the behaviour it stands for: read by people, never computed."""

    at: Decimal
    label: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    weight: Decimal
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100)
    step: Decimal | None = None
    is_required: bool = True
    is_independent: bool = False
    veto: Veto | None = None
    label: str = ""
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Aggregation:
    kind: Kind = Kind.MEAN
    drop: int = 0

    @property
    def fewest(self) -> int:
        """Judges an entry needs: one, and 2k + 3 where k are dropped at each end."""
        return 2 * self.drop + 3 if self.drop else 1


@dataclass(frozen=True, slots=True)
class Group:
    """Judges who count together, with the share of the stage they decide; "" where there is one group."""

    key: str
    weight: Decimal
    aggregation: Aggregation


@dataclass(frozen=True, slots=True)
class Advance:
    kind: Passing = Passing.ALL
    count: int = 0
    score: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Stage:
    """One round; "" where the contest has but one."""

    key: str
    weight: Decimal
    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...]
    advance: Advance = Advance()

    @property
    def counting(self) -> tuple[Criterion, ...]:
        return tuple(one for one in self.criteria if not one.is_independent)

    def criterion(self, key: str) -> Criterion | None:
        return next((one for one in self.criteria if one.key == key), None)


@dataclass(frozen=True, slots=True)
class TieStep:
    by: By
    key: str = ""
    stage: str = ""
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """Who goes on from a stage as it was decided anew, and the how manieth list that is."""

    stage: str
    entries: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Rule:
    stages: tuple[Stage, ...]
    out_of: Decimal = Decimal(100)
    precision: int = 2
    rounding: Rounding = Rounding.HALF_UP
    ties: tuple[TieStep, ...] = ()
    missing: Missing = Missing.REFUSE
    title: str = ""
    left: tuple[
        tuple[str, str], ...
    ] = ()  # who withdrew, and the last stage whose marks still count
    decided: tuple[Decided, ...] = ()

    def stage(self, key: str) -> Stage | None:
        return next((one for one in self.stages if one.key == key), None)

    def decision(self, stage: str) -> Decided | None:
        return next((one for one in self.decided if one.stage == stage), None)


# ---------------------------------------------------------------- the marks
@dataclass(frozen=True, slots=True)
class Mark:
    """One cell a judge filled in; `row` is the line of the file or the number of the record."""

    row: int
    entry: str
    judge: str
    criterion: str
    score: Decimal
    stage: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why nothing is computed: where it stands and what to do."""

    message: str
    row: int | None = None
    field: str = ""


Sheet = Mapping[str, Decimal]  # criterion → score
Panel = Mapping[str, Sheet]  # judge → sheet


@dataclass(frozen=True, slots=True)
class Book:
    """Marks in order: stage → group → entry → judge → criterion. Labels sorted, so input order is void."""

    panels: Mapping[str, Mapping[str, Mapping[str, Panel]]]

    def entries(self, stage: str) -> list[str]:
        return sorted({entry for group in self.panels.get(stage, {}).values() for entry in group})

    def judges(self, stage: str | None = None) -> list[str]:
        return sorted(
            {
                judge
                for key, groups in self.panels.items()
                if stage is None or key == stage
                for entries in groups.values()
                for panel in entries.values()
                for judge in panel
            }
        )


# ---------------------------------------------------------------- the result
@dataclass(frozen=True, slots=True)
class JudgeTotal:
    judge: str
    total: Fraction
    dropped: str = ""  # "high", "low", or not


@dataclass(frozen=True, slots=True)
class GroupScore:
    group: str
    score: Fraction
    judges: tuple[JudgeTotal, ...]
    criteria: Mapping[str, Fraction]  # each by itself, aggregated as the rule says
    untrimmed: Fraction
    median: Fraction


@dataclass(frozen=True, slots=True)
class StageScore:
    stage: str
    score: Fraction
    groups: tuple[GroupScore, ...]
    rank: int = 0
    advances: bool = True
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryResult:
    entry: str
    status: Status
    exact: Fraction | None
    total: Decimal | None
    rank: int | None
    stages: tuple[StageScore, ...]
    is_tied: bool = False

    def stage(self, key: str) -> StageScore | None:
        return next((one for one in self.stages if one.stage == key), None)


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step of the chain at one tie: what each entry had, best first; nothing decided if all equal."""

    by: By
    key: str
    values: Sequence[tuple[str, str]]
    decided: bool


@dataclass(frozen=True, slots=True)
class TieTold:
    total: Decimal
    entries: tuple[str, ...]
    steps: tuple[StepTold, ...]
    order: tuple[tuple[str, ...], ...]  # those that still share a rank stand together

    @property
    def is_open(self) -> bool:
        return any(len(place) > 1 for place in self.order)


@dataclass(frozen=True, slots=True)
class Result:
    entries: tuple[EntryResult, ...]
    ties: tuple[TieTold, ...] = ()
    notes: tuple[str, ...] = ()
    formula: Mapping[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------- the judges
@dataclass(frozen=True, slots=True)
class JudgeSeverity:
    """Logits, centred on zero within the judge's group, positive is severe; None where nothing compares."""

    judge: str
    severity: float | None
    se: float | None
    infit: float | None
    outfit: float | None
    fair_average: float | None
    average: float
    marks: int
    entries: int
    group: int


@dataclass(frozen=True, slots=True)
class EntryMeasure:
    entry: str
    measure: float
    se: float
    fair_average: float
    group: int


@dataclass(frozen=True, slots=True)
class CriterionDifficulty:
    criterion: str
    difficulty: float
    se: float
    group: int


@dataclass(frozen=True, slots=True)
class Connectivity:
    """Whether all judges can be compared, and which can."""

    connected: bool
    groups: tuple[tuple[str, ...], ...]
    message: str


@dataclass(frozen=True, slots=True)
class Scale:
    """How the model came out in one group of comparable judges."""

    group: int
    method: str
    converged: bool
    categories: int
    steps: tuple[float, ...]
    mean: float
    spread: float
    deviance: float
    reliability: float  # share of the spread of severities that is not error


@dataclass(frozen=True, slots=True)
class Facets:
    judges: tuple[JudgeSeverity, ...]
    entries: tuple[EntryMeasure, ...]
    criteria: tuple[CriterionDifficulty, ...]
    connectivity: Connectivity
    scales: tuple[Scale, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the judges' totals over the entries that all of a panel have marked."""

    stage: str
    group: str
    entries: int
    judges: int
    icc_single: float | None = None
    icc_mean: float | None = None
    kendall_w: float | None = None
    chi_square: float | None = None
    p: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The ranking had one judge not been there."""

    judge: str
    first: tuple[str, ...]
    first_changed: bool
    moved: int
    largest_move: int
    who_moved: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Between which ranks an entry lies when the panel is drawn again; entries of a band stay together."""

    entry: str
    rank: int
    low: int
    high: int
    band: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something to look at, with how often it appears where nothing is: never a verdict."""

    kind: str
    stage: str
    group: str
    judges: tuple[str, ...]
    entries: tuple[str, ...]
    figure: float
    bound: float


@dataclass(frozen=True, slots=True)
class Drift:
    """How much higher a judge marked in the later half of the own sheets, the others being as they were."""

    stage: str
    group: str
    judge: str
    entries: int
    shift: float
    se: float
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Indicators:
    found: tuple[Indicator, ...]
    panels: int
    false_alarm_rate: float  # of a panel in which nothing is
    note: str


@dataclass(frozen=True, slots=True)
class Judging:
    """All that is said of the judges, beside the result and never instead of it."""

    facets: Facets
    agreement: tuple[Agreement, ...]
    left_out: tuple[LeftOut, ...]
    bands: tuple[Band, ...]
    indicators: Indicators
