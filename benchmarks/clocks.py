"""What a piece of work costs: by the clock on the wall, and by the processors it kept busy.

On a busy machine the wall tells how long the neighbours took. Processor time tells what the work
itself cost, here, in processes it started, and in the database's.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: on the wall, on our own processors, on the database's."""

    wall: float = 0.0
    own: float = 0.0
    database: float = 0.0

    @property
    def busy(self) -> float:
        return self.own + self.database

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.wall - other.wall, self.own - other.own, self.database - other.database)


def now() -> Spent:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(
        wall=time.perf_counter(),
        own=time.process_time() + children.ru_utime + children.ru_stime,
        database=_database(),
    )


def _database() -> float:
    """Of all processes of our own cluster; of a server elsewhere we cannot know."""
    connection.ensure_connection()
    try:
        server = _process(connection.connection.info.backend_pid)[0]
    except OSError:
        return 0.0
    seconds = _process(server)[2]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent, own, _gone = _process(int(folder.name))
        except OSError:
            continue  # it ended while we looked
        if parent == server:
            seconds += own
    return seconds


def _process(pid: int) -> tuple[int, float, float]:
    """Its parent, the seconds it was busy, and those of its children that have ended."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own, gone = int(told[11]) + int(told[12]), int(told[13]) + int(told[14])
    return int(told[1]), own / TICKS, gone / TICKS


@contextmanager
def clocked() -> Iterator[Callable[[], Spent]]:
    began = now()
    ended: list[Spent] = []
    yield lambda: (ended[0] if ended else now()) - began
    ended.append(now())


@dataclass(frozen=True, slots=True)
class Times:
    """Of many calls: milliseconds on the wall in the middle and near the end, and busy a call."""

    middle: float
    slow: float
    busy: float


def timed(work: Callable[[int], object], rounds: int) -> Times:
    for number in range(3):
        work(number)  # the first calls pay for imports, templates and plans
    walls = []
    with clocked() as spent:
        for number in range(rounds):
            began = time.perf_counter()
            work(number)
            walls.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(walls, n=20, method="inclusive")
    return Times(statistics.median(walls), cuts[18], spent().busy / rounds * 1000)
