"""Who may ask leave of which session."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.enums import ClassState


def flaws_of_asking(*, state: str, is_member: bool, held_on: date, on: date) -> Iterator[str]:
    """Leave is asked before the session is over: afterwards one was absent."""
    if not is_member:
        yield _("您不是这个班次的学员")
    if state not in {ClassState.ENROLLING, ClassState.RUNNING}:
        yield _("班次没有开放报名或已经结束，不再受理请假")
    if held_on < on:
        yield _("这个课次已经上过，不能补请假；有特殊情况的请告知班主任")
