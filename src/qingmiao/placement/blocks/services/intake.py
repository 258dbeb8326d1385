"""受理: at the desk, by phone, by the code of a block, from the hotline. And the secret the resident keeps."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.access import services as access
from qingmiao.engines.documents.rules.code import drawn_number
from qingmiao.engines.vault.services import blind_index, seal, unseal
from qingmiao.kernel.actor import NO_ACCOUNT, Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.placement.blocks import deeds
from qingmiao.placement.blocks.contracts import Asked, Receipt
from qingmiao.placement.blocks.enums import Channel, RequestState, StepKind
from qingmiao.placement.blocks.models import Block, IntakeTry, ResidentRequest
from qingmiao.placement.blocks.permissions import DESK_BLOCKS, DESK_REQUESTS
from qingmiao.placement.blocks.queries.request import desk_blocks, limit
from qingmiao.placement.blocks.queries.resident import block_behind
from qingmiao.placement.blocks.rules.token import masked, read_contact, token_index
from qingmiao.placement.blocks.services.telling import tell_desk
from qingmiao.placement.blocks.services.way import held, line

RESIDENT = Actor(account_id=NO_ACCOUNT, name="群众")  # not interface: written down so
SHORTEST = 5


def place_of(uid: object) -> str:
    return f"blocks_residentrequest.contact_sealed:{uid}"


def _flaws_of(asked: Asked) -> list[str]:
    reasons = []
    if len(asked.content.strip()) < SHORTEST:
        reasons.append(_("请写明诉求内容，至少 %(least)d 个字") % {"least": SHORTEST})
    if asked.contact.strip() and not read_contact(asked.contact):
        reasons.append(_("联系电话不正确，请填写手机号或带区号的电话"))
    return reasons


def _written(block: Block, asked: Asked, channel: Channel, at: datetime, by: str) -> Receipt:
    token, uid, number = drawn_number(), uuid4(), read_contact(asked.contact)
    row = ResidentRequest.objects.create(
        uid=uid,
        block=block,
        channel=channel,
        received_on=timezone.localtime(at).date(),
        received_at=at,
        term_at=at,
        category=asked.category,
        content=asked.content.strip(),
        contact_masked=masked(number),
        contact_sealed=seal(number, key=settings.FIELD_KEY, place=place_of(uid))
        if number
        else None,
        sender_index=sender_of(number),
        answer_index=token_index(token),
        entered_by=by,
    )
    return Receipt(request_id=row.pk, token=token)


def sender_of(number: str) -> bytes | None:
    """Equal numbers share it; nobody computes it without the key outside the database."""
    if not number:
        return None
    return blind_index(number, key=settings.BLIND_INDEX_KEY, domain="blocks.sender")


def _arrived(actor: Actor, receipt_id: int, at: datetime) -> ResidentRequest:
    row = ResidentRequest.objects.select_related("block__unit").get(pk=receipt_id)
    line(row, StepKind.RECEIVED, actor=actor, at=at)
    record(
        actor=actor,
        deed=deeds.REQUEST_RECEIVED,
        subject=row,
        detail={"title": row, "channel": Channel(row.channel).label},
    )
    tell_desk(
        actor=actor, request=row, on=timezone.localtime(at).date(), kind=deeds.REQUEST_ARRIVED
    )
    return row


@transaction.atomic
def take_in(
    *, actor: Actor, block_id: int, asked: Asked, channel: Channel, at: datetime
) -> Receipt:
    """受理 at the desk or by phone, for a block of one's own desk."""
    block = DESK_BLOCKS.one(
        actor, desk_blocks(actor=actor, on=timezone.localtime(at).date()), pk=block_id
    )
    reasons = _flaws_of(asked)
    if channel not in (Channel.DESK, Channel.PHONE):
        reasons.append(_("请选择窗口或电话"))
    if reasons:
        raise Refused(reasons)
    receipt = _written(block, asked, channel, at, actor.name)
    _arrived(actor, receipt.request_id, at)
    return receipt


