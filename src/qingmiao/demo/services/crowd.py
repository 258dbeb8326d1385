"""Cadres by the ten thousand: one process draws and seals, this one copies."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from uuid import UUID

import django
from django.conf import settings
from django.db import connection

from qingmiao.demo.rules.crowd import Life, Place, lives
from qingmiao.engines.vault.services import blind_index, seal
from qingmiao.people.dossiers.rules import present
from qingmiao.people.dossiers.rules.names import search_text
from qingmiao.people.dossiers.services.sealing import DOMAIN, place_of

CHUNK = 4_000
MOST_PARTS = 32
"""More lines than one cadre's career has."""
NULL = "\\N"
TABLES = {
    "dossiers_person": (
        "id, uid, name, pinyin, initials, sex, birth, birth_precision, id_sealed, id_index, ethnicity,"
        " native_place, birth_place, political_face, party_text, party_joined, work_began, health,"
        " professional_title, speciality, category, standing, managed_from, unit_id, post_text, post_since,"
        " level, level_since, rank, rank_since, schooling, full_time_schooling, sort_no, roster_order,"
        " search_text, is_demo, version"
    ),
    "dossiers_personfacts": (
        "person_id, unit_id, unit_kind, level, sex, birth_month, schooling_tier, is_party, is_minority,"
        " in_service"
    ),
    "dossiers_education": (
        "id, person_id, mode, schooling, schooling_text, degree, degree_text, school, major, begins, ends,"
        " source, verified_by"
    ),
    "dossiers_spell": (
        "id, person_id, kind, begins, begins_precision, ends, ends_precision, unit_id, level, text,"
        ' is_main, "order", source, verified_by'
    ),
    "dossiers_levelspell": (
        "id, person_id, series, level, rank, begins, ends, document, source, verified_by"
    ),
}


PARTS = ("dossiers_education", "dossiers_spell", "dossiers_levelspell")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one chunk is drawn from. ``first`` counts within the crowd, ``after`` are the ids in use."""

    seed: int
    day: date
    first: int
    after: dict[str, int]
    count: int
    where: list[Place]
    field_key: bytes
    index_key: bytes


def gather(*, seed: int, day: date, count: int, where: list[Place]) -> int:
    """Copy ``count`` cadres with their careers into the open transaction. Returns the rows written.

    The next chunk is drawn in a process of its own while the database takes in the last one. Foreign
    keys and the indexes that guard nothing are taken off and put back in the same transaction: put
    back, a key is checked over all rows at once and an index is sorted once, which costs a fraction
    of asking and placing row by row. Unique keys, checks and triggers stay on throughout.
    """
    with _put_back_at_the_end(KEYS), _put_back_at_the_end(INDEXES):
        return _gather(seed=seed, day=day, count=count, where=where)


KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY conname
"""
INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid::regclass::text = ANY(%s) AND NOT indisunique ORDER BY indexrelid
"""
"""Each row: how to take one off, and how to put it back."""


@contextmanager
def _put_back_at_the_end(asked: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing of this transaction is pending
        cursor.execute(asked, [list(TABLES)])
        pairs = cursor.fetchall()
        for take_off, _put_back in pairs:
            cursor.execute(take_off)
        yield
        for _take_off, put_back in pairs:
            cursor.execute(put_back)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _gather(*, seed: int, day: date, count: int, where: list[Place]) -> int:
    after = {table: _last(table) for table in ("dossiers_person", *PARTS)}
    orders = [
        Order(
            seed=seed, day=day, first=first, after=after,
            count=min(CHUNK, count - first), where=where, field_key=settings.FIELD_KEY,
            index_key=settings.BLIND_INDEX_KEY,
        )
        for first in range(0, count, CHUNK)
    ]  # fmt: skip
    rows = 0
    workers = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup)
    with workers as pool:
        for written in pool.map(draw, orders):
            rows += _copy(written)
    return rows


def _last(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COALESCE(max(id), 0) FROM "{table}"')  # noqa: S608 -- our own names
        return int(cursor.fetchone()[0])


def _copy(written: dict[str, str]) -> int:
    rows = 0
    with connection.cursor() as cursor:
        for table, columns in TABLES.items():
            rows += written[table].count("\n")
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                copy.write(written[table])
    return rows


def draw(order: Order) -> dict[str, str]:
    """One chunk as the text COPY reads. Runs in the other process and asks the database nothing."""
    written: dict[str, list[str]] = {table: [] for table in TABLES}
    drawn = lives(order.seed, order.day, order.first, order.count, order.where)
    for number, life in enumerate(drawn, 1):
        _write(order, order.after["dossiers_person"] + order.first + number, life, written)
    return {table: "".join(_numbered(order, table, lines)) for table, lines in written.items()}


def _numbered(order: Order, table: str, lines: list[str]) -> list[str]:
    """Parts get ids of a stretch that is the chunk's own, so that chunks need not know each other."""
    if table not in PARTS:
        return lines
    start = order.after[table] + order.first * MOST_PARTS + 1
    return [f"{start + number}\t{line}" for number, line in enumerate(lines)]


