"""The ledger: what its proof costs whoever writes, and how fast a million deeds are read again."""

import os
import statistics
import sys
import threading
import time
from datetime import UTC, datetime

from benchmarks import board

CLIENTS, DEEDS, ROUNDS = 32, 60, 3
COLUMNS = (
    "uid, deed, sentence, actor_id, actor_name, door, subject_kind, subject_id, detail, reason"
)
VALUES = (
    "gen_random_uuid(), 'bench.deed.done', '登记 林若曦 的走访记录，单位 青禾镇', 7, '王干事', 'web',"
    ' \'dossiers.person\', {subject}, \'{{"person": "林若曦", "unit": "青禾镇"}}\', \'核对\''
)
PLAIN = "CREATE TABLE IF NOT EXISTS bench_plain (LIKE ledger_entry INCLUDING ALL)"
WORK = "CREATE TABLE IF NOT EXISTS bench_work (id bigserial PRIMARY KEY, said text, moved int)"
AT = datetime(2026, 11, 26, tzinfo=UTC)


def _write(table: str) -> None:
    """Transactions as services make them: a row entered, a row changed, the deed recorded."""
    from django.db import connection

    try:
        for number in range(DEEDS):
            connection.set_autocommit(False)
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO bench_work (said, moved) VALUES (%s, 0) RETURNING id", ["x"]
                )
                (pk,) = cursor.fetchone()
                cursor.execute("UPDATE bench_work SET moved = %s WHERE id = %s", [number, pk])
                cursor.execute(
                    f"INSERT INTO {table} ({COLUMNS}) VALUES ({VALUES.format(subject=pk)})"
                )
            connection.commit()
            connection.set_autocommit(True)
    finally:
        connection.close()


def _beat(stop: threading.Event) -> None:
    from django.db import connection

    from qingmiao.ledger.services import sequence

    try:
        while not stop.wait(1):
            sequence(at=AT)
    finally:
        connection.close()


def _round(table: str) -> float:
    """Transactions a second with all clients at once; beside the ledger its sequencer beats."""
    stop = threading.Event()
    beat = threading.Thread(target=_beat, args=[stop])
    writers = [threading.Thread(target=_write, args=[table]) for _ in range(CLIENTS)]
    if table == "ledger_entry":
        beat.start()
    began = time.perf_counter()
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    spent = time.perf_counter() - began
    stop.set()
    if table == "ledger_entry":
        beat.join()
    return CLIENTS * DEEDS / spent


def writing() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        cursor.execute(WORK)
    rates: dict[str, list[float]] = {"bench_plain": [], "ledger_entry": []}
    for _ in range(ROUNDS):
        for table, found in rates.items():
            found.append(_round(table))
    plain, ours = (statistics.median(found) for found in rates.values())
    board.line(
        f"ledger, {CLIENTS} writers", f"{ours:,.0f} transactions/s",
        f"{plain / ours:.2f} × the time of a plain audit row ({plain:,.0f}/s)", "at most 1.15 ×",
    )  # fmt: skip


def verifying(count: int) -> None:
    from django.db import connection

    from qingmiao.ledger.models import Entry
    from qingmiao.ledger.services import sequence, verify

    began = time.perf_counter()
    wanted = count - Entry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_entry ({COLUMNS}) SELECT {VALUES.format(subject='n')}"
            f" FROM generate_series(1, {max(wanted, 0)}) AS n"
        )
    sequence(at=AT)
    filled = time.perf_counter() - began
    board.line("ledger, filled", f"{count:,} deeds written and placed in {filled:.0f} s")
    began = time.perf_counter()
    report = verify()
    spent = time.perf_counter() - began
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ledger_entry WHERE sha256(sentence::bytea) IS NOT NULL"
        )
    bare = time.perf_counter() - began
    board.line(
        "ledger, read again", f"{report.size:,} deeds in {spent:.1f} s, holds: {report.holds}",
        f"{spent / bare:.0f} × one hash of each in SQL ({bare:.2f} s)", "1,000,000 in 60 s",
    )  # fmt: skip


def main(count: int) -> None:
    """On the home the environment names, which is thrown away afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingmiao.config.settings")
    import django
    from django.conf import settings

    django.setup()
    from django.core.management import call_command

    from qingmiao.config import cluster

    with cluster.in_use(settings.HOME):
        call_command("migrate", verbosity=0)
        writing()
        verifying(count)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
