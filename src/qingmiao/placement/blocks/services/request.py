"""The desk and the handler: classify, dispatch, transfer, move, accept, note, report done, decline, merge."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.notices.services import settle
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.blocks import deeds
from qingmiao.placement.blocks.contracts import PhotoTaken
from qingmiao.placement.blocks.enums import Difficulty, Phase, RequestCategory, StepKind
from qingmiao.placement.blocks.models import ResidentRequest
from qingmiao.placement.blocks.permissions import DESK_REQUESTS, HANDLE_REQUESTS
from qingmiao.placement.blocks.queries.request import on_duty, standing_block
from qingmiao.placement.blocks.rules.way import leads
from qingmiao.placement.blocks.services.photo import keep_photos
from qingmiao.placement.blocks.services.telling import tell_desk, tell_handler
from qingmiao.placement.blocks.services.way import held, locked, require, set_term, take

TASKS = (deeds.REQUEST_HANDED, deeds.REQUEST_CAME_BACK, deeds.REQUEST_LATE)


@transaction.atomic
def classify(
    *,
    actor: Actor,
    request_id: int,
    category: RequestCategory,
    difficulty: Difficulty,
    at: datetime,
) -> ResidentRequest:
    """分类定级: the class sets the term, counted in working hours from the moment it came in."""
    row = held(DESK_REQUESTS, actor, request_id)
    require(row, StepKind.CLASSIFIED)
    row.category, row.difficulty = category, difficulty
    changed = ("category", "difficulty", *set_term(row))
    return take(
        row, StepKind.CLASSIFIED, actor=actor, at=at, deed=deeds.REQUEST_CLASSIFIED,
        detail={
            "category": category.label, "difficulty": difficulty.label,
            "due": f"{row.due_at:%Y-%m-%d %H:%M}",
        },
        changed=changed,
    )  # fmt: skip


def _flaws_of_handler(row: ResidentRequest, handler_id: int, on: date) -> list[str]:
    if on_duty(block_id=row.block_id, on=on).filter(pk=handler_id).exists():
        return []
    return [_("只能派给今天在该区块在岗的治理员或协理员")]


def _hand(actor: Actor, row: ResidentRequest, at: datetime) -> None:
    """Nobody gives work to oneself or kin: the row must still be on the actor's desk."""
    DESK_REQUESTS.one(actor, ResidentRequest.objects.all(), pk=row.pk)
    settle(actor=actor, subject=row)
    tell_handler(actor=actor, request=row, kind=deeds.REQUEST_HANDED)


@transaction.atomic
def dispatch(
    *, actor: Actor, request_id: int, handler_id: int, at: datetime, note: str = ""
) -> ResidentRequest:
    """派单 to somebody on duty in the block that day. The row is locked: of two desks the second is refused."""
    row = held(DESK_REQUESTS, actor, request_id)
    more = _flaws_of_handler(row, handler_id, timezone.localtime(at).date())
    require(row, StepKind.DISPATCHED, more)
    row.handler = Person.objects.get(pk=handler_id)
    take(
        row, StepKind.DISPATCHED, actor=actor, at=at, deed=deeds.REQUEST_DISPATCHED,
        detail={"person": str(row.handler)}, note=note.strip(), changed=("handler",),
    )  # fmt: skip
    _hand(actor, row, at)
    return row


@transaction.atomic
def transfer(
    *, actor: Actor, request_id: int, handler_id: int, at: datetime, reason: str
) -> ResidentRequest:
    """转派 to another hand of the same block, with a reason. The clock runs on."""
    row = held(DESK_REQUESTS, actor, request_id)
    more = _flaws_of_handler(row, handler_id, timezone.localtime(at).date())
    if handler_id == row.handler_id:
        more.append(_("已经由该同志承办"))
    if not reason.strip():
        more.append(_("请写明理由"))
    require(row, StepKind.TRANSFERRED, more)
    old, row.handler = str(row.handler), Person.objects.get(pk=handler_id)
    take(
        row, StepKind.TRANSFERRED, actor=actor, at=at, deed=deeds.REQUEST_TRANSFERRED,
        detail={"old": old, "new": str(row.handler)}, note=reason.strip(), changed=("handler",),
    )  # fmt: skip
    _hand(actor, row, at)
    return row


