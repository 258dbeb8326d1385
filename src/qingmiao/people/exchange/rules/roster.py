"""Rosters (干部花名册): which heading means which field, and what each row says.

Everything is judged here and nothing is looked up: whose row it is, the queries find out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qingmiao.engines.sheets.rules.headers import plain as plain_label
from qingmiao.people.exchange.enums import RowFlaw
from qingmiao.people.exchange.rules.columns import (
    BY_KEY,
    COLUMNS,
    COMPUTED,
    Column,
    NotAValue,
)
from qingmiao.people.exchange.rules.identity import read_identity


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell, and where: told with the row, the column and a remedy."""

    row: int
    column: str
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def as_record(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "code": self.code, "params": self.params}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: the values of the fields it fills, and everything wrong with it."""

    number: int
    values: Mapping[str, Any]
    errors: Sequence[CellError] = ()


_BY_LABEL = {
    plain_label(label): column for column in COLUMNS for label in (column.label, *column.aliases)
}


def knows(label: str) -> bool:
    return label in _BY_LABEL or label in COMPUTED


def mapping_of(labels: Iterable[str]) -> dict[str, Column | None]:
    """Heading → field. Of two headings for one field the first is read, the other is not."""
    taken: set[str] = set()
    mapping: dict[str, Column | None] = {}
    for label in filter(None, labels):
        column = _BY_LABEL.get(label) or _BY_LABEL.get(label.rpartition("/")[2])
        if column and column.key in taken:
            column = None
        if column:
            taken.add(column.key)
        mapping[label] = column
    return mapping


def missing(mapping: Mapping[str, Column | None]) -> list[Column]:
    read = {column.key for column in mapping.values() if column}
    return [column for column in COLUMNS if column.is_required and column.key not in read]


def read_rows(
    records: Iterable[tuple[int, Mapping[str, str]]], mapping: Mapping[str, Column | None]
) -> list[ReadRow]:
    """Every row judged on its own. An empty cell says nothing: it never empties the dossier."""
    columns: list[_Reading] = [(label, column, {}) for label, column in mapping.items() if column]
    return [_read_row(number, cells, columns) for number, cells in records]


_Reading = tuple[str, Column, dict[str, Any]]
"""A heading, its column, and what its texts were read as."""


def _read_row(number: int, cells: Mapping[str, str], columns: Sequence[_Reading]) -> ReadRow:
    """Cells of the columns with few words repeat for thousands of rows: each is read once."""
    values: dict[str, Any] = {}
    errors: list[CellError] = []
    for label, column, known in columns:
        text = cells.get(label, "")
        if not text:
            if column.is_required:
                errors.append(CellError(number, label, RowFlaw.REQUIRED))
            continue
        if text not in known:
            try:
                known[text] = column.read(text)
            except NotAValue as no:
                known[text] = no
        value = known[text]
        if isinstance(value, NotAValue):
            errors.append(CellError(number, label, value.code, value.params))
        else:
            values[column.key] = value
    return ReadRow(number, values, tuple(errors) + tuple(_against_identity(number, values)))


def _against_identity(number: int, values: Mapping[str, Any]) -> Iterable[CellError]:
    """The number against birth and sex is a finding in a form; in a roster it is a slip of the row."""
    if not (identity := read_identity(values.get("id_number", ""))):
        return
    birth = values.get("birth")
    if birth and abs(birth.year - identity.birth.year) > 5:
        yield CellError(
            number, BY_KEY["id_number"].label, RowFlaw.ID_OF_SOMEBODY_ELSE, {"year": birth.year}
        )


def twins(rows: Sequence[ReadRow]) -> dict[int, CellError]:
    """Rows of one table about one person, by row number: the later ones are errors."""
    seen: dict[tuple[str, Any], int] = {}
    found: dict[int, CellError] = {}
    for row in rows:
        number = row.values.get("id_number")
        name, birth = row.values.get("name"), row.values.get("birth")
        keys: list[tuple[tuple[str, Any], RowFlaw, str]] = []
        if number:
            keys.append((("id", number), RowFlaw.SAME_IDENTITY, BY_KEY["id_number"].label))
        elif name and birth:
            keys.append((("name", (name, birth)), RowFlaw.SAME_PERSON, BY_KEY["name"].label))
        for key, flaw, label in keys:
            first = seen.setdefault(key, row.number)
            if first != row.number:
                found[row.number] = CellError(row.number, label, flaw, {"row": first})
    return found
