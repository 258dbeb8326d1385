"""Giving deeds their place in the tree, off the way of whoever writes them."""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from qingmiao.ledger.models import Block, Head
from qingmiao.ledger.queries.heads import KeptTree, leaf_hashes, tree_size
from qingmiao.ledger.rules.notes import signed
from qingmiao.ledger.rules.tree import BLOCK, root_of

LOCK = 0x6C656467  # one sequencer at a time
MOST = 100_000
"""Deeds that get their place in one transaction."""
TAKE = r"""
WITH taken AS (
  DELETE FROM ledger_waiting WHERE entry_id IN (
    SELECT entry_id FROM ledger_waiting ORDER BY entry_id LIMIT %s
  ) RETURNING entry_id
)
INSERT INTO ledger_leaf (seq, entry_id, hash)
SELECT %s + row_number() OVER (ORDER BY e.id) - 1, e.id, sha256('\x00'::bytea || e.commitment)
FROM taken JOIN ledger_entry e ON e.id = taken.entry_id
"""


def sequence(*, at: datetime) -> Head | None:
    """Place all that waits, sign the head over it and keep the note; ``None`` when nothing waited.

    Somebody else placing at the same moment is waited for. What is not yet committed is not seen, and
    stays on the list for the next time: numbers play no part in what is taken.
    """
    last = None
    while (head := _beat(at=at)) is not None:
        last = head
    return last


@transaction.atomic
def _beat(*, at: datetime) -> Head | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        before = tree_size()
        cursor.execute(TAKE, [MOST, before])
        placed = cursor.rowcount
    if not placed:
        return None
    size = before + placed
    Block.objects.bulk_create(
        Block(number=number, hash=root_of(leaf_hashes(number * BLOCK, (number + 1) * BLOCK)))
        for number in range(before // BLOCK, size // BLOCK)
    )
    root = KeptTree().root(0, size)
    note = signed(size=size, root=root, at=at, seed=settings.LEDGER_KEY)
    head = Head.objects.create(size=size, root=root, signed_at=at, note=note)
    transaction.on_commit(lambda: _keep(note))
    return head


def _keep(note: str) -> None:
    """Added to the file outside the database; whoever fears the administrator fetches it from there."""
    path = Path(settings.LEDGER_HEADS)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(f"{note}\n")
        file.flush()
        os.fsync(file.fileno())
