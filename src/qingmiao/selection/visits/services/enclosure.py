"""照片和录音 of a visit: read in the sandbox, sealed, opened for those who may read the notes."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.sandbox.contracts import Outcome
from qingmiao.engines.sandbox.services import guarded_each
from qingmiao.engines.vault.services import seal_file, unseal_file
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.people.exchange.rules.photo import redrawn
from qingmiao.people.exchange.rules.sentences import sentence_of
from qingmiao.people.exchange.rules.sound import checked
from qingmiao.selection.visits import deeds, rules
from qingmiao.selection.visits.contracts import Taken
from qingmiao.selection.visits.enums import EnclosureKind
from qingmiao.selection.visits.models import Enclosure, Visit
from qingmiao.selection.visits.permissions import KEEP_ENCLOSURES, KEEP_VISITS, VIEW_ENCLOSURES
from qingmiao.selection.visits.queries.enclosure import enclosed

FIELD = {"widest": 1600, "tallest": 1600}
"""Enough to read a notice on a wall, small enough for a list of them."""
JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file as it will be kept: drawn anew, or checked and without what stood beside the sound."""

    kind: EnclosureKind
    media_type: str
    content: bytes
    width: int
    height: int
    digest: bytes


def place_of(uid: object) -> str:
    return f"visits_enclosure.sealed:{uid}"


def sizes_of(taken: Sequence[Taken]) -> dict[EnclosureKind, list[int]]:
    return {kind: [one.size for one in taken if one.kind == kind] for kind in EnclosureKind}


def read_taken(taken: Sequence[Taken]) -> tuple[list[Kept], list[str]]:
    """Every file read by a child without a way out; what cannot be read is told by its number."""
    kept: list[Kept] = []
    reasons: list[str] = []
    for kind in EnclosureKind:
        files = _once([one.content for one in taken if one.kind == kind])
        for number, (content, outcome) in enumerate(zip(files, _read(kind, files), strict=True), 1):
            if outcome.is_read:
                kept.append(_kept(kind, content, outcome.value))
            else:
                reasons.append(
                    _("第 %(number)d 份%(kind)s：%(why)s")
                    % {
                        "number": number,
                        "kind": kind.label,
                        "why": sentence_of(outcome.code, outcome.params),
                    }
                )
    return kept, reasons


def _once(files: list[bytes]) -> list[bytes]:
    """The same file picked twice is one file."""
    return list({sha256(content).digest(): content for content in files}.values())


def _read(kind: EnclosureKind, files: list[bytes]) -> Iterator[Outcome]:
    if kind == EnclosureKind.PHOTO:
        return guarded_each(redrawn, files, options=FIELD)
    return guarded_each(checked, files)


def _kept(kind: EnclosureKind, content: bytes, told: Mapping[str, Any]) -> Kept:
    return Kept(
        kind=kind,
        media_type=told.get("type", JPEG),
        content=base64.b64decode(told["jpeg"] if kind == EnclosureKind.PHOTO else told["sound"]),
        width=told.get("width", 0),
        height=told.get("height", 0),
        digest=sha256(content).digest(),
    )


@transaction.atomic
def enclose(*, actor: Actor, visit: Visit, kept: Sequence[Kept]) -> int:
    """Keep what was read with the visit it belongs to; what it carries already is left as it is."""
    there = set(Enclosure.objects.standing().filter(visit=visit).values_list("digest", flat=True))
    fresh = [one for one in kept if one.digest not in {bytes(digest) for digest in there}]
    for one in fresh:
        uid = uuid4()
        row = Enclosure.objects.create(
            uid=uid, visit=visit, kind=one.kind, media_type=one.media_type, size=len(one.content),
            sealed=seal_file(one.content, key=settings.FIELD_KEY, place=place_of(uid)),
            width=one.width, height=one.height, digest=one.digest, entered_by=actor.name,
        )  # fmt: skip
        KEEP_ENCLOSURES.one(actor, Enclosure.objects.all(), pk=row.pk)
    if fresh:
        record(
            actor=actor,
            deed=deeds.ENCLOSURES_ADDED,
            subject=visit,
            detail={"title": visit, "count": len(fresh)},
        )
    return len(fresh)


@transaction.atomic
def add_enclosures(*, actor: Actor, visit_id: int, taken: Sequence[Taken]) -> int:
    """补充照片和录音 to a visit that is not confirmed yet. Returns how many are new."""
    rows = Visit.objects.standing().select_for_update(of=("self",))
    visit = KEEP_VISITS.one(actor, rows, pk=visit_id)
    reasons = [] if taken else [_("请选择照片或录音")]
    reasons += rules.flaws_of_taken(sizes_of(taken), already=enclosed(visit_id=visit_id))
    if reasons:
        raise Refused(reasons)
    kept, reasons = read_taken(taken)
    if reasons:
        raise Refused(reasons)
    count = enclose(actor=actor, visit=visit, kept=kept)
    if count == 0:
        raise Refused(_("这份照片或录音已经在这次走访里"))
    return count


@transaction.atomic
def void_enclosure(*, actor: Actor, enclosure_id: int, reason: str, at: datetime) -> Enclosure:
    """作废 with a reason: it is shown no more, and stays sealed."""
    rows = Enclosure.objects.standing().select_for_update(of=("self",)).select_related("visit")
    row = KEEP_ENCLOSURES.one(actor, rows, pk=enclosure_id)
    if not reason.strip():
        raise Refused(_("请写明理由"))
    row.voided_at, row.voided_by, row.void_reason = at, actor.name, reason.strip()[:300]
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(
        actor=actor,
        deed=deeds.ENCLOSURE_VOIDED,
        subject=row.visit,
        detail={"title": row.visit, "kind": EnclosureKind(row.kind).label},
        reason=row.void_reason,
    )
    return row


def content_of(*, actor: Actor, enclosure_id: int) -> tuple[Enclosure, bytes]:
    """The file in the clear, for whoever may read the notes of its visit."""
    rows = Enclosure.objects.standing().filter(visit__voided_at__isnull=True)
    row = VIEW_ENCLOSURES.one(actor, rows, pk=enclosure_id)
    return row, unseal_file(bytes(row.sealed), key=settings.FIELD_KEY, place=place_of(row.uid))
