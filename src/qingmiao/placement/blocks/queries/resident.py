"""What somebody without an account may know: the block whose code was scanned, the request whose secret they hold."""

from datetime import date

from qingmiao.placement.blocks.contracts import Answerable
from qingmiao.placement.blocks.enums import RequestState
from qingmiao.placement.blocks.models import Block, ResidentRequest
from qingmiao.placement.blocks.queries.request import ended_on, limit, live
from qingmiao.placement.blocks.rules.token import token_index
from qingmiao.placement.blocks.rules.way import ENDED, flaws_of_reopening

TOLD = (RequestState.DONE, RequestState.CONFIRMED, RequestState.CLOSED, RequestState.DECLINED)


def block_behind(*, code: str, on: date) -> Block | None:
    """The block whose code was scanned, while it stands and takes requests in."""
    rows = Block.objects.standing().filter(public_code=code, begins__lte=on)
    found: Block | None = rows.exclude(ends__lte=on).first()
    return found


def answerable(*, token: str, on: date) -> Answerable | None:
    """What the resident who holds the secret is shown; ``None`` for a guess as for a void request."""
    rows = live().filter(answer_index=token_index(token)).select_related("block", "merged_into")
    row: ResidentRequest | None = rows.first()
    if row is None:
        return None
    late = _too_late(row, on)
    return Answerable(
        block=row.block.name,
        category=str(row.get_category_display()),
        content=row.content,
        received_on=row.received_on,
        state=row.state,
        state_label=str((row.merged_into or row).get_state_display()),
        due_on=row.due_on,
        outcome=row.outcome if row.state in TOLD else "",
        done_on=row.done_on,
        round=row.reopened,
        may_answer=row.state == RequestState.DONE,
        may_reopen=row.state in ENDED and not late,
        too_late=late,
    )


def _too_late(row: ResidentRequest, on: date) -> str:
    if row.state not in ENDED:
        return ""
    days = limit("reopen_days", on=on)
    return "".join(flaws_of_reopening(ended_on=ended_on(row), on=on, days=days))
