"""Matching as the command does it: 500 × 500 under rules of every kind, 5,000 × 5,000 plain."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks import board

UNITS, HOSTS, KIN = 80, 60, 150


def ruled(size: int = 500) -> dict[str, object]:
    """Fit by six traits; 15 % forbidden, unit loads, kin kept apart, a share that must be women."""
    chance = np.random.default_rng(1)
    people = [f"p{i}" for i in range(size)]
    openings = [f"o{j}" for j in range(size)]
    fit = chance.normal(size=(size, 6)) @ chance.normal(size=(6, size))
    costs = np.round(100 - 20 * fit + 3 * chance.normal(size=(size, size)), 2)
    unit, host = chance.integers(0, UNITS, size), chance.integers(0, HOSTS, size)
    shut = np.argwhere(chance.random((size, size)) < 0.15)
    limits: list[dict[str, object]] = []
    for number in range(UNITS):
        members = [people[i] for i in np.flatnonzero(unit == number)]
        most = -(-len(members) * 6 // 10) + 1
        limits.append({"name": f"unit {number}", "people": members,
                       "openings": openings[: size // 2], "max": most})  # fmt: skip
    for number in range(KIN):
        pair = [people[i] for i in chance.choice(size, 2, replace=False)]
        inside = [openings[j] for j in np.flatnonzero(host == chance.integers(0, HOSTS))]
        limits.append({"name": f"kin {number}", "people": pair, "openings": inside, "max": 1})
    women = [people[i] for i in np.flatnonzero(chance.random(size) < 0.4)]
    limits.append({"name": "women", "people": women, "openings": openings[: size // 3],
                   "min": int(len(women) * 0.38)})  # fmt: skip
    return {
        "people": people, "openings": openings, "costs": costs.tolist(), "limits": limits,
        "forbidden": [[people[i], openings[j]] for i, j in shut],
    }  # fmt: skip


def plain(size: int = 5_000) -> dict[str, object]:
    """Fit by six traits: many want the same few, the hard kind."""
    chance = np.random.default_rng(3)
    fit = chance.normal(size=(size, 6)) @ chance.normal(size=(6, size))
    people = list(range(size))
    return {"people": people, "openings": people, "costs": np.round(100 - 20 * fit, 1).tolist()}


def main() -> None:
    for what, question, wanted in (
        ("match, 500 × 500, ruled", ruled, "5 s"),
        ("match, 5,000 × 5,000", plain, "30 s, 2 GB"),
    ):
        with tempfile.TemporaryDirectory(prefix="qingmiao-bench-") as yard:
            file = Path(yard) / "question.json"
            file.write_text(json.dumps(question()))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.perf_counter()
            answer = subprocess.run(
                [sys.executable, "-m", "qingmiao", "match", str(file), "--json"],
                check=True, capture_output=True,
            ).stdout  # fmt: skip
            wall = time.perf_counter() - began
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        told = (
            f"{wall:.1f} s on the wall, {busy:.1f} s by processor, {after.ru_maxrss / 1024:,.0f} MB"
        )
        board.line(what, told, json.loads(answer)["status"], wanted)


if __name__ == "__main__":
    main()
