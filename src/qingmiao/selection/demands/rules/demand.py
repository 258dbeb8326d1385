"""What a demand must hold to stand, to close and to be taken up again."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.selection.demands.enums import CLOSED, DemandState


def flaws_of_demand(*, opened_on: date, on: date) -> Iterator[str]:
    if opened_on > on:
        yield _("提出日期不得晚于今天")


def flaws_of_closing(
    *, old: str, new: str, last_on: date, reason: str, on: date, today: date
) -> Iterator[str]:
    if old != DemandState.OPEN:
        yield _("需求已经办结")
    if new not in CLOSED:
        yield _("请选择办结方式")
    yield from _flaws_of_step(last_on=last_on, reason=reason, on=on, today=today)


def flaws_of_reopening(
    *, old: str, last_on: date, due_on: date, reason: str, on: date, today: date
) -> Iterator[str]:
    if old == DemandState.OPEN:
        yield _("需求正在进行，无需重新启用")
    if due_on < on:
        yield _("完成期限不得早于重新启用的日期")
    yield from _flaws_of_step(last_on=last_on, reason=reason, on=on, today=today)


def _flaws_of_step(*, last_on: date, reason: str, on: date, today: date) -> Iterator[str]:
    if on > today:
        yield _("日期不得晚于今天")
    if on < last_on:
        yield _("日期不得早于上一次办理的日期")
    if not reason.strip():
        yield _("请写明理由")
