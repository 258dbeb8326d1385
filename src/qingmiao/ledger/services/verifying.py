"""Reading the whole ledger again: contents, commitments, places, blocks, heads."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from qingmiao.ledger.contracts import Finding, Report
from qingmiao.ledger.enums import Fault
from qingmiao.ledger.models import Block, Head, Verification, Waiting
from qingmiao.ledger.queries.again import Row, everything
from qingmiao.ledger.rules.committed import commitment
from qingmiao.ledger.rules.notes import SignedHead, notes_in, public_key, read
from qingmiao.ledger.rules.tree import BLOCK, Growing, leaf_hash

VERIFY = "ledger.verify"
TOLD = 200
"""Findings that are told one by one; of more only the number."""


class _Reading:
    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.more = 0

    def found(self, fault: Fault, where: object) -> None:
        if len(self.findings) < TOLD:
            self.findings.append(Finding(fault=fault, where=str(where)))
        else:
            self.more += 1


def verify(*, kept: Iterable[str] = ()) -> Report:
    """Read everything and say all that does not hold.

    Compared are every entry with its commitment, the commitment with its leaf, the leaves with the
    blocks and with every signed head: those of the database, those of the file of this system, and
    those of ``kept``, texts of files of heads that somebody kept elsewhere. Only a head kept elsewhere
    shows that the end was cut off together with the heads over it.
    """
    reading = _Reading()
    is_alone = not connection.in_atomic_block
    with transaction.atomic():
        if is_alone:  # one moment for all that is read
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        ours = {head.size: head for head in Head.objects.all()}
        file = Path(settings.LEDGER_HEADS)
        texts = [*([file.read_text(encoding="utf-8")] if file.exists() else []), *kept]
        wanted = list(_signed(reading, ours.values(), texts))
        for head in wanted:
            if head.size not in ours:
                reading.found(Fault.HEAD_GONE, head.size)
        size, roots = _grown(reading, {head.size for head in wanted})
        waits = Waiting.objects.count()
    for head in wanted:
        if head.size > size:
            reading.found(Fault.HEAD_BEYOND, head.size)
        elif roots[head.size] != head.root:
            reading.found(Fault.HEAD_DIFFERS, head.size)
    if size > max((head.size for head in wanted), default=0):
        reading.found(Fault.TAIL_UNSIGNED, size)
    return Report(
        size=size, waiting=waits, heads=len(wanted),
        findings=tuple(reading.findings), more=reading.more,
    )  # fmt: skip


def _signed(reading: _Reading, ours: Iterable[Head], texts: Iterable[str]) -> Iterator[SignedHead]:
    """Each different note once, if our key signed it."""
    key = public_key(settings.LEDGER_KEY)
    columns = {head.note: (head.size, bytes(head.root)) for head in ours}
    notes = dict.fromkeys(columns) | dict.fromkeys(
        note for text in texts for note in notes_in(text)
    )
    for note in notes:
        head = read(note, key=key)
        if head is None or columns.get(note, (head.size, head.root)) != (head.size, head.root):
            reading.found(Fault.HEAD_UNSIGNED, note.split("\n\n", 1)[0].replace("\n", " ")[:120])
        if head is not None:
            yield head


def _grown(reading: _Reading, sizes: set[int]) -> tuple[int, dict[int, bytes]]:
    """The tree grown leaf by leaf from what the table holds, and its roots at the sizes asked for."""
    tree, block, roots = Growing(), Growing(), {}
    blocks = {one.number: bytes(one.hash) for one in Block.objects.all()}
    for row in everything():
        _compare(reading, row)
        if row.seq is None:
            continue
        if row.seq != tree.size:
            reading.found(Fault.PLACE_MISSING, tree.size)
        tree.add(row.hash)
        block.add(row.hash)
        if tree.size in sizes:
            roots[tree.size] = tree.root()
        if block.size == BLOCK:
            number = tree.size // BLOCK - 1
            if blocks.pop(number, b"") != block.root():
                reading.found(Fault.BLOCK_CHANGED, number)
            block = Growing()
    for number in blocks:
        reading.found(Fault.BLOCK_CHANGED, number)
    return tree.size, roots


def _compare(reading: _Reading, row: Row) -> None:
    """One entry with its commitment, its leaf and the list of those that wait."""
    if row.entry is None:
        if row.seq is None:
            reading.found(Fault.ENTRY_NEVER_CAME, row.waits)
        else:
            reading.found(Fault.ENTRY_GONE, row.placed)
        return
    if commitment(row.said, salt=row.salt) != row.commitment:
        reading.found(Fault.ENTRY_CHANGED, row.entry)
    if row.seq is None:
        if row.waits is None:
            reading.found(Fault.ENTRY_UNPLACED, row.entry)
    elif leaf_hash(row.commitment) != row.hash:
        reading.found(Fault.LEAF_CHANGED, row.entry)


def ask_verification() -> bool:
    """Have the worker read everything; ``False`` when that waits already."""
    try:
        with transaction.atomic():  # a second job, refused, must not spoil what goes on around it
            app.configure_task(VERIFY, queueing_lock=VERIFY).defer()
    except AlreadyEnqueued:
        return False
    return True


def keep_verification(*, began_at: datetime, ended_at: datetime, report: Report) -> Verification:
    """Write down that everything was read, and what came of it."""
    return Verification.objects.create(
        began_at=began_at,
        ended_at=ended_at,
        size=report.size,
        heads=report.heads,
        findings=[
            {"fault": str(one.fault.value), "where": one.where} for one in report.findings
        ] + ([{"fault": "more", "where": str(report.more)}] if report.more else []),
    )  # fmt: skip
