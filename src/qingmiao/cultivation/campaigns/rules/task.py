"""The way of a task."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.cultivation.campaigns.enums import UNDER_WAY, ContributionState, TaskState


def flaws_of_giving(*, state: str, due_on: date, on: date, has_task: bool) -> Iterator[str]:
    if state != ContributionState.ADOPTED:
        yield _("只有已采纳的建议才能转为任务")
    if due_on <= on:
        yield _("完成时限须晚于今天")
    if has_task:
        yield _("这条建议已经转为任务")


def flaws_of_progress(*, state: str, old: int, new: int) -> Iterator[str]:
    if state != TaskState.DOING:
        yield _("任务不在办理中，不能填报进展")
    if new < old:
        yield _("进度不能比上次的 %(old)d%% 低") % {"old": old}
    if new > 100:
        yield _("进度最多 100%%") % {}


def flaws_of_result(*, state: str) -> Iterator[str]:
    if state != TaskState.DOING:
        yield _("任务不在办理中，不能报结")


def flaws_of_verifying(*, state: str, is_hander: bool) -> Iterator[str]:
    if state != TaskState.HANDED_IN:
        yield _("任务还没有报结，或已核验")
    if is_hander:
        yield _("结果由您报结，须由另一位同志核验")


def flaws_of_dropping(*, state: str) -> Iterator[str]:
    if state not in UNDER_WAY:
        yield _("任务已办结或已终止")


def is_overdue(*, state: str, due_on: date, on: date) -> bool:
    return state == TaskState.DOING and due_on < on
