"""What cannot be true of a lecture or of who spoke at it."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.cultivation.lectures.enums import LectureState


def flaws_of_lecture(*, state: str, held_on: date, on: date) -> Iterator[str]:
    if state == LectureState.DELIVERED and held_on > on:
        yield _("宣讲日期 %(held_on)s 还没有到，状态不能是已宣讲") % {
            "held_on": f"{held_on:%Y.%m.%d}"
        }


def flaws_of_speaking(
    *, state: str, held_on: date, joined_on: date, left_on: date | None
) -> Iterator[str]:
    if state == LectureState.CANCELLED:
        yield _("已取消的宣讲不登记宣讲人")
    if held_on < joined_on or (left_on is not None and held_on > left_on):
        yield _("宣讲日期 %(held_on)s 不在该成员的在团期间") % {"held_on": f"{held_on:%Y.%m.%d}"}
