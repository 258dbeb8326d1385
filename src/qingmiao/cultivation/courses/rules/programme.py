"""What cannot be true of a class, a session, an attendance."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.enums import OVER


def plain(hours: Decimal) -> str:
    """``3.5``, ``12``: hours without a tail of noughts."""
    whole = hours.to_integral_value()
    return f"{whole:f}" if whole == hours else f"{hours.normalize():f}"


def flaws_of_class(*, state: str, ends: date, on: date) -> Iterator[str]:
    if state in OVER and ends > on:
        yield _("结业日期 %(ends)s 还没有到，状态不能是结业") % {"ends": f"{ends:%Y.%m.%d}"}


def flaws_of_session(*, held_on: date, begins: date, ends: date) -> Iterator[str]:
    if not begins <= held_on <= ends:
        yield _("课次日期须在班次期间（%(begins)s 至 %(ends)s）内") % {
            "begins": f"{begins:%Y.%m.%d}",
            "ends": f"{ends:%Y.%m.%d}",
        }


def flaws_of_attendance(
    *, hours: Decimal, most: Decimal, held_on: date, judged_from: date | None, on: date
) -> Iterator[str]:
    """``judged_from``: the day the class ends, where a verdict is given."""
    if held_on > on:
        yield _("课次 %(held_on)s 还没有开，不能登记出勤") % {"held_on": f"{held_on:%Y.%m.%d}"}
    if hours > most:
        yield _("计入学时不得超过课次学时 %(most)s") % {"most": plain(most)}
    if judged_from is not None and judged_from > on:
        yield _("班次 %(ends)s 结业，结业评价届时再填") % {"ends": f"{judged_from:%Y.%m.%d}"}
