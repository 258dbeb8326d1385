"""What the API promises to answer. A change here is a change of ``docs/reference/openapi.json``."""

from dataclasses import dataclass
from typing import Any

from qingmiao.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whose program asks, and for which purpose its token was issued."""

    actor: Actor
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a register: ``kind`` is text, number, date, moment, flag, choice or row."""

    name: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCard:
    """A register this account may open: its address, its fields, and by what its list is narrowed."""

    code: str
    title: str
    url: str
    fields: list[Field]
    filters: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: its number, how it is called, its page, and its fields by name."""

    id: int
    title: str
    page: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """One page of a list. ``total`` counts what this account may see, under the filters asked for."""

    total: int
    page: int
    pages: int
    rows: list[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One person: the first page of the form, and the parts of the dossier by name."""

    id: int
    title: str
    page: str
    fields: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A figure on a day. A reader of less than the district reads the definition without a number."""

    code: str
    title: str
    definition: str
    unit: str
    value: Any
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One row behind a figure."""

    person_id: int | None
    person: str
    unit: str
    post: str
    record: str
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRows:
    """A figure with the rows it counts: ``total`` and ``figure.value`` come of one question."""

    figure: FigureLine
    total: int
    page: int
    pages: int
    rows: list[FigureRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why there is no answer."""

    reasons: list[str]
