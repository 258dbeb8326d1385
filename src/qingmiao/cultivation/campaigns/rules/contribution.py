"""What cannot be true of a contribution, and which way it may go."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.cultivation.campaigns.enums import (
    BY_FORM,
    CampaignState,
    ContributionState,
    ReadingKind,
    ReadingOutcome,
)

OPEN_TO_AUTHOR = (ContributionState.DRAFT, ContributionState.WITHDRAWN)
OUTCOMES = {
    ReadingKind.FIRST: (ReadingOutcome.SELECT, ReadingOutcome.DECLINE),
    ReadingKind.SECOND: (ReadingOutcome.ADOPT, ReadingOutcome.DECLINE),
}
AFTER = {
    ReadingOutcome.SELECT: ContributionState.SELECTED,
    ReadingOutcome.ADOPT: ContributionState.ADOPTED,
    ReadingOutcome.DECLINE: ContributionState.DECLINED,
}
SHORTEST = 20
"""Letters below which a proposal says nothing that could be done."""


def flaws_of_contribution(
    *, contributed_on: date, begins: date, ends: date | None
) -> Iterator[str]:
    if contributed_on < begins or (ends is not None and contributed_on > ends):
        yield _("日期不在活动期间（%(begins)s 起）内") % {"begins": f"{begins:%Y.%m.%d}"}


def flaws_of_form_state(*, old: str | None, new: str, is_by_author: bool) -> Iterator[str]:
    """A form writes down what happened on paper; what an author handed in is moved by its readings."""
    if old == new:
        return
    if is_by_author:
        yield _("本人提交的发言由审读步骤改变状态，不能直接修改")
    elif new not in BY_FORM:
        yield _("草稿、撤回、未采纳不能在登记表中填写")


def flaws_of_writing(*, state: str, on: date, begins: date, ends: date | None) -> Iterator[str]:
    """Whether a campaign takes contributions today."""
    if state != CampaignState.OPEN:
        yield _("活动不在讨论阶段，不能提交发言")
    if on < begins:
        yield _("活动 %(begins)s 启动，还不能提交发言") % {"begins": f"{begins:%Y.%m.%d}"}
    if ends is not None and on > ends:
        yield _("活动已于 %(ends)s 截止") % {"ends": f"{ends:%Y.%m.%d}"}


def flaws_of_round(*, number: int, on: date, begins: date, ends: date) -> Iterator[str]:
    if not begins <= on <= ends:
        yield _("第 %(number)d 轮在 %(begins)s 至 %(ends)s 讨论") % {
            "number": number,
            "begins": f"{begins:%Y.%m.%d}",
            "ends": f"{ends:%Y.%m.%d}",
        }


def flaws_of_text(*, content: str) -> Iterator[str]:
    if len(content.strip()) < SHORTEST:
        yield _("内容至少写 %(count)d 个字，说清问题和办法") % {"count": SHORTEST}


def reading_due(state: str) -> ReadingKind | None:
    """Which reading a contribution waits for."""
    due = {
        ContributionState.SUBMITTED: ReadingKind.FIRST,
        ContributionState.SELECTED: ReadingKind.SECOND,
    }
    return due.get(ContributionState(state))


def flaws_of_reading(
    *, due: ReadingKind | None, outcome: str, reads_again: bool, is_author: bool
) -> Iterator[str]:
    if due is None:
        yield _("这条发言现在不待审读，可能他人刚刚审读过，或者发言人已撤回")
    elif outcome not in OUTCOMES[due]:
        yield _("初读只能入选或不采纳，复读只能采纳或不采纳")
    if reads_again:
        yield _("初读由您作出，复读须由另一位同志作出")
    if is_author:
        yield _("不能审读本人的发言")


def flaws_of_support(*, state: str, campaign_state: str, is_author: bool) -> Iterator[str]:
    if campaign_state not in {CampaignState.OPEN, CampaignState.HARVEST}:
        yield _("活动不在讨论阶段，不能表示支持")
    if state not in BY_FORM:
        yield _("这条发言已撤回或未采纳，不能表示支持")
    if is_author:
        yield _("不能支持本人的发言")
