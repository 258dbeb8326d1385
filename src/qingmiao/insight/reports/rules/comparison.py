"""Two lists of the same figure, row by row."""

from collections.abc import Iterable, Iterator

from qingmiao.insight.reports.contracts import FrozenRow, RowDifference
from qingmiao.insight.reports.enums import RowChange


def differences(then: Iterable[FrozenRow], now: Iterable[FrozenRow]) -> list[RowDifference]:
    """Rows that came, rows that went, and rows that read differently; in that order."""
    before = {row.key: row for row in then}
    after = {row.key: row for row in now}
    return [
        *(
            RowDifference(change=RowChange.ADDED, then=None, now=row)
            for key, row in after.items()
            if key not in before
        ),
        *(
            RowDifference(change=RowChange.REMOVED, then=row, now=None)
            for key, row in before.items()
            if key not in after
        ),
        *_changed(before, after),
    ]


def _changed(before: dict[str, FrozenRow], after: dict[str, FrozenRow]) -> Iterator[RowDifference]:
    for key, row in after.items():
        earlier = before.get(key)
        if earlier is not None and earlier != row:
            yield RowDifference(change=RowChange.CHANGED, then=earlier, now=row)
