"""What lists and pages of registers are told: plain values, ready to show."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    text: str
    small: str = ""
    kind: str = "text"
    url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    pk: int
    url: str
    cells: list[Cell]
    voided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: str
    count: int | None
    on: bool
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetShown:
    name: str
    label: str
    kind: str
    options: list[Option] = field(default_factory=list)
    begins: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One column heading; ``sort_query`` is the address that sorts by it."""

    key: str
    label: str
    kind: str
    sort_query: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    label: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    label: str
    query: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One labelled value of a page."""

    label: str
    value: Any
    kind: str = "text"
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Something that takes a person's time, as the register that holds it tells it.

    ``ends`` is its last day. Without hours it takes the whole day; with them, those hours of each day.
    ``origin`` names the row it stands in, ``url`` its page.
    """

    person_id: int
    begins: date
    ends: date
    kind: str
    told: str
    origin: tuple[str, int]
    url: str
    place: str = ""
    starts: time | None = None
    finishes: time | None = None

    def meets(self, other: "Engagement") -> bool:
        """Whether nobody could do both."""
        if self.begins > other.ends or other.begins > self.ends:
            return False
        if not (self.starts and self.finishes and other.starts and other.finishes):
            return True
        return self.starts < other.finishes and other.starts < self.finishes
