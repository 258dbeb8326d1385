"""What cannot be true of learning elsewhere, and what may not count once more."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.learning.contracts.outside import OutsideDraft

DAY_MOST = 24


def flaws_of_report(draft: OutsideDraft, *, on: date) -> Iterator[str]:
    if draft.ends < draft.begins:
        yield _("结束日期不得早于开始日期")
    elif draft.ends > on:
        yield _("培训还没有结束，结束后再申报")
    elif draft.hours > DAY_MOST * ((draft.ends - draft.begins).days + 1):
        yield _("申报学时超过起止日期内可能的学时")
    if draft.hours <= 0:
        yield _("学时须大于 0")
    if not draft.proof.strip():
        yield _("请写明证明材料")


def flaws_of_recognition(
    *, hours: Decimal, claimed: Decimal, days: Sequence[date]
) -> Iterator[str]:
    """``days``: days of the same period on which a class counts for the person already."""
    if not 0 < hours <= claimed:
        yield _("认定学时须大于 0，且不超过申报的 %(hours)s 学时") % {"hours": plain(claimed)}
    if days:
        told = "、".join(f"{day:%m.%d}" for day in days[:5])
        yield _("同一时期已有班次出勤（%(days)s），不得重复计入") % {"days": told}
