"""``python -m benchmarks``: at 2,000 and 100,000 cadres, each number beside a floor.

A floor is the plain loop or the raw SQL one would write if nothing had to be checked, asked or kept:
what remains between the two is the price of the product. Every size has a home of its own under the
home of the checkout, kept for the next run; ``--fresh`` builds it again.
"""

import argparse
import gc
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import contests, matching

ROOT = Path(__file__).resolve().parents[1]
SIZES = (2_000, 100_000)
MEMBERS = 20_000


def furnish(cadres: int) -> None:
    """The district of that size; how fast it came is told when it was not there before."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import board, pages
    from benchmarks.clocks import clocked
    from qingmiao.config import server
    from qingmiao.people.dossiers.models import Person

    if server.pending_migrations():
        call_command("migrate", verbosity=0)
    is_new = not Person.objects.exists()
    with clocked() as spent:
        call_command("demo", "--scale", str(cadres), stdout=io.StringIO())
    if is_new:
        wanted = 5_000 if cadres >= 100_000 else 0  # below, the records of the rooms weigh most
        board.pace("district, with careers", cadres, "cadres", spent(), wanted=wanted)
    server.collect_static(settings.STATIC_ROOT)
    pages.fill_reserve(min(MEMBERS, cadres // 2))
    with connection.cursor() as cursor:
        cursor.execute("vacuum (analyze)")


def measure(cadres: int, *, only_training: bool = False) -> None:
    """Everything at one size, on the home the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingmiao.config.settings")
    import django
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    django.setup()
    from django.db import connection, transaction

    from benchmarks import files, pages, training
    from qingmiao.access.enums import Role
    from qingmiao.config import cluster
    from qingmiao.kernel.actor import operator

    actor = operator("bench", Role.OFFICER)
    gc.freeze()  # as the server does
    with cluster.in_use(settings.HOME):
        furnish(cadres)
        if only_training:
            training.training(actor)
            connection.close()
            return
        pages.pages()
        pages.reserve()
        pages.figures(actor)
        with transaction.atomic():  # what is measured leaves no trace
            files.rosters(actor)
            files.forms(actor)
            transaction.set_rollback(True)
        training.training(actor)
        connection.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cadres", type=int, nargs="+", default=SIZES)
    asked.add_argument("--matching", action="store_true", help="only the matching of people")
    asked.add_argument("--contests", action="store_true", help="only the scoring of contests")
    asked.add_argument("--training", action="store_true", help="only sheets, openings, hours")
    asked.add_argument("--ledger", action="store_true", help="only the ledger and its proof")
    asked.add_argument("--fresh", action="store_true", help="build the districts again")
    asked.add_argument("--here", type=int, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.matching:
        matching.main()
        return
    if given.contests:
        contests.main()
        return
    if given.ledger:
        with tempfile.TemporaryDirectory(prefix="qingmiao-bench-") as yard:
            Path(yard).chmod(0o711)
            subprocess.run(
                [sys.executable, "-m", "benchmarks.ledger"],
                cwd=ROOT,
                check=True,
                env=os.environ | {"QINGMIAO_HOME": str(Path(yard) / "home"), "DATABASE_URL": ""},
            )
        return
    if given.here:
        measure(given.here, only_training=given.training)
        return
    part = ["--training"] if given.training else []
    base = Path(os.environ.get("QINGMIAO_HOME") or ROOT / "var")
    for cadres in given.cadres:
        print(f"{cadres:,} cadres")
        home = base / f"bench-{cadres}"
        with tempfile.TemporaryDirectory(prefix="qingmiao-bench-") as yard:
            if given.fresh:
                home = Path(yard) / "home"
                Path(yard).chmod(0o711)
            subprocess.run(
                [sys.executable, "-m", "benchmarks", "--here", str(cadres), *part],
                cwd=ROOT,
                check=True,
                env=os.environ | {"QINGMIAO_HOME": str(home), "DATABASE_URL": ""},
            )


if __name__ == "__main__":
    main()
