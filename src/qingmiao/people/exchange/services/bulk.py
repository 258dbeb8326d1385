"""Many rows at once, where the ORM's own way takes a minute: COPY in, one UPDATE, one array asked."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Func, Value
from django.db.models.fields import NOT_PROVIDED

_told = json.JSONEncoder(ensure_ascii=False).encode


def any_of(name: str, field: models.Field, values: Iterable[Any]) -> Func:
    """«name = ANY(array)»: thousands of values travel as one parameter instead of as thousands."""
    return Func(
        F(name),
        Value(list(values), output_field=ArrayField(field)),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=models.BooleanField(),
    )


def copy_in(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """New rows by COPY. Triggers and constraints hold; defaults of the model do not apply."""
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields if isinstance(field, models.Field))
    json_at = {at for at, field in enumerate(fields) if isinstance(field, models.JSONField)}
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,  # a key taken meanwhile is told as everywhere else
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(
                [
                    value if at not in json_at else "[]" if value == [] else _told(value)
                    for at, value in enumerate(row)
                ]
            )


def give_keys(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Keys of the table's own sequence for rows that are still to be written."""
    key = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, key.column if key else "id", len(rows)],
        )
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk


def create_many(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """New rows, keys given, by COPY; what the database works out is left to it."""
    fields = [f for f in model._meta.concrete_fields if not (_has_db_default(f) or f.generated)]
    copy_in(
        model,
        [field.name for field in fields],
        ([getattr(row, field.attname) for field in fields] for row in rows),
    )
    for row in rows:
        row._state.adding = False


def update_many(
    model: type[models.Model], names: Sequence[str], rows: Sequence[models.Model]
) -> None:
    """One UPDATE for the named columns of all rows, values travelling as one array a column."""
    if not rows or not names:
        return
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.name in set(names) and not field.generated
    ]
    key = model._meta.pk
    if key is None:
        raise TypeError(model)
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(f.column)} = v.{quote(f.column)}" for f in fields)
    every = [key, *fields]
    arrays = ", ".join(f"%s::{_type(field)}[]" for field in every)
    columns = ", ".join(quote(field.column) for field in every)
    table = quote(model._meta.db_table)
    sql = (
        f"UPDATE {table} t SET {settings} FROM unnest({arrays}) AS v({columns}) "  # noqa: S608 -- names of our own columns
        f"WHERE t.{quote(key.column)} = v.{quote(key.column)}"
    )
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows]
        for field in every
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _type(field: models.Field) -> str:
    """The bare type: an array needs neither length nor identity."""
    told: str = field.cast_db_type(connection) or "text"  # type: ignore[attr-defined]  # stubs lag
    return told.partition("(")[0]


def _has_db_default(field: models.Field) -> bool:
    return getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED
