"""What the hall shows: every number with the list it counts."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number and the address of the list that holds exactly these rows."""

    title: str
    count: int
    unit_word: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCard:
    """One of the five links (环节): its main number, and a few more."""

    link: str
    title: str
    headline: Counted | None
    facts: list[Counted] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """Something that waits. ``tone`` is danger, warning or empty; ``due`` says how pressing it is."""

    title: str
    detail: str
    url: str
    icon: str
    tone: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """One band of the pyramid, and the roster's lists it counts."""

    label: str
    men: Counted
    women: Counted

    @property
    def total(self) -> int:
        return self.men.count + self.women.count


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """``heat`` is 0 to 100: the share of the greatest number of the same link."""

    count: int
    heat: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    unit_id: int
    unit: str
    cells: list[HeatCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Units by what was recorded of their people in each link; ``others`` counts units not shown."""

    columns: list[tuple[str, str]]
    rows: list[HeatRow]
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What one kind of thing answers to the words: the first few, how many in all, and where all are."""

    title: str
    total: int
    hits: list[Hit]
    more_url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The as-of day, and how far ahead a reminder looks."""

    on: date
    ahead: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One line of «where they came from»; ``share`` is 0 to 100 of the greatest line."""

    source: str
    scope: str
    count: int
    share: int
    url: str