@transaction.atomic
def receive(*, code: str, asked: Asked, at: datetime) -> Receipt:
    """扫码受理: by anybody who stands before the code of a block. ``Forbidden`` for a code that opens nothing."""
    block = block_behind(code=code, on=timezone.localtime(at).date())
    if block is None:
        raise Forbidden(_("这个受理码已经停用"))
    if reasons := _flaws_of(asked):
        raise Refused(reasons)
    receipt = _written(block, asked, Channel.CODE, at, RESIDENT.name)
    _arrived(RESIDENT, receipt.request_id, at)
    return receipt


def count_intake(*, address: str, code: str, at: datetime) -> None:
    """Refuses whoever sends in more within an hour than the book lets one address, or one block, send."""
    hour, on = at.replace(minute=0), timezone.localtime(at).date()
    for who, name in ((address, "per_source_an_hour"), (f"block:{code}", "per_block_an_hour")):
        access.count_try(tries=IntakeTry, address=who, most=limit(name, on=on), at=hour)


@transaction.atomic
def begin_from_hotline(*, actor: Actor, request: ResidentRequest) -> None:
    """12345 转办: what was imported as received moves by its steps from now on, like any other."""
    if request.channel != Channel.HOTLINE or request.state != RequestState.RECEIVED:
        return
    row = ResidentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.is_live:
        return
    row.uid, row.received_at, row.term_at = uuid4(), row.entered_at, row.entered_at
    row.save(update_fields=["uid", "received_at", "term_at"])
    _arrived(actor, row.pk, row.entered_at)


@transaction.atomic
def renew_link(*, actor: Actor, request_id: int, at: datetime) -> Receipt:
    """重发答复链接: the old one opens nothing any more. Only by the desk, never by who handles it."""
    row = held(DESK_REQUESTS, actor, request_id)
    token = drawn_number()
    row.answer_index = token_index(token)
    row.save(update_fields=["answer_index"])
    line(row, StepKind.RENEWED, actor=actor, at=at)
    record(actor=actor, deed=deeds.LINK_RENEWED, subject=row, detail={"title": row})
    return Receipt(request_id=row.pk, token=token)


@transaction.atomic
def read_out_contact(*, actor: Actor, request_id: int, at: datetime, reason: str) -> str:
    """查看联系方式: the number in the clear, for the desk, and everybody sees afterwards who read it."""
    row = held(DESK_REQUESTS, actor, request_id)
    reasons = [] if row.contact_sealed else [_("这件诉求没有留下电话，或已按期删除")]
    if not reason.strip():
        reasons.append(_("请写明理由"))
    if reasons or row.contact_sealed is None:
        raise Refused(reasons)
    number = unseal(bytes(row.contact_sealed), key=settings.FIELD_KEY, place=place_of(row.uid))
    line(row, StepKind.READ, actor=actor, at=at, note=reason.strip())
    record(
        actor=actor,
        deed=deeds.CONTACT_READ,
        subject=row,
        detail={"title": row},
        reason=reason.strip(),
    )
    return number


@transaction.atomic
def open_code(*, actor: Actor, block_id: int) -> Block:
    """开通扫码受理: the block gets a new code; an older one opens nothing any more."""
    rows = Block.objects.standing().select_for_update(of=("self",))
    block = DESK_BLOCKS.one(actor, rows, pk=block_id)
    block.public_code = drawn_number()
    block.save(update_fields=["public_code"])
    record(actor=actor, deed=deeds.CODE_OPENED, subject=block, detail={"title": block})
    return block


@transaction.atomic
def close_code(*, actor: Actor, block_id: int, reason: str) -> Block:
    rows = Block.objects.standing().select_for_update(of=("self",))
    block = DESK_BLOCKS.one(actor, rows, pk=block_id)
    reasons = [] if block.public_code else [_("该区块没有开通扫码受理")]
    if not reason.strip():
        reasons.append(_("请写明理由"))
    if reasons:
        raise Refused(reasons)
    block.public_code = None
    block.save(update_fields=["public_code"])
    record(
        actor=actor,
        deed=deeds.CODE_CLOSED,
        subject=block,
        detail={"title": block},
        reason=reason.strip(),
    )
    return block
