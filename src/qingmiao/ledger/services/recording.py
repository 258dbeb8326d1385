import json
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models
from psycopg import sql

from qingmiao.kernel.actor import Actor
from qingmiao.ledger.deeds import DEEDS, Deed
from qingmiao.ledger.models import Entry


def _entry(
    *, actor: Actor, deed: Deed, kind: str, pk: int, detail: Mapping[str, Any], reason: str
) -> Entry:
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the service")
    if DEEDS.get(deed.code) is not deed:
        raise LookupError(f"{deed.code} is not declared")
    masked = deed.mask(detail)
    return Entry(
        deed=deed.code,
        sentence=deed.tell(masked),
        actor_id=actor.account_id,
        actor_name=actor.name,
        door=actor.door,
        subject_kind=kind,
        subject_id=pk,
        detail=masked,
        reason=reason,
    )


def record(
    *,
    actor: Actor,
    deed: Deed,
    subject: models.Model,
    detail: Mapping[str, Any],
    reason: str = "",
) -> Entry:
    """Write the deed in the same transaction as the change it speaks of.

    The sentence is stored as it reads today, so rewording a deed never rewrites the past.
    """
    entry = _entry(
        actor=actor,
        deed=deed,
        kind=subject._meta.label_lower,
        pk=subject.pk,
        detail=detail,
        reason=reason,
    )
    entry.save(force_insert=True)
    return entry


def record_many(
    *,
    actor: Actor,
    deed: Deed,
    kind: str,
    details: Iterable[tuple[int, Mapping[str, Any]]],
    reason: str = "",
) -> int:
    """The same for a whole batch: ``details`` are pairs of subject id and detail. Returns how many."""
    entries = [
        _entry(actor=actor, deed=deed, kind=kind, pk=pk, detail=detail, reason=reason)
        for pk, detail in details
    ]
    if entries:
        _copy(entries)
    return len(entries)


COPIED = tuple(
    field.attname
    for field in Entry._meta.concrete_fields
    if field.name not in {"id", "written_at", "detail", "salt", "commitment"}
)
"""What an entry brings itself; number, moment and commitment the table gives it, as to any other."""


def _copy(entries: Sequence[Entry]) -> None:
    """By COPY, under the same constraints and triggers: a table may touch a hundred thousand people."""
    tell = json.JSONEncoder(ensure_ascii=False).encode
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(Entry._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, (*COPIED, "detail"))),
    )
    asked = attrgetter(*COPIED)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for entry in entries:
            copy.write_row((*asked(entry), tell(entry.detail)))
