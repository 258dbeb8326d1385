"""How fast the house is, at 2,000 and 100,000 cadres, each number beside a floor. Run by ``make bench``.

A floor is the plain loop or the raw SQL one would write if nothing had to be checked, asked or kept:
what remains between the two is the price of the product. Every size has a home of its own under the
home of the checkout, kept for the next run; ``--fresh`` builds it again.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
SIZES = (2_000, 100_000)
ROUNDS = 40
FORMS = 1_000


class Board:
    """Lines of the result, printed as they come."""

    def line(self, what: str, measured: str, floor: str = "", wanted: str = "") -> None:
        print(f"  {what:<34}{measured:<44}{floor:<34}{wanted}", flush=True)


@contextmanager
def clocked() -> Iterator[Callable[[], float]]:
    began = time.perf_counter()
    spent: list[float] = []
    yield lambda: spent[0] if spent else time.perf_counter() - began
    spent.append(time.perf_counter() - began)


def percentiles(work: Callable[[int], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Milliseconds of the middle and of the slowest but a few."""
    work(0)  # the first call pays for imports and plans
    spent = []
    for number in range(rounds):
        with clocked() as seconds:
            work(number)
        spent.append(seconds() * 1000)
    cuts = statistics.quantiles(spent, n=20, method="inclusive")
    return statistics.median(spent), cuts[18]


def rate(count: int, seconds: float, noun: str) -> str:
    return f"{count / seconds:,.0f} {noun}/s ({count:,} in {seconds:.2f} s)"


# ---------------------------------------------------------------- one size, in its own process
def furnish(cadres: int) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from qingmiao.config import server

    if server.pending_migrations():
        call_command("migrate", verbosity=0)
    with clocked() as seconds:
        call_command("demo", "--scale", str(cadres), stdout=io.StringIO())
    print(f"  district of {cadres:,}: ready in {seconds():.1f} s")
    server.collect_static(settings.STATIC_ROOT)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def pages(board: Board) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from qingmiao.access.models import Account

    client = Client()
    client.force_login(Account.objects.get(username="officer"))
    with connection.cursor() as cursor:
        cursor.execute("select name, pinyin from dossiers_person order by random() limit 60")
        known = cursor.fetchall()

    def plain(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select p.* from dossiers_person p join dossiers_personfacts f on f.person_id = p.id where f.in_service order by p.roster_order, p.id limit 50 offset %s",
                [number * 50],
            )
            cursor.fetchall()

    def plain_search(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select * from dossiers_person where name = %s limit 20", [known[number][0]]
            )
            cursor.fetchall()

    asked = {
        "roster, page by page": (lambda n: f"/people/?page={n + 1}", plain),
        "roster, filtered": (
            lambda n: f"/people/?sex={n % 2 + 1}&sort=age&page={n % 5 + 1}",
            plain,
        ),
        "roster, words typed": (lambda n: f"/people/?q={known[n][0]}", plain_search),
        "search by name": (lambda n: f"/search/?q={known[n][0]}", plain_search),
        "search by pinyin": (lambda n: f"/search/?q={known[n][1].split()[0]}", plain_search),
    }
    for what, (address, floor) in asked.items():
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(address(0))
            queries = len(caught)  # the next request forgets them
        if answer.status_code != 200:
            raise SystemExit(f"{address(0)} answers {answer.status_code}")
        middle, slow = percentiles(lambda number, at=address: client.get(at(number)))
        raw, raw_slow = percentiles(floor)
        board.line(
            what,
            f"p50 {middle:.0f} ms, p95 {slow:.0f} ms, {queries} queries",
            f"raw SQL {raw:.1f} / {raw_slow:.1f} ms",
            "≤ 100 ms p95 at 100,000",
        )


def figures(board: Board, actor: Any) -> None:
    from django.db import connection

    from qingmiao.insight.figures.contracts import Question
    from qingmiao.insight.figures.queries.figures import cards
    from qingmiao.kernel import clock

    question = Question(on=clock.today())
    cards(actor=actor, question=question)
    with clocked() as seconds:
        told = cards(actor=actor, question=question)
    with clocked() as plain, connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")
            cursor.fetchone()
    board.line(
        f"all {len(told)} figures",
        f"{seconds():.2f} s",
        f"count(*) of all tables {plain():.2f} s",
        "≤ 3 s at 100,000",
    )


