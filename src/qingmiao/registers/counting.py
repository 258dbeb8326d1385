"""Facets of a large register, counted by the database in as few passes over its rows as it can."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Counted = list[tuple[Any, ...]]
"""One tuple an option: what the facet's keys hold, then how many rows."""

TOGETHER = """SELECT GROUPING({columns}), {columns}, sum(n)::bigint AS n FROM (
  SELECT {columns}, count(*) AS n FROM ({rows}) AS narrowed ({columns}) GROUP BY {columns}
) AS alike
GROUP BY GROUPING SETS ({sets}) ORDER BY n DESC, {columns}
"""
"""Rows alike in everything are counted first; then each facet adds up those few groups."""
OF_MANY = """SELECT {columns}, count(*) AS n FROM (SELECT DISTINCT * FROM ({rows}) AS led (pk, {columns})) AS each
GROUP BY {columns} ORDER BY n DESC, {columns}
"""


def counted_together(rows: QuerySet[Any], keys: Sequence[Sequence[str]]) -> list[Counted]:
    """For each facet its options: all in one pass, since they speak of the same rows."""
    ends = list(accumulate(map(len, keys)))
    places = [slice(end - len(own), end) for end, own in zip(ends, keys, strict=True)]
    names = [f"c{number}" for number in range(ends[-1])]
    sets = ", ".join(f"({', '.join(names[place])})" for place in places)
    found = _asked(TOGETHER, rows, [path for own in keys for path in own], names, sets=sets)
    by_mark = {_mark(place, len(names)): number for number, place in enumerate(places)}
    counted: list[Counted] = [[] for _ in keys]
    for mark, *values, n in found:
        number = by_mark[mark]
        counted[number].append((*values[places[number]], n))
    return counted


def _mark(place: slice, width: int) -> int:
    """What GROUPING says of a set: a bit for each column that is not in it, the last column lowest."""
    return sum(1 << (width - 1 - n) for n in range(width) if not place.start <= n < place.stop)


def counted_of_many(rows: QuerySet[Any], keys: Sequence[str]) -> Counted:
    """Of rows that each may lead to several: how many lead to each, a row once however often it does."""
    return _asked(OF_MANY, rows, ["pk", *keys], [f"c{number}" for number in range(len(keys))])


def _asked(
    question: str, rows: QuerySet[Any], paths: Sequence[str], names: Sequence[str], **more: str
) -> Counted:
    try:
        sql, given = rows.values_list(*paths).query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(question.format(columns=", ".join(names), rows=sql, **more), given)
        return cursor.fetchall()
