"""What pages of a campaign show, and what its report says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of the report and the address of the list it is the length of."""

    key: str
    label: str
    value: int
    unit: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list a number opens: its heads, its lines, and where each line leads."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingLine:
    title: str
    held_on: date
    keynote: str
    hall: int
    online: int
    is_settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedLine:
    """An adopted proposal and what became of it; nothing where no task was given yet."""

    title: str
    author: str
    supports: int
    task: str
    owner: str
    due_on: date | None
    state: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTold:
    title: str
    theme: str
    organizer: str
    begins: date
    ends: date | None
    rounds: tuple[str, ...]
    numbers: tuple[Number, ...]
    sittings: tuple[SittingLine, ...]
    adopted: tuple[AdoptedLine, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCounts:
    """Who signed in to a sitting and was not struck out, by way."""

    hall: int
    online: int
    struck: int

    @property
    def total(self) -> int:
        return self.hall + self.online