def _day(month: int | None) -> str:
    return NULL if month is None else f"{month // 12}-{month % 12 + 1:02d}-01"


def _write(order: Order, person: int, life: Life, written: dict[str, list[str]]) -> None:
    uid = UUID(int=(order.seed << 96) + (0xC << 64) + person)
    unsealed = life.id_number
    sealed = seal(unsealed, key=order.field_key, place=place_of(uid)).hex()
    index = blind_index(unsealed, key=order.index_key, domain=DOMAIN).hex()
    place, sex = life.place, "1" if life.is_male else "2"
    schooling, tier = ("21", 2) if life.is_graduate else ("31", 3)
    since, level_since = _day(life.stints[-1][0]), _day(life.steps[-1][1])
    entry, post = _day(life.entry), life.title
    search = search_text(name=life.name, unit=place.name, unit_short=place.short, post=post)
    order_no = present.roster_order(place.sort_no, 900)
    joined = f"{life.birth.year + 22}-06-01" if life.is_party else NULL
    category = "civil" if place.knows_ranks else "institution"
    face, party_text = ("01", joined[:7].replace("-", ".")) if life.is_party else ("13", "")
    rank_since = NULL if not life.rank else max(entry, "2019-06-01")
    written["dossiers_person"].append(
        f"{person}\t{uid}\t{life.name}\t{life.pinyin}\t{life.initials}\t{sex}\t{life.birth}\td\t"
        f"\\\\x{sealed}\t\\\\x{index}\t{life.ethnicity}\t{life.native}\t{life.native}\t{face}\t{party_text}\t"
        f"{joined}\t{entry}\t健康\t\t\t{category}\tin_service\t{entry}\t{place.id}\t{post}\t{since}\t"
        f"{life.level}\t{level_since}\t{life.rank}\t{rank_since}\t{schooling}\t{schooling}\t900\t{order_no}\t"
        f"{search}\tt\t1\n"
    )
    written["dossiers_personfacts"].append(
        f"{person}\t{place.id}\t{place.kind}\t{life.level}\t{sex}\t{present.birth_month(life.birth)}\t{tier}\t"
        f"{'t' if life.is_party else 'f'}\t{'f' if life.ethnicity == '汉族' else 't'}\tt\n"
    )
    _parts(person, life, written)


def _parts(person: int, life: Life, written: dict[str, list[str]]) -> None:
    begins, entry = _day(life.entry - (46 if life.is_graduate else 34)), _day(life.entry)
    text, degree, schooling = ("大学", "4", "21") if life.is_graduate else ("大专", "", "31")
    written["dossiers_education"].append(
        f"{person}\t1\t{schooling}\t{text}\t{degree}\t\t{life.school}\t{life.major}\t{begins}\t{entry}\t演示数据\t\n"
    )
    spells = written["dossiers_spell"]
    spells.append(
        f"{person}\tstudy\t{begins}\tm\t{entry}\tm\t{NULL}\t\t{life.school}{life.major}专业学习\tt\t1\t演示数据\t\n"
    )
    for number, (since, until, place, title, level) in enumerate(life.stints, 2):
        spells.append(
            f"{person}\twork\t{_day(since)}\tm\t{_day(until)}\tm\t{place.id}\t{level}\t{place.line}{title}\tt\t"
            f"{number}\t演示数据\t\n"
        )
    levels, steps = written["dossiers_levelspell"], life.steps
    for number, (level, since) in enumerate(steps):
        until = steps[number + 1][1] if number + 1 < len(steps) else None
        levels.append(f"{person}\t0\t{level}\t\t{_day(since)}\t{_day(until)}\t\t演示数据\t\n")
    if life.rank:
        levels.append(
            f"{person}\t1\t\t{life.rank}\t{max(entry, '2019-06-01')}\t{NULL}\t\t演示数据\t\n"
        )
