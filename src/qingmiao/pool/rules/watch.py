"""唤醒清单: days ahead, and what can be done about whom at one click."""

from datetime import date

from qingmiao.pool.enums import NextAction, WatchKind

OFFERS: dict[WatchKind, tuple[NextAction, ...]] = {
    WatchKind.ASLEEP: (NextAction.VISIT, NextAction.CLASS, NextAction.POSTING, NextAction.EXIT),
    WatchKind.AGEING: (NextAction.APPOINT, NextAction.POSTING, NextAction.EXIT),
    WatchKind.READY: (NextAction.APPOINT, NextAction.POSTING, NextAction.CLASS),
    WatchKind.REVIEW: (NextAction.REVIEW, NextAction.VISIT, NextAction.TALK),
    WatchKind.ACTION: (NextAction.VISIT, NextAction.CLASS, NextAction.POSTING, NextAction.EXIT),
    WatchKind.UNPLANNED: (NextAction.VISIT, NextAction.CLASS, NextAction.POSTING),
}
EXITS: dict[WatchKind, str] = {
    WatchKind.ASLEEP: "no_progress",
    WatchKind.AGEING: "age",
    WatchKind.ACTION: "no_progress",
}


def first_day_ahead(*, on: date, months: int) -> date:
    """The same day so many months on; a month too short ends with its last day."""
    index = on.year * 12 + on.month - 1 + months
    year, month = divmod(index, 12)
    for day in range(on.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(on.day, 28))
