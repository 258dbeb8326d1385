"""A report in pieces: words, and numbers that know where they come from. Plain and frozen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from qingmiao.engines.documents.rules.sheet import written_day
from qingmiao.insight.figures.contracts import Answer, Card, Question
from qingmiao.insight.figures.enums import Severity
from qingmiao.insight.reports.enums import RowChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words (``figure`` empty), or a figure's place. ``#`` in the pattern is the number."""

    text: str
    figure: str = ""
    is_lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateParagraph:
    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    code: str
    title: str
    signature: str
    paragraphs: tuple[TemplateParagraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece as a reader sees it. ``note`` numbers the footnote of a figure's first mention;
    a figure the reader may not see carries no digits of its own."""

    text: str
    figure: str = ""
    is_lead: bool = False
    note: int = 0
    is_withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    kind: str
    segments: tuple[Segment, ...]
    number: str = ""

    @property
    def is_heading(self) -> bool:
        return self.kind == "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All the checker is told: answers, the sets behind them, and how words are read."""

    answers: dict[str, Answer]
    keys: dict[str, frozenset[str]]
    named: dict[str, int]
    readings: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What the checker found, in words fit for whoever has to read the speech aloud."""

    severity: Severity
    figures: tuple[str, ...]
    message: str

    @property
    def is_contradiction(self) -> bool:
        return self.severity == Severity.CONTRADICTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The whole speech on a day. ``notes`` are the figures in the order of their first mention."""

    title: str
    signature: str
    question: Question
    window_begins: date
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Card, ...]
    findings: tuple[Contradiction, ...]
    marks: tuple[str, ...]
    is_readable: bool

    @property
    def dated(self) -> str:
        """成文日期 as the sheet prints it."""
        return written_day(self.question.on)

    @property
    def has_contradictions(self) -> bool:
        return any(finding.is_contradiction for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRow:
    key: str
    person_id: int | None
    person: str
    unit: str
    post: str
    record: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    change: RowChange
    then: FrozenRow | None
    now: FrozenRow | None

    @property
    def row(self) -> FrozenRow | None:
        return self.now or self.then


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDifference:
    """A published figure beside the same figure of another day."""

    code: str
    title: str
    then: str
    now: str
    is_same: bool
    definition_changed: bool
    added: int
    removed: int
    changed: int
