"""What the decisions of one person and event come to."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from qingmiao.selection.nominations.enums import Decision, GroupState, Outcome, Purpose

ORDER = (Purpose.TIER_A, Purpose.TIER_B, Purpose.POSTING, Purpose.TRAINING)
TIERS = (Purpose.TIER_A, Purpose.TIER_B)


def group_state(standing: Mapping[str, str]) -> str:
    """``standing``: purpose → outcome of the decision that stands."""
    outcomes = set(standing.values())
    if not outcomes:
        return GroupState.REVIEW
    if outcomes == {Outcome.YES}:
        return GroupState.APPROVED
    return GroupState.PARTLY if Outcome.YES in outcomes else GroupState.REJECTED


def summary(standing: Mapping[str, str]) -> str:
    """The one word of lists and sheets: the highest purpose agreed to, or that none was."""
    agreed = [purpose for purpose in ORDER if standing.get(purpose) == Outcome.YES]
    if agreed:
        return Decision(agreed[0])
    return Decision.REJECTED if standing else Decision.NONE


def flaws_of_decision(
    *,
    accepted: int,
    outcome: str,
    note: str,
    is_correction: bool,
    same_as_before: bool,
    other_tier: bool,
    own: bool,
) -> Iterator[str]:
    if not accepted:
        yield _("受理之后才能填写研判结果")
    if own:
        yield _("提交推荐的人不作研判决定")
    if outcome == Outcome.NO and not note.strip():
        yield _("不采用的须写明研判说明")
    if is_correction and not note.strip():
        yield _("更正决定须写明理由")
    if is_correction and same_as_before:
        yield _("更正后的决定与原决定相同")
    if other_tier:
        yield _("已同意列入另一库，两库只能列入一个，请先更正那一项")
