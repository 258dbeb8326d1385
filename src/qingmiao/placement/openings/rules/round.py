"""Which steps a round may take, and by whom."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.placement.openings.contracts import RoundMove
from qingmiao.placement.openings.enums import RoundState

OPEN = (RoundState.DRAFT, RoundState.PROPOSED)


def flaws_of_change(state: str) -> Iterator[str]:
    """Openings, people, weights and answers change only while the round is being prepared."""
    if state != RoundState.DRAFT:
        yield _("只有准备中的轮次可以修改或求解；先退回再改")


def flaws_of_proposal(move: RoundMove) -> Iterator[str]:
    yield from flaws_of_change(move.state)
    if not move.is_solved:
        yield _("还没有可行的求解结果")
    if move.is_stale:
        yield _("岗位、人选、权重或有关情况在求解之后有变化，请重新求解")
    if move.is_about_me:
        yield _("本轮涉及您本人或亲属，请由他人提请")


def flaws_of_approval(move: RoundMove) -> Iterator[str]:
    if move.state != RoundState.PROPOSED:
        yield _("只有已提请的轮次可以审批")
    if move.is_mine:
        yield _("提请人不能审批")
    if move.is_about_me:
        yield _("本轮涉及您本人或亲属，请由他人审批")
    if move.is_stale:
        yield _("提请之后有关情况有变化，请退回重新求解")


def flaws_of_end(move: RoundMove, *, wanted: str, reason: str) -> Iterator[str]:
    """退回 and 放弃, always with a reason."""
    if wanted == RoundState.DRAFT and move.state != RoundState.PROPOSED:
        yield _("只有已提请的轮次可以退回")
    if wanted == RoundState.DROPPED and move.state not in OPEN:
        yield _("已办结的轮次不能放弃")
    if not reason.strip():
        yield _("请写明理由")