@transaction.atomic
def move(
    *, actor: Actor, request_id: int, block_id: int, at: datetime, reason: str
) -> ResidentRequest:
    """转区块: what came to the wrong block goes to the desk of the right one. The clock runs on.

    Where it goes need not be the actor's desk: who finds it wrong seldom is the right one.
    """
    row = held(DESK_REQUESTS, actor, request_id)
    on = timezone.localtime(at).date()
    block = standing_block(block_id=block_id, on=on)
    if block is None:
        raise Refused(_("没有这个区块，或已经撤销"))
    more = []
    if block_id == row.block_id:
        more.append(_("已经在这个区块"))
    if not reason.strip():
        more.append(_("请写明理由"))
    require(row, StepKind.MOVED, more)
    old = str(row.block)
    row.block, row.handler = block, None
    take(
        row, StepKind.MOVED, actor=actor, at=at, deed=deeds.REQUEST_MOVED,
        detail={"old": old, "new": str(block)}, note=reason.strip(), changed=("block", "handler"),
    )  # fmt: skip
    settle(actor=actor, subject=row)
    tell_desk(actor=actor, request=row, on=on, kind=deeds.REQUEST_ARRIVED)
    return row


@transaction.atomic
def accept(*, actor: Actor, request_id: int, at: datetime) -> ResidentRequest:
    """接单 by whom it was given to."""
    row = held(HANDLE_REQUESTS, actor, request_id)
    require(row, StepKind.ACCEPTED)
    take(row, StepKind.ACCEPTED, actor=actor, at=at, deed=deeds.REQUEST_ACCEPTED)
    settle(actor=actor, subject=row, kind=deeds.REQUEST_HANDED)
    settle(actor=actor, subject=row, kind=deeds.REQUEST_CAME_BACK)
    return row


@transaction.atomic
def note(
    *,
    actor: Actor,
    request_id: int,
    text: str,
    at: datetime,
    phase: Phase = Phase.BEFORE,
    photos: tuple[PhotoTaken, ...] = (),
) -> ResidentRequest:
    """填报办理情况, with photographs of what was found or done."""
    row = held(HANDLE_REQUESTS, actor, request_id)
    require(row, StepKind.NOTED, [] if text.strip() else [_("请写明办理情况")])
    keep_photos(actor=actor, request=row, phase=phase, photos=photos)
    return take(
        row, StepKind.NOTED, actor=actor, at=at, deed=deeds.REQUEST_NOTED, note=text.strip()
    )


@transaction.atomic
def report_done(
    *,
    actor: Actor,
    request_id: int,
    outcome: str,
    at: datetime,
    photos: tuple[PhotoTaken, ...] = (),
) -> ResidentRequest:
    """报办结: the handler's own word, which is no evidence; from here the resident is asked."""
    row = held(HANDLE_REQUESTS, actor, request_id)
    require(row, StepKind.DONE, [] if outcome.strip() else [_("请写明办理结果")])
    keep_photos(actor=actor, request=row, phase=Phase.AFTER, photos=photos)
    row.outcome, row.done_on = outcome.strip(), timezone.localtime(at).date()
    take(
        row, StepKind.DONE, actor=actor, at=at, deed=deeds.REQUEST_DONE, note=row.outcome,
        changed=("outcome", "done_on"),
    )  # fmt: skip
    for kind in TASKS:
        settle(actor=actor, subject=row, kind=kind)
    return row


@transaction.atomic
def decline(*, actor: Actor, request_id: int, reason: str, at: datetime) -> ResidentRequest:
    """不予受理 with a reason, which the resident reads."""
    row = held(DESK_REQUESTS, actor, request_id)
    require(row, StepKind.DECLINED, [] if reason.strip() else [_("请写明理由，群众会看到")])
    row.outcome = reason.strip()
    take(
        row, StepKind.DECLINED, actor=actor, at=at, deed=deeds.REQUEST_DECLINED,
        note=row.outcome, changed=("outcome",),
    )  # fmt: skip
    settle(actor=actor, subject=row)
    return row


@transaction.atomic
def merge(*, actor: Actor, request_id: int, into_id: int, at: datetime) -> ResidentRequest:
    """并单: the same matter, asked twice in one block. Both rows are locked, the lower number first."""
    rows = {
        row.pk: row
        for row in DESK_REQUESTS.rows(actor, locked())
        .filter(pk__in=[request_id, into_id])
        .order_by("pk")
    }
    row = rows.get(request_id) or held(DESK_REQUESTS, actor, request_id)
    into = rows.get(into_id)
    more = []
    if into is None or into.pk == row.pk:
        more.append(_("请选择并入哪一件"))
    elif into.block_id != row.block_id or not leads(StepKind.MERGED, old=into.state):
        more.append(_("只能并入同一区块仍在办理的诉求"))
    require(row, StepKind.MERGED, more)
    row.merged_into = into
    take(
        row, StepKind.MERGED, actor=actor, at=at, deed=deeds.REQUEST_MERGED,
        detail={"into": into}, changed=("merged_into",),
    )  # fmt: skip
    settle(actor=actor, subject=row)
    return row
