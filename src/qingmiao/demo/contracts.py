"""What is asked of the demo district, and the rows it is made of before any of them is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The day the district stands on, the seed it grows from, and how many join it as a mere crowd."""

    day: date
    seed: int = 1
    crowd: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """Rows by table (``app_label.model``), each with the id it will have. Insertion order is kept."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> int:
        """Write a row and say its id; ids of a table count from 1."""
        rows = self.tables.setdefault(table, [])
        row["id"] = len(rows) + 1
        rows.append(row)
        return len(rows)

    def put(self, table: str, row: Row) -> None:
        """Write a row of a table that has no id of its own."""
        self.tables.setdefault(table, []).append(row)

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def __iter__(self) -> Iterator[tuple[str, list[Row]]]:
        return iter(self.tables.items())

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.tables.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """One account a role, as the command prints it."""

    username: str
    role: str
    role_label: str
    name: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a run of the command found or did."""

    day: date
    seed: int
    cadres: int
    rows: int
    accounts: tuple[DemoAccount, ...]
    is_new: bool
