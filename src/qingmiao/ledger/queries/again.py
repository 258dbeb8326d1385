"""Every entry and every leaf once more, row by row, as whoever does not trust the house reads them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from qingmiao.ledger.rules.committed import SAID

TOLD = {
    "uid": "e.uid::text",
    "written_at": """to_char(e.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "actor_id": "e.actor_id::text",
    "subject_id": "e.subject_id::text",
    "detail": "e.detail::text",
}
"""How a column becomes the text that is committed to, where it is not text already."""
COLUMNS = ", ".join(TOLD.get(name, f"e.{name}") for name in SAID)
EVERYTHING = f"""
SELECT l.seq, l.entry_id, l.hash, w.entry_id, e.id, e.salt, e.commitment, {COLUMNS}
FROM ledger_entry e
FULL JOIN ledger_leaf l ON l.entry_id = e.id
FULL JOIN ledger_waiting w ON w.entry_id = COALESCE(e.id, l.entry_id)
ORDER BY l.seq NULLS LAST
"""  # noqa: S608 -- our own names
ONE = f"""
SELECT l.seq, l.entry_id, l.hash, NULL, e.id, e.salt, e.commitment, {COLUMNS}
FROM ledger_entry e LEFT JOIN ledger_leaf l ON l.entry_id = e.id WHERE e.id = %s
"""  # noqa: S608 -- our own names
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """An entry beside its leaf; either may be missing. ``said`` are the texts of ``SAID``."""

    seq: int | None
    placed: int | None
    hash: bytes
    waits: int | None
    entry: int | None
    salt: bytes
    commitment: bytes
    said: tuple[str, ...]


def everything() -> Iterator[Row]:
    """In the order of the tree, then what has no place in it. Wants a transaction with one snapshot."""
    with connection.cursor().connection.cursor(name="ledger_again") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(EVERYTHING)
        for row in cursor:
            yield _row(row)


def one(entry_id: int) -> Row | None:
    with connection.cursor() as cursor:
        cursor.execute(ONE, [entry_id])
        found = cursor.fetchone()
    return None if found is None else _row(found)


def _row(row: tuple) -> Row:
    seq, placed, digest, waits, entry, salt, commitment, *said = row
    return Row(
        seq, placed, bytes(digest or b""), waits, entry, bytes(salt or b""),
        bytes(commitment or b""), tuple(said),
    )  # fmt: skip
