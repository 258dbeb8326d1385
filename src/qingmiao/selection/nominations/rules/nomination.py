"""What a nomination must hold to stand, and what it takes of a unit's quota."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.selection.nominations.contracts import NominationFacts
from qingmiao.selection.nominations.enums import (
    Decision,
    EventState,
    NominationState,
    Opinion,
    Route,
)


def flaws_of_nomination(facts: NominationFacts) -> Iterator[str]:
    if facts.event_state == EventState.DRAFT:
        yield _("推荐通知还是草稿，尚未开放推荐")
    if not facts.event.opens_on <= facts.submitted_on <= facts.event.closes_on:
        yield _("提交日期须在推荐通知的开始与截止日期之间")
    if facts.route == Route.ORGANIZATION and facts.names_oneself:
        yield _("不得以组织名义推荐本人，请走个人自荐")
    if (
        facts.route == Route.SELF
        and facts.state == NominationState.ACCEPTED
        and not facts.unit_opinion
        and facts.opinion != Opinion.SILENT
    ):
        yield _("个人自荐受理前须有单位意见")
    if facts.categories and facts.category not in facts.categories:
        yield _("请选择通知所列的推荐类别")
    elif facts.category and not facts.categories:
        yield _("这份通知没有分类别推荐，推荐类别请留空")
    if facts.decision == Decision.NONE:
        return
    if facts.state != NominationState.ACCEPTED:
        yield _("受理之后才能填写研判结果")
    if facts.decision == Decision.REJECTED and not facts.decision_note:
        yield _("不采用的须写明研判说明")


def counts_against_quota(*, route: str, state: str) -> bool:
    """A unit's quota holds what it recommends itself; withdrawn and returned ones free their place."""
    return route == Route.ORGANIZATION and state in (
        NominationState.SUBMITTED,
        NominationState.ACCEPTED,
    )


def flaws_of_withdrawal(*, state: str, is_open: bool, reason: str) -> Iterator[str]:
    if state not in (NominationState.SUBMITTED, NominationState.RETURNED):
        yield _("只有已提交和退回补充的推荐可以撤回")
    elif state == NominationState.SUBMITTED and not is_open:
        yield _("这次推荐已经截止，撤回请联系干部科")
    if not reason.strip():
        yield _("请写明撤回理由")


def flaws_of_return(*, state: str, reason: str) -> Iterator[str]:
    if state != NominationState.SUBMITTED:
        yield _("只有已提交的推荐可以退回")
    if not reason.strip():
        yield _("请写明要补充或更正什么")


def flaws_of_mending(*, state: str, is_open: bool) -> Iterator[str]:
    """Before closing the submitted one is amended; a returned one also after, for it was asked for."""
    if state == NominationState.RETURNED or (state == NominationState.SUBMITTED and is_open):
        return
    yield _("已受理、已撤回或已截止的推荐不能修改")


def flaws_of_acceptance(
    *, state: str, route: str, opinion: str, unknown: int, held_back: tuple[str, ...], note: str
) -> Iterator[str]:
    """Unknown facts neither pass nor fail: somebody says what was looked up."""
    if state != NominationState.SUBMITTED:
        yield _("只有已提交的推荐可以受理")
    if route == Route.SELF and opinion in (Opinion.NONE, Opinion.PENDING):
        yield _("单位表态期限未到，期限过后未表态的可以直接受理")
    yield from held_back
    if unknown and not note.strip():
        yield _("有 %(count)d 项资格待核，请写明核实情况") % {"count": unknown}
