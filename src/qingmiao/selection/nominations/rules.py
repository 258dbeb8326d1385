"""What a notice and a nomination must hold to stand."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.selection.nominations.contracts import EventFacts, NominationFacts
from qingmiao.selection.nominations.enums import Decision, EventState, NominationState, Route


def flaws_of_event(facts: EventFacts) -> Iterator[str]:
    """The window may only be extended: whoever counted on the announced day is not shut out."""
    if facts.closed_before is not None and facts.closes_on < facts.closed_before:
        yield _("截止日期只能延长，不能提前到 %(day)s 之前") % {
            "day": f"{facts.closed_before:%Y.%m.%d}"
        }


def flaws_of_nomination(facts: NominationFacts) -> Iterator[str]:
    if facts.event_state == EventState.DRAFT:
        yield _("推荐通知还是草稿，尚未开放推荐")
    if not facts.event.opens_on <= facts.submitted_on <= facts.event.closes_on:
        yield _("提交日期须在推荐通知的开始与截止日期之间")
    if (
        facts.route == Route.SELF
        and facts.state == NominationState.ACCEPTED
        and not facts.unit_opinion
    ):
        yield _("个人自荐受理前须有单位意见")
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
