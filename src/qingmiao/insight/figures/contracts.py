"""What a figure is asked, and what it answers. Plain and frozen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from qingmiao.insight.figures.enums import FigureKind, FigureUnit, Qualifier, ReadingForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The as-of day (截至), and where windows begin.

    ``since`` moves the window of the appointment figures, ``cumulative_since`` bounds what is
    otherwise counted from the beginning; ``None`` leaves either to the definition.
    """

    on: date
    since: date | None = None
    cumulative_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way of understanding the speech (口径), as it stands on the day asked for."""

    code: str
    value: Any
    basis: str
    is_own_choice: bool
    begins: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingVersion:
    """One line of a reading's history."""

    begins: date
    value: Any
    source: Any
    chosen_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlan:
    """What a reading may be set to. Titles and phrases are lazy translations."""

    code: str
    title: Any
    form: ReadingForm
    phrases: tuple[tuple[str, Any], ...] = ()

    def phrase(self, value: Any) -> Any:
        return dict(self.phrases).get(value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A figure as it is defined (指标): texts are lazy translations with gaps for the readings.

    ``expected`` is what the speech of the district says; ``number`` its arithmetic value.
    ``measure`` is the word between number and noun in the speech.
    """

    code: str
    phrase: str
    title: Any
    text: Any
    kind: FigureKind
    unit: FigureUnit
    qualifier: Qualifier
    expected: str
    population: Any
    window: Any
    source: Any
    readings: tuple[str, ...] = ()
    is_auxiliary: bool = False
    record_title: Any = ""
    named_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row behind a figure. ``key`` names the counted thing, so that two days can be compared."""

    key: str
    person_id: int | None
    person: str
    unit: str
    post: str
    record: str
    record_id: int | None
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A figure on a day. ``value`` is a number, or a list of sizes for several code lists at once."""

    code: str
    value: Any
    shown: str
    expected: str
    denominator: int | None = None
    variant: float | None = None

    @property
    def agrees(self) -> bool:
        return self.shown == self.expected

    @property
    def exact(self) -> str:
        sizes = self.value if isinstance(self.value, list) else [self.value]
        return " / ".join(str(size) for size in sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A figure as a page, a footnote or a publication tells it, in the reader's language."""

    code: str
    phrase: str
    title: str
    definition: str
    population: str
    window: str
    unit: str
    unit_code: str
    kind: str
    qualifier: str
    source: Any
    readings: tuple[str, ...]
    answer: Answer | None
    display: str

    @property
    def is_readable(self) -> bool:
        return self.answer is not None
