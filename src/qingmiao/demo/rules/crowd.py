"""A crowd for benchmarks: any number of cadres with careers, drawn fast and still consistent.

Simpler than the district's own people (no moves, no records of the rooms), and out of the way of the
speech: nobody of the crowd born since 1990 holds a leading post, so every figure stays what it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random

from qingmiao.demo.rules.identity import CHECKS, WEIGHTS
from qingmiao.demo.rules.names import ETHNIC, FIRST, LAST, MEN, PLACES, SURNAMES, WOMEN
from qingmiao.demo.rules.schooling import COLLEGES, MAJORS, UNIVERSITIES
from qingmiao.demo.rules.unit_names import in_a_line
from qingmiao.demo.rules.units import Tree
from qingmiao.orgs.enums import UnitKind
from qingmiao.people.dossiers.rules.names import romanised

SURNAME_BAG = tuple(name for name, weight in SURNAMES for _ in range(max(round(weight * 2), 1)))
ETHNIC_BAG = tuple(name for name, weight in ETHNIC for _ in range(max(weight // 4, 1)))
LEADERS_BORN_BEFORE = 1985
OLDEST, YOUNGEST = 58, 23
CLERK, DEPUTY, CHIEF = "150", "142", "141"
FIRST_AREA = 990_400
"""Areas from here on are the crowd's: no number meets one of the district's own people."""
SERIALS = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the crowd needs it."""

    id: int
    name: str
    short: str
    kind: str
    sort_no: int
    line: str
    knows_ranks: bool
    titles: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Life:
    """One cadre of the crowd. Days are months: year × 12 + month − 1."""

    name: str
    pinyin: str
    initials: str
    is_male: bool
    birth: date
    id_number: str
    ethnicity: str
    native: str
    is_party: bool
    is_graduate: bool
    school: str
    major: str
    entry: int
    place: Place
    level: str
    rank: str
    title: str
    steps: list[tuple[str, int]]
    stints: list[tuple[int, int | None, Place, str, str]]


def places(tree: Tree) -> list[Place]:
    titles: dict[int, dict[str, list[str]]] = {}
    for post in tree.posts:
        titles.setdefault(post.unit.id, {}).setdefault(post.level.value, []).append(post.title)
    ranked = {"party", "government", "township", "subdistrict", "assembly", "mass", "park"}
    return [
        Place(
            unit.id, unit.name, unit.short, unit.kind.value, unit.id * 10, in_a_line(unit.short),
            unit.kind.value in ranked,
            {level: tuple(held) for level, held in titles.get(unit.id, {}).items()},
        )
        for unit in tree.units
        if unit.kind != UnitKind.DISTRICT
    ]  # fmt: skip


@lru_cache(maxsize=60_000)
def _read(name: str) -> tuple[str, str]:
    read = romanised(name)
    return read.pinyin, read.initials


def _number(index: int, birth: date, *, is_male: bool) -> str:
    """Everybody's own: the running number is spread over area and serial within one birthday."""
    area, serial = divmod(index, SERIALS)
    first = (
        f"{FIRST_AREA + area}{birth.year}{birth.month:02d}{birth.day:02d}{serial * 2 + is_male:03d}"
    )
    return first + CHECKS[sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11]


def lives(seed: int, day: date, first: int, count: int, where: Sequence[Place]) -> "list[Life]":
    """Cadres number ``first`` to ``first + count`` of the crowd; chunks may be drawn in any order."""
    chance = Random(f"{seed}:{day}:crowd:{first}")
    return [_life(chance, day, first + index, where) for index in range(count)]


def _life(chance: Random, day: date, index: int, where: Sequence[Place]) -> Life:
    draw, pick = chance.random, chance.choice
    is_male = draw() < 0.62
    birth = date(
        day.year - OLDEST + int(draw() * (OLDEST - YOUNGEST)),
        1 + int(draw() * 12),
        1 + int(draw() * 28),
    )
    given = pick(FIRST) + pick(LAST[is_male]) if draw() < 0.5 else pick(MEN if is_male else WOMEN)
    name = pick(SURNAME_BAG) + given
    pinyin, initials = _read(name)
    is_graduate = birth.year >= 1980 or draw() < 0.5
    major, _ = pick(MAJORS)
    entry = (birth.year + 22) * 12 + 6
    place = pick(where)
    steps, stints, title = _career(chance, day, birth, entry, place, where)
    level = steps[-1][0]
    age = day.year - birth.year
    rank = ""
    if place.knows_ranks and level == CLERK:
        rank = "c1" if age < 36 or draw() < 0.4 else pick(("s4", "s3", "s2", "s1"))
        if rank[0] == "s" and birth.year >= 1990:
            rank = "c1"
    return Life(
        name, pinyin, initials, is_male, birth, _number(index, birth, is_male=is_male),
        pick(ETHNIC_BAG), pick(PLACES), draw() < 0.82, is_graduate,
        pick(UNIVERSITIES if is_graduate else COLLEGES), major, entry, place, level, rank, title,
        steps, stints,
    )  # fmt: skip


def _career(
    chance: Random, day: date, birth: date, entry: int, place: Place, where: Sequence[Place]
) -> tuple[list[tuple[str, int]], list[tuple[int, int | None, Place, str, str]], str]:
    """Levels reached, and stints without gaps from the first working month until today."""
    draw, pick = chance.random, chance.choice
    now = day.year * 12 + day.month - 1
    steps = [(CLERK, entry)]
    if birth.year < LEADERS_BORN_BEFORE and draw() < 0.45 and DEPUTY in place.titles:
        steps.append((DEPUTY, entry + 72 + int(draw() * 96)))
        if draw() < 0.3 and CHIEF in place.titles:
            steps.append((CHIEF, steps[-1][1] + 36 + int(draw() * 72)))
    stints: list[tuple[int, int | None, Place, str, str]] = []
    for number, (level, begins) in enumerate(steps):
        until = steps[number + 1][1] if number + 1 < len(steps) else now
        at = begins
        while True:
            ends = at + 30 + int(draw() * 66)
            is_last = ends >= until - 12
            is_present = is_last and number + 1 == len(steps)
            here = place if is_present or draw() < 0.4 else pick(where)
            titles = here.titles.get(level)
            if titles is None:
                here, titles = place, place.titles.get(level, ("科员",))
            title = pick(titles) if level != CLERK or draw() < 0.25 else "科员"
            stints.append(
                (at, None if is_present else until if is_last else ends, here, title, level)
            )
            if is_last:
                break
            at = ends
    return steps, stints, stints[-1][3]