def rosters(board: Board, actor: Any) -> None:
    import openpyxl

    from qingmiao.kernel import clock
    from qingmiao.people.dossiers.models import Person
    from qingmiao.people.exchange.services.roster import preview_roster
    from qingmiao.people.exchange.services.roster_export import export_roster

    on = clock.today()
    people = Person.objects.filter(facts__in_service=True).order_by("roster_order", "pk")
    with clocked() as seconds:
        count, content = export_roster(actor=actor, people=people, purpose="bench", on=on)
    rows = list(openpyxl.load_workbook(io.BytesIO(content), read_only=True).active.values)
    with clocked() as plain:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        book.save(io.BytesIO())
    board.line(
        "roster export",
        rate(count, seconds(), "rows"),
        f"openpyxl {len(rows) / plain():,.0f} rows/s",
        "≥ 20,000 rows/s",
    )

    part = openpyxl.Workbook(write_only=True)
    sheet = part.create_sheet()
    for row in rows[:10_001]:
        sheet.append(row)
    file = io.BytesIO()
    part.save(file)
    with clocked() as seconds:
        preview_roster(actor=actor, name="bench.xlsx", data=file.getvalue(), on=on)
    with clocked() as plain:
        read = sum(1 for _ in openpyxl.load_workbook(file, read_only=True).active.values)
    board.line(
        "roster import, validated",
        rate(min(len(rows), 10_001) - 1, seconds(), "rows"),
        f"openpyxl {read / plain():,.0f} rows/s",
        "≥ 5,000 rows/s",
    )


def forms(board: Board, actor: Any) -> None:
    from qingmiao.kernel import clock
    from qingmiao.people.dossiers.models import Person
    from qingmiao.people.exchange.services.export import export_forms
    from qingmiao.people.exchange.services.reading import read_forms, unpacked

    serving = Person.objects.filter(facts__in_service=True).order_by("pk")
    people = Person.objects.filter(pk__in=list(serving.values_list("pk", flat=True)[:FORMS]))
    with clocked() as writing:
        _, content = export_forms(actor=actor, people=people, purpose="bench", on=clock.today())
    sources = unpacked([("forms.zip", content)])
    with clocked() as seconds:
        read = read_forms(sources)
    if broken := [one.source.name for one in read if one.code]:
        raise SystemExit(f"{len(broken)} forms cannot be read: {broken[:3]}")
    with clocked() as plain, zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
    board.line("lrmx written", rate(len(read), writing(), "files"))
    board.line(
        "lrmx parsed",
        rate(len(read), seconds(), "files"),
        f"ElementTree {len(read) / plain():,.0f} files/s",
        "≥ 300 files/s",
    )


def measure(cadres: int) -> None:
    """Everything at one size, on the home the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingmiao.config.settings")
    import django
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    django.setup()
    from django.db import connection, transaction

    from qingmiao.access.enums import Role
    from qingmiao.config import cluster
    from qingmiao.kernel.actor import operator

    board, actor = Board(), operator("bench", Role.OFFICER)
    with cluster.in_use(settings.HOME):
        furnish(cadres)
        pages(board)
        figures(board, actor)
        with transaction.atomic():  # what is measured leaves no trace
            rosters(board, actor)
            forms(board, actor)
            transaction.set_rollback(True)
        connection.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cadres", type=int, nargs="+", default=SIZES)
    asked.add_argument("--fresh", action="store_true", help="build the districts again")
    asked.add_argument("--here", type=int, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.here:
        measure(given.here)
        return
    base = Path(os.environ.get("QINGMIAO_HOME") or ROOT / "var")
    for cadres in given.cadres:
        print(f"{cadres:,} cadres")
        home = base / f"bench-{cadres}"
        with tempfile.TemporaryDirectory(prefix="qingmiao-bench-") as yard:
            if given.fresh:
                home = Path(yard) / "home"
                Path(yard).chmod(0o711)
            subprocess.run(
                [sys.executable, __file__, "--here", str(cadres)],
                check=True,
                env=os.environ | {"QINGMIAO_HOME": str(home), "DATABASE_URL": ""},
            )


if __name__ == "__main__":
    main()
