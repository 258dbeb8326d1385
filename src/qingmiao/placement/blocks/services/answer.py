"""What residents say of what was done: by their link, or to somebody who calls. And what comes back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.access import services as access
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.placement.blocks import deeds
from qingmiao.placement.blocks.enums import AnswerBy, RequestState, StepKind
from qingmiao.placement.blocks.models import AnswerTry, ResidentRequest
from qingmiao.placement.blocks.permissions import DESK_REQUESTS
from qingmiao.placement.blocks.queries.request import ended_on, limit
from qingmiao.placement.blocks.rules.token import token_index
from qingmiao.placement.blocks.rules.way import flaws_of_reopening
from qingmiao.placement.blocks.services.evidence import note_request
from qingmiao.placement.blocks.services.intake import RESIDENT
from qingmiao.placement.blocks.services.telling import tell_desk, tell_handler
from qingmiao.placement.blocks.services.way import held, locked, require, take

SATISFACTION = range(1, 6)


def count_answer(*, address: str, at: datetime) -> None:
    """Refuses whoever opens answer links more often than the book lets one: guessing is no way."""
    most = limit("answers_a_minute", on=timezone.localtime(at).date())
    access.count_try(tries=AnswerTry, address=address, most=most, at=at)


def _behind(token: str) -> ResidentRequest:
    row: ResidentRequest | None = locked().filter(answer_index=token_index(token)).first()
    if row is None:
        raise Forbidden(_("链接无效"))
    return row


def _flaws_of_words(*, is_solved: bool, satisfaction: int | None, note: str) -> list[str]:
    reasons = []
    if satisfaction is not None and satisfaction not in SATISFACTION:
        reasons.append(_("满意度为 1 至 5"))
    if not is_solved and not note.strip():
        reasons.append(_("请写明哪里没有解决"))
    return reasons


@transaction.atomic
def answer(
    *,
    token: str,
    round_: int,
    is_solved: bool,
    satisfaction: int | None,
    note: str,
    at: datetime,
) -> ResidentRequest:
    """群众凭链接答复 whether it is solved: once for each time it is reported done.

    The row is locked by its secret, so of two answers at once the second finds the first; the constraint
    on the way says so too. A guessed secret is ``Forbidden`` and learns nothing.
    """
    row = _behind(token)
    more = _flaws_of_words(is_solved=is_solved, satisfaction=satisfaction, note=note)
    if round_ != row.reopened or row.state != RequestState.DONE:
        more = [_("这个答复已经用过，或这件诉求现在不等答复")]
        raise Refused(more)
    kind = StepKind.CONFIRMED if is_solved else StepKind.DENIED
    require(row, kind, more)
    return _said(RESIDENT, row, AnswerBy.LINK, kind, satisfaction, note, at)


def _said(
    actor: Actor,
    row: ResidentRequest,
    by: AnswerBy,
    kind: StepKind,
    satisfaction: int | None,
    note: str,
    at: datetime,
) -> ResidentRequest:
    """What came to be known, whoever wrote it down."""
    row.answered_by, row.satisfaction = by, satisfaction
    row.checked_by = actor.name if by == AnswerBy.CALL else ""
    is_solved = kind == StepKind.CONFIRMED
    take(
        row, kind, actor=actor, at=at, note=note.strip(), detail={"how": by.label},
        deed=deeds.REQUEST_CONFIRMED if is_solved else deeds.REQUEST_DENIED,
        changed=("answered_by", "satisfaction", "checked_by"),
    )  # fmt: skip
    note_request(actor=actor, request=row)
    if is_solved:
        tell_handler(actor=actor, request=row, kind=deeds.REQUEST_ANSWERED)
    else:
        _tell_of_return(actor, row, at)
    return row


def _tell_of_return(actor: Actor, row: ResidentRequest, at: datetime) -> None:
    tell_handler(actor=actor, request=row, kind=deeds.REQUEST_CAME_BACK)
    on = timezone.localtime(at).date()
    tell_desk(actor=actor, request=row, on=on, kind=deeds.REQUEST_CAME_BACK)


@transaction.atomic
def call_back(
    *,
    actor: Actor,
    request_id: int,
    said: str,
    satisfaction: int | None,
    note: str,
    at: datetime,
) -> ResidentRequest:
    """电话回访 by the desk, never by whoever handled it: ``said`` is solved, not or unreached.

    A confirmation by link that turns out true is checked; one that does not is taken back and reopened.
    """
    row = held(DESK_REQUESTS, actor, request_id)
    is_solved = said == "solved"
    more = _flaws_of_words(is_solved=is_solved, satisfaction=satisfaction, note=note)
    if said == "unreached":
        require(row, StepKind.UNREACHED, more)
        return take(
            row, StepKind.UNREACHED, actor=actor, at=at, note=note.strip(),
            deed=deeds.REQUEST_UNREACHED,
        )  # fmt: skip
    if row.state == RequestState.CONFIRMED and is_solved:
        require(row, StepKind.CHECKED, more)
        row.checked_by = actor.name
        row.satisfaction = satisfaction or row.satisfaction
        take(
            row, StepKind.CHECKED, actor=actor, at=at, note=note.strip(),
            deed=deeds.REQUEST_CHECKED, changed=("checked_by", "satisfaction"),
        )  # fmt: skip
        note_request(actor=actor, request=row)
        return row
    if row.state == RequestState.CONFIRMED:
        return _reopened(actor, row, note, at, more)
    kind = StepKind.CONFIRMED if is_solved else StepKind.DENIED
    require(row, kind, more)
    return _said(actor, row, AnswerBy.CALL, kind, satisfaction, note, at)


def _reopened(
    actor: Actor, row: ResidentRequest, note: str, at: datetime, more: list[str]
) -> ResidentRequest:
    on = timezone.localtime(at).date()
    days = limit("reopen_days", on=on)
    late = list(flaws_of_reopening(ended_on=ended_on(row), on=on, days=days))
    require(row, StepKind.REOPENED, [*more, *late])
    take(
        row, StepKind.REOPENED, actor=actor, at=at, note=note.strip(),
        deed=deeds.REQUEST_REOPENED, detail={"times": row.reopened + 1},
    )  # fmt: skip
    note_request(actor=actor, request=row)
    _tell_of_return(actor, row, at)
    return row


@transaction.atomic
def ask_again(*, token: str, note: str, at: datetime) -> ResidentRequest:
    """群众要求重新办理 by the link, within the days of the book."""
    row = _behind(token)
    return _reopened(RESIDENT, row, note, at, [] if note.strip() else [_("请写明为什么")])


@transaction.atomic
def reopen(*, actor: Actor, request_id: int, reason: str, at: datetime) -> ResidentRequest:
    """重新办理 by the desk, when the resident comes back in person or by phone."""
    row = held(DESK_REQUESTS, actor, request_id)
    return _reopened(actor, row, reason, at, [] if reason.strip() else [_("请写明理由")])
