"""What cannot be true of a duty, and what a resident's request must show at each step."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.placement.blocks.contracts import RequestFacts
from qingmiao.placement.blocks.enums import RequestState

SHOWN_DIGITS = 4
ANSWERED = (RequestState.DONE, RequestState.CONFIRMED)
HANDED_OVER = (RequestState.DISPATCHED, RequestState.WORKING, *ANSWERED)
JUDGED = (RequestState.CONFIRMED, RequestState.REOPENED, RequestState.CLOSED)


def flaws_of_duty(
    *, begins: date, ends: date | None, block_begins: date, block_ends: date | None
) -> Iterator[str]:
    is_early = begins < block_begins
    is_late = block_ends is not None and (begins >= block_ends or (ends or block_ends) > block_ends)
    if is_early or is_late:
        yield _("职责期间须在区块的存续期间内")


def flaws_of_request(facts: RequestFacts, *, on: date) -> Iterator[str]:
    """Every reason at once: each step of the work leaves what it has to leave."""
    if facts.received_on > on:
        yield _("受理日期还没有到")
    if facts.due_on is not None and facts.due_on < facts.received_on:
        yield _("办理时限不得早于受理日期")
    if facts.state in HANDED_OVER and not facts.has_handler:
        yield _("派单以后须写明承办干部")
    if facts.state in ANSWERED and not (facts.done_on and facts.outcome):
        yield _("办结和群众确认须写明办结日期和办理结果")
    if facts.done_on is not None and facts.done_on > on:
        yield _("办结日期还没有到")
    if facts.satisfaction is not None and facts.state not in JUDGED:
        yield _("满意度在群众答复以后填写")
    if sum(sign.isdigit() for sign in facts.contact) > SHOWN_DIGITS:
        yield _("联系方式只留后四位，如 ****1234")
