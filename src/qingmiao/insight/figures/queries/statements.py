"""A statement woven from selects: what a figure counts and lists is one and the same text."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

Select = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    sql: str
    values: Mapping[str, Any]


def weave(template: str, *, selects: Mapping[str, Select], values: Mapping[str, Any]) -> Statement:
    """Put selects in the place of ``{name}``; their parameters get names of their own."""
    sql, bound = template, dict(values)
    for name, (text, parameters) in selects.items():
        pieces = text.split("%s")
        named = [f"%({name}_{position})s" for position in range(len(parameters))]
        woven = pieces[0] + "".join(
            mark + piece for mark, piece in zip(named, pieces[1:], strict=True)
        )
        sql = sql.replace(f"{{{name}}}", f"({woven})")
        bound |= {f"{name}_{position}": value for position, value in enumerate(parameters)}
    return Statement(sql=sql, values=bound)


def wrapped(template: str, statement: Statement, values: Mapping[str, Any]) -> Statement:
    """A statement around another one, which stands at ``{rows}``."""
    return Statement(
        sql=template.replace("{rows}", f"({statement.sql})"),
        values={**statement.values, **values},
    )


@contextmanager
def executed(statement: Statement) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        yield cursor


def rows_of(statement: Statement) -> list[dict[str, Any]]:
    with executed(statement) as cursor:
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def row_of(statement: Statement) -> dict[str, Any]:
    [row] = rows_of(statement)
    return row
