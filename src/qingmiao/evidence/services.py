from collections.abc import Sequence

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.deeds import EVIDENCE_CONTRIBUTED, EVIDENCE_RETRACTED
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record

FIELDS = {
    "text": "claim",
    "source_kind": "source_kind",
    "source_name": "source_name",
    "happened_on": "happened_on",
    "polarity": "polarity",
    "source_person_id": "source_person_id",
    "source_unit_id": "source_unit_id",
    "is_direct": "is_direct",
    "verified_by": "verified_by",
    "secrecy": "secrecy",
}


@transaction.atomic
def contribute(
    *, actor: Actor, origin: models.Model, claims: Sequence[Claim], reason: str = ""
) -> list[Evidence]:
    """记入 what a record says about people: exactly these claims stand for it afterwards.

    Claims of the same origin that say something else are retracted, never edited; claims that say
    the same are left alone, so amending a typo elsewhere in the record leaves no trace here.
    """
    kind, pk = origin._meta.label_lower, origin.pk
    with official():
        reason = reason or _("记录已修改")
    standing = {
        (row.person_id, row.dimension): row
        for row in Evidence.objects.select_for_update().filter(
            origin_kind=kind, origin_id=pk, retracted_at__isnull=True
        )
    }
    wanted = {(claim.person_id, str(claim.dimension)): claim for claim in claims}
    for key, row in standing.items():
        if key not in wanted or not _says(row, wanted[key]):
            _retract(actor, row, reason)
        else:
            del wanted[key]
    return [_add(actor, kind, pk, claim) for claim in wanted.values()]


def _says(row: Evidence, claim: Claim) -> bool:
    return all(getattr(row, column) == getattr(claim, name) for name, column in FIELDS.items())


def _add(actor: Actor, kind: str, pk: int, claim: Claim) -> Evidence:
    row = Evidence.objects.create(
        person_id=claim.person_id,
        dimension=claim.dimension,
        origin_kind=kind,
        origin_id=pk,
        **{column: getattr(claim, name) for name, column in FIELDS.items()},
    )
    record(
        actor=actor,
        deed=EVIDENCE_CONTRIBUTED,
        subject=row,
        detail={
            "person": str(row.person),
            "dimension": Dimension(row.dimension).label,
            "source": SourceKind(row.source_kind).label,
        },
    )
    return row


def _retract(actor: Actor, row: Evidence, reason: str) -> None:
    row.retracted_at, row.retract_reason = Now(), reason
    row.save(update_fields=["retracted_at", "retract_reason"])
    record(
        actor=actor,
        deed=EVIDENCE_RETRACTED,
        subject=row,
        detail={"person": str(row.person), "dimension": Dimension(row.dimension).label},
        reason=reason,
    )


@transaction.atomic
def retract_all(*, actor: Actor, origin: models.Model, reason: str) -> int:
    """撤回 every claim of a record, because the record was voided. Returns how many stood."""
    rows = list(
        Evidence.objects.select_for_update().filter(
            origin_kind=origin._meta.label_lower, origin_id=origin.pk, retracted_at__isnull=True
        )
    )
    for row in rows:
        _retract(actor, row, reason)
    return len(rows)
