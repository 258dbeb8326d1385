"""Contests: 200 entries × 9 judges × 5 criteria with every table, and 20,000 × 500 judges sparse.

The floor reads the same file with the csv module and averages it with numpy: totals by weight, one
highest and one lowest judge dropped, places. Nothing is checked, parted, told or estimated there.
"""

import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks import board

CRITERIA = "abcde"
HEAD = "entry,judge,criterion,score\n"
ROUNDS = 5


def crowd(entries: int, judges: int, *, each: int) -> str:
    """Marks out of 100: worth of the entry less severity of the judge, with scatter; ``each`` judges an entry."""
    chance = np.random.default_rng(4)
    worth, severity = chance.normal(80, 6, entries), chance.normal(0, 2, judges)
    panel = np.argsort(chance.random((entries, judges)), axis=1)[:, :each]
    marks = worth[:, None, None] - severity[panel][:, :, None]
    marks = marks + chance.normal(0, 4, (entries, each, len(CRITERIA)))
    marks = np.clip(marks, 0, 100).round(1).tolist()
    file = io.StringIO()
    file.write(HEAD)
    for entry, (who, given) in enumerate(zip(panel.tolist(), marks, strict=True)):
        for judge, cells in zip(who, given, strict=True):
            for key, score in zip(CRITERIA, cells, strict=True):
                file.write(f"E{entry:05},J{judge:03},{key},{score}\n")
    return file.getvalue()


def rule(**aggregation: object) -> str:
    return json.dumps(
        {"criteria": dict.fromkeys(CRITERIA, 20), "aggregation": aggregation, "precision": 2}
    )


def floor(text: str) -> list[tuple[str, float]]:
    """Best first, from the same file: what is left when nothing is asked but the average."""
    rows = list(csv.reader(io.StringIO(text)))[1:]
    entry, judge, _criterion, score = (np.array(column) for column in zip(*rows, strict=True))
    names, entry = np.unique(entry, return_inverse=True)
    _judges, judge = np.unique(judge, return_inverse=True)
    cell, place = np.unique(entry * (judge.max() + 1) + judge, return_inverse=True)
    totals = np.bincount(place, score.astype(float)) / len(CRITERIA)
    whose = cell // (judge.max() + 1)
    found = []
    bounds = np.searchsorted(whose, np.arange(len(names) + 1))
    for number, name in enumerate(names.tolist()):
        panel = np.sort(totals[bounds[number] : bounds[number + 1]])
        found.append((name, float(panel[1:-1].mean())))
    return sorted(found, key=lambda one: -one[1])


def _busy(work: Callable[[], object]) -> float:
    """The least of some rounds by processor: what it costs when nobody else is about."""
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def small() -> None:
    """As the site does it: from rule and file to the result and every table, no process started."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingmiao.config.settings")
    import django

    django.setup()
    from qingmiao.engines.scoring.services.judging import judge_the_judges
    from qingmiao.engines.scoring.services.scoring import score_files

    text, written = crowd(200, 9, each=9), rule(kind="trimmed_mean", drop=1)
    content = text.encode()
    alone = _busy(lambda: score_files(written, content))
    whole = _busy(lambda: judge_the_judges(*score_files(written, content)))
    bare = _busy(lambda: floor(text))
    for what, spent, wanted in (
        ("200 × 9 × 5, result", alone, ""),
        ("200 × 9 × 5, every table", whole, "1 s"),
    ):
        board.line(what, f"{spent:.2f} s by processor", _beside(spent, bare), wanted)


def large() -> None:
    """As the command does it, in a process of its own: from the file to severities and tables. Once."""
    text = crowd(20_000, 500, each=5)
    began = time.process_time()
    best = floor(text)[0][0]
    bare = time.process_time() - began
    with tempfile.TemporaryDirectory(prefix="qingmiao-bench-") as yard:
        marks, written = Path(yard) / "marks.csv", Path(yard) / "rule.json"
        marks.write_text(text)
        written.write_text(rule(kind="trimmed_mean", drop=1))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        answer = subprocess.run(
            [sys.executable, "-m", "qingmiao", "contest", "score", str(marks),
             "--rule", str(written), "--facets", "--json"],
            check=True, capture_output=True,
        ).stdout  # fmt: skip
        wall = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = json.loads(answer)
    agrees = "same first" if told["entries"][0]["entry"] == best else "another first"
    told_of = (
        f"{wall:.1f} s on the wall, {busy:.1f} s by processor, {after.ru_maxrss / 1024:,.0f} MB"
    )
    beside = f"{_beside(busy, bare)}, {agrees}"
    board.line("20,000 × 500, every table", told_of, beside, "60 s, 2 GB")


def _beside(spent: float, bare: float) -> str:
    return f"{spent / bare:.1f} × csv and numpy ({bare * 1000:.0f} ms)"


def main() -> None:
    small()
    large()


if __name__ == "__main__":
    main()
