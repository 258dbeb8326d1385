"""Frozen facts of the exchange. None of them knows a row; the sandbox sends them as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from qingmiao.people.exchange.enums import Found, LineKind


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date at the precision it was written in. No day is invented: `first` is for sorting only."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def precision(self) -> str:
        """The dossier's letter: y, m or d."""
        return "d" if self.day else "m" if self.month else "y"

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def months(self) -> int:
        return self.year * 12 + (self.month or 1) - 1

    @classmethod
    def of(cls, day: date, precision: str) -> Self:
        return cls(day.year, day.month if precision != "y" else 0, day.day * (precision == "d"))

    def agrees(self, other: "PartialDate") -> bool:
        """Whether both may mean one day: they are equal as far as the coarser of the two says."""
        return (
            self.year == other.year
            and (not self.month or not other.month or self.month == other.month)
            and (not self.day or not other.day or self.day == other.day)
        )


@dataclass(frozen=True, slots=True)
class Element:
    """One XML element as it stood: raw text, children in order, attributes."""

    name: str
    text: str = ""
    children: tuple["Element", ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def child(self, name: str) -> str:
        return next((child.text.strip() for child in self.children if child.name == name), "")

    def as_record(self) -> list[Any]:
        return [
            self.name,
            self.text,
            [child.as_record() for child in self.children],
            [list(pair) for pair in self.attributes],
        ]

    @classmethod
    def from_record(cls, record: Sequence[Any]) -> Self:
        name, text, children, attributes = record
        return cls(
            name,
            text,
            tuple(cls.from_record(child) for child in children),
            tuple((key, value) for key, value in attributes),
        )


@dataclass(frozen=True, slots=True)
class Relative:
    """One line of 家庭主要成员及重要社会关系, as written."""

    relation: str = ""
    name: str = ""
    birth: str = ""
    political_face: str = ""
    work: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One 任免审批表 file: every element in its order, known or not."""

    elements: tuple[Element, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def raw(self, name: str) -> str:
        return next((e.text for e in self.elements if e.name == name), "")

    def text(self, name: str) -> str:
        """The first element of that name that says something, stripped."""
        return next(
            (text for e in self.elements if e.name == name and (text := e.text.strip())), ""
        )

    def has(self, name: str) -> bool:
        return any(element.name == name for element in self.elements)

    def as_record(self) -> dict[str, Any]:
        return {
            "elements": [element.as_record() for element in self.elements],
            "attributes": [list(pair) for pair in self.attributes],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        return cls(
            tuple(Element.from_record(element) for element in record["elements"]),
            tuple((key, value) for key, value in record["attributes"]),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One résumé line. An open end is no end on file; `inner` are its 其间 periods."""

    text: str
    begins: PartialDate | None = None
    ends: PartialDate | None = None
    kind: LineKind = LineKind.WORK
    inner: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A line nobody could read: kept with its place and shown."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Resume:
    lines: tuple[Line, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)


@dataclass(frozen=True, slots=True)
class Membership:
    """What a party text (入党时间) says: the date of the one party, the names of others."""

    joined: PartialDate | None = None
    others: tuple[tuple[str, PartialDate | None], ...] = ()
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check noticed: a code whose sentence the questions know, and what belongs in it."""

    code: Found
    params: Mapping[str, str | int] = field(default_factory=dict)

    def as_record(self) -> dict[str, Any]:
        return {"code": str(self.code), "params": dict(self.params)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        return cls(Found(record["code"]), record["params"])


@dataclass(frozen=True, slots=True)
class AwardNote:
    """One award as 奖惩情况 tells it."""

    title: str
    awarded: PartialDate | None = None
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """One schooling or degree; the codes are those of the dossier, the texts as written."""

    mode: str
    schooling: str
    schooling_text: str = ""
    degree: str = ""
    degree_text: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A dossier as far as a form speaks of it. What is not on file is empty or None."""

    name: str = ""
    sex: str = ""
    birth: PartialDate | None = None
    id_number: str = ""
    ethnicity: str = ""
    native_place: str = ""
    birth_place: str = ""
    party_text: str = ""
    work_began: PartialDate | None = None
    health: str = ""
    professional_title: str = ""
    speciality: str = ""
    post_text: str = ""
    studies: tuple[Study, ...] = ()
    lines: tuple[Line, ...] = ()
    awards: tuple[AwardNote, ...] = ()
    appraisals: tuple[tuple[int, str], ...] = ()
    relatives: tuple[Relative, ...] = ()
    sheet: Mapping[str, str] = field(default_factory=dict)
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which a file and the dossier differ, both as they are written."""

    field: str
    ours: str
    theirs: str

    def as_record(self) -> dict[str, str]:
        return {"field": self.field, "ours": self.ours, "theirs": self.theirs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What accepted fields of a form do to a dossier. None leaves a part alone."""

    person: Mapping[str, Any] = field(default_factory=dict)
    studies: tuple[Study, ...] | None = None
    lines: tuple[Line, ...] | None = None
    awards: tuple[AwardNote, ...] | None = None
    appraisals: tuple[tuple[int, str], ...] | None = None
    relatives: tuple[Relative, ...] | None = None
    sheet: Mapping[str, str] = field(default_factory=dict)
    takes_photo: bool = False
