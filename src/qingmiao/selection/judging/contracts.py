"""What the rooms above are told of judges and sheets (labels, never rows), and facts for the rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeLine:
    """A judge as results know one: ``label`` is in the marks, the name stays with the desk."""

    judge_id: int
    label: str
    name: str
    work_text: str
    group: str
    state: str
    signed: int
    assigned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSheet:
    """A sheet that is owed: assigned and not signed, or assigned and lost with its judge.

    ``state``: draft, keyed, returned, or an empty text where nothing was begun.
    """

    assignment_id: int
    stage: str
    entry: str
    judge: str
    group: str
    state: str


Pair = tuple[int, int]
"""A judge and an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A stretch somebody served in a unit; ``pk`` is the line of the résumé, 0 the present post."""

    pk: int
    unit_id: int
    unit: str
    begins: date | None
    ends: date | None
    is_leading: bool
    text: str

    def is_present(self, on: date) -> bool:
        return self.ends is None or self.ends > on


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A stretch somebody studied; ``pk`` is the line of the dossier."""

    pk: int
    school: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A judge or a contestant as the dossiers know one. An outside expert has a name and typed words only.

    ``ties``: kin by person, with the tie's number and the relation. ``family``: number, relation, name, birth month.
    """

    person_id: int | None
    name: str
    born: tuple[int, int] | None = None
    work_text: str = ""
    unit_ids: tuple[int, ...] = ()
    unit_names: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()
    studies: tuple[Study, ...] = ()
    ties: tuple[tuple[int, int, str], ...] = ()
    family: tuple[tuple[int, str, str, tuple[int, int] | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A conflict with its article and the rows it came from: kind of row, number, what it says."""

    kind: str
    severity: str
    because: str
    article: str
    rows: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who is to judge what, with each judge's load; ``short``: entries that too few may judge."""

    pairs: frozenset[Pair]
    loads: tuple[tuple[int, int], ...]
    short: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one group owes one entry in one stage: assigned or signed, and how many could be."""

    stage: str
    group: str
    plate: int
    fewest: int
    assigned: int
    possible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """An entry a group does not judge with enough judges; ``is_final``: nor can it by assigning anew."""

    stage: str
    group: str
    plate: int
    fewest: int
    assigned: int
    possible: int
    is_final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A criterion as the pad needs it."""

    criterion_id: int
    name: str
    lowest: Decimal
    highest: Decimal
    step: Decimal | None
    is_required: bool
    levels: tuple[tuple[Decimal, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """``sheet_state`` and ``sitting_state`` are empty where there is none yet."""

    sheet_state: str
    sitting_state: str
    contest_state: str
    assignment_state: str
    judge_state: str
    entry_is_out: bool
    has_hard_conflict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateLine:
    """One plate on a judge's list: a number, how far the sheet is, and a name only where the phase shows it."""

    assignment_id: int
    plate: int
    who: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One stage of the chair's console: how many sheets are owed, signed, begun; never a mark."""

    stage_id: int
    name: str
    state: str
    is_blind: bool
    owed: int
    signed: int
    waiting: int
    judges: tuple[tuple[str, str, int, int], ...]
    entries: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Competing:
    """Who competes in a stage. ``plates`` is ``None`` while it is not decided who goes on to it."""

    stage_id: int
    stage: str
    plates: frozenset[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What a release asks: ``blind_unsealed`` are blind stages whose marks are still open."""

    field: str
    contest_state: str
    is_drawn: bool
    stage: str = ""
    is_sealed: bool = False
    blind_unsealed: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One contestant as an audience sees one; what is not released is empty."""

    plate: int | None
    name: str
    unit: str
    marks: tuple[str, ...]
    total: str
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What one audience sees of a contest."""

    audience: str
    title: str
    stages: tuple[str, ...]
    has_plate: bool
    has_name: bool
    has_total: bool
    has_rank: bool
    lines: tuple[BoardLine, ...]
