"""办理照片: drawn anew in the sandbox, so that no place and no device goes with them; sealed; opened by scope."""

import base64
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.sandbox.services import guarded_each
from qingmiao.engines.vault.services import seal_file, unseal_file
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.people.exchange.rules.photo import redrawn
from qingmiao.people.exchange.rules.sentences import sentence_of
from qingmiao.placement.blocks import deeds
from qingmiao.placement.blocks.contracts import PhotoTaken
from qingmiao.placement.blocks.enums import Phase
from qingmiao.placement.blocks.models import RequestPhoto, ResidentRequest
from qingmiao.placement.blocks.permissions import KEEP_PHOTOS, VIEW_PHOTOS
from qingmiao.placement.blocks.rules.request import flaws_of_photos

FIELD = {"widest": 1600, "tallest": 1600}
"""Enough to read a notice on a wall, small enough for a list of them."""


def place_of(uid: object) -> str:
    return f"blocks_requestphoto.sealed:{uid}"


@transaction.atomic
def keep_photos(
    *, actor: Actor, request: ResidentRequest, phase: Phase, photos: Sequence[PhotoTaken]
) -> int:
    """Keep what was taken with the locked request; the same file counts once. Returns how many are new."""
    if not photos:
        return 0
    kept = RequestPhoto.objects.standing().filter(request=request)
    digests = {bytes(digest) for digest in kept.values_list("digest", flat=True)}
    reasons = list(flaws_of_photos([one.size for one in photos], already=len(digests)))
    if reasons:
        raise Refused(reasons)
    fresh = {sha256(one.content).digest(): one.content for one in photos}
    fresh = {digest: content for digest, content in fresh.items() if digest not in digests}
    read = list(guarded_each(redrawn, list(fresh.values()), options=FIELD))
    reasons = [
        _("第 %(number)d 张照片：%(why)s")
        % {"number": number, "why": sentence_of(outcome.code, outcome.params)}
        for number, outcome in enumerate(read, 1)
        if not outcome.is_read
    ]
    if reasons:
        raise Refused(reasons)
    for digest, outcome in zip(fresh, read, strict=True):
        uid, content = uuid4(), base64.b64decode(outcome.value["jpeg"])
        RequestPhoto.objects.create(
            uid=uid, request=request, phase=phase, size=len(content), digest=digest,
            sealed=seal_file(content, key=settings.FIELD_KEY, place=place_of(uid)),
            width=outcome.value["width"], height=outcome.value["height"], entered_by=actor.name,
        )  # fmt: skip
    if fresh:
        record(
            actor=actor,
            deed=deeds.PHOTOS_ADDED,
            subject=request,
            detail={"title": request, "count": len(fresh), "phase": phase.label},
        )
    return len(fresh)


@transaction.atomic
def void_photo(*, actor: Actor, photo_id: int, reason: str, at: datetime) -> RequestPhoto:
    """作废 with a reason: it is shown no more, and stays sealed."""
    rows = RequestPhoto.objects.standing().select_for_update(of=("self",))
    row = KEEP_PHOTOS.one(actor, rows.select_related("request__block"), pk=photo_id)
    if not reason.strip():
        raise Refused(_("请写明理由"))
    row.voided_at, row.voided_by, row.void_reason = at, actor.name, reason.strip()[:300]
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(
        actor=actor,
        deed=deeds.PHOTO_VOIDED,
        subject=row.request,
        detail={"title": row.request, "phase": Phase(row.phase).label},
        reason=row.void_reason,
    )
    return row


def content_of(*, actor: Actor, photo_id: int) -> bytes:
    """The picture in the clear, for whoever may see its request."""
    rows = RequestPhoto.objects.standing().filter(request__voided_at__isnull=True)
    row = VIEW_PHOTOS.one(actor, rows, pk=photo_id)
    return unseal_file(bytes(row.sealed), key=settings.FIELD_KEY, place=place_of(row.uid))
