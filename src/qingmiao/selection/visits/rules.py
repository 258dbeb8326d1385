"""What a visit and a lead must hold to stand."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.selection.visits.enums import VisitState


def flaws_of_visit(*, held_on: date, state: str, summary: str, on: date) -> Iterator[str]:
    """A visit that took place lies behind us; a confirmed one says what was found."""
    if state != VisitState.PLANNED and held_on > on:
        yield _("走访日期晚于今天的，状态须为「已计划」")
    if state in (VisitState.CONFIRMED, VisitState.CLOSED) and not summary.strip():
        yield _("组长确认前须填写走访情况")


def flaws_of_lead(*, found_on: date, visited_on: date | None, on: date) -> Iterator[str]:
    if found_on > on:
        yield _("发现日期不得晚于今天")
    if visited_on is not None and found_on < visited_on:
        yield _("发现日期不得早于走访日期")


def is_overdue(*, days: int | None, most: int) -> bool:
    """A unit nobody ever visited is overdue from the first day."""
    return days is None or days > most
