"""What the pages of surveys and of the board show."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question as it is written down by whoever builds a survey."""

    label: str
    kind: str
    options: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What keeps people from being asked too much, and the board from being flooded."""

    least_answers: int
    asked_a_month: int
    opened_a_month: int
    proposed_a_day: int
    remind_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A class that answers a need."""

    class_id: int
    title: str
    begins: date
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One need on the board: how many want it, which classes answer it, whether the reader voted for it."""

    need_id: int
    title: str
    description: str
    topic: str
    votes: int
    surveyed: int | None
    classes: tuple[Answering, ...]
    is_mine: bool
    may_vote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A count as it is drawn: its words, how many, of how many, and how many in each group."""

    label: str
    count: int
    whole: int
    by_group: tuple[tuple[str, int], ...]
    is_topic: bool
    """Whether it may become a need: a choice that is told by itself."""

    @property
    def share(self) -> int:
        return round(100 * self.count / self.whole) if self.whole else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One question as its results are shown; ``withheld`` counts the options that may not be told apart."""

    label: str
    bars: tuple[Bar, ...]
    withheld: int
    has_groups: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    answers: int
    groups: tuple[tuple[str, int], ...]
    charts: tuple[Chart, ...]
    wishes: tuple[str, ...]
