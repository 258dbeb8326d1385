"""建议由人决定: a suggestion is taken up or declined with a reason; nothing follows by itself."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.contracts import EntryWish
from qingmiao.pool.deeds import SUGGESTION_DECLINED, SUGGESTION_REOPENED, SUGGESTION_TAKEN
from qingmiao.pool.enums import SuggestionKind, Tier
from qingmiao.pool.models import Membership, Standard, SuggestionVerdict
from qingmiao.pool.permissions import (
    KEEP_POOL,
    KEEP_STANDARDS,
    SUGGEST_ENTRY,
    VIEW_VERDICTS,
)
from qingmiao.pool.queries import suggestion as queries
from qingmiao.pool.services.item import add_item
from qingmiao.pool.services.membership import admit


def _standing(actor: Actor, standard_id: int) -> Standard:
    rows = Standard.objects.select_for_update(of=("self",)).filter(voided_at__isnull=True)
    return KEEP_STANDARDS.one(actor, rows, pk=standard_id)


def _told(actor: Actor, deed: Deed, verdict: SuggestionVerdict, reason: str = "") -> None:
    """Written to the verdict: whoever may not know of the person does not find it in the ledger."""
    detail: dict[str, object] = {
        "person": str(verdict.person),
        "standard": str(verdict.standard),
        "kind": SuggestionKind(verdict.kind).label,
    }
    record(actor=actor, deed=deed, subject=verdict, detail=detail, reason=reason)


def _verdict(
    actor: Actor,
    standard: Standard,
    person_id: int,
    kind: SuggestionKind,
    *,
    is_taken: bool,
    reason: str,
    on: date,
) -> SuggestionVerdict:
    facts = Person.objects.filter(pk=person_id).values_list(queries.digest(standard=standard))
    return SuggestionVerdict.objects.create(
        standard=standard,
        person_id=person_id,
        kind=kind,
        is_taken=is_taken,
        reason=reason,
        digest=facts.get()[0],
        decided_by=actor.name,
        decided_on=on,
    )


@transaction.atomic
def take_entry(
    *, actor: Actor, standard_id: int, person_id: int, wish: EntryWish, on: date
) -> Membership:
    """采纳入库建议: 拟入库 by the same service as every other entry, and onto the table of a review."""
    standard = _standing(actor, standard_id)
    suggested = queries.entries(actor=actor, standard=standard, on=on)
    SUGGEST_ENTRY.one(actor, suggested, pk=person_id)
    verdict = _verdict(
        actor, standard, person_id, SuggestionKind.ENTRY,
        is_taken=True, reason=wish.reason.strip(), on=on,
    )  # fmt: skip
    membership = admit(
        actor=actor,
        person_id=person_id,
        on=on,
        notices=[wish.notice],
        reason=wish.reason.strip(),
        tier=Tier(standard.tier),
    )
    _told(actor, SUGGESTION_TAKEN, verdict, wish.reason.strip())
    if wish.review_id is not None:
        add_item(actor=actor, review_id=wish.review_id, membership_id=membership.pk)
    return membership


@transaction.atomic
def decline(
    *,
    actor: Actor,
    standard_id: int,
    person_id: int,
    kind: SuggestionKind,
    reason: str,
    on: date,
) -> SuggestionVerdict:
    """不采纳, with a reason: quiet from now on, until what the criteria read of the person changes."""
    standard = _standing(actor, standard_id)
    if kind == SuggestionKind.ENTRY:
        entries = queries.entries(actor=actor, standard=standard, on=on)
        SUGGEST_ENTRY.one(actor, entries, pk=person_id)
    else:
        exits = queries.exits(actor=actor, standard=standard, on=on).filter(person=person_id)
        KEEP_POOL.one(actor, exits, pk=exits.values_list("pk", flat=True).first() or 0)
    if not reason.strip():
        raise Refused(_("请写明理由"))
    try:
        with transaction.atomic():
            verdict = _verdict(
                actor, standard, person_id, kind, is_taken=False, reason=reason.strip(), on=on
            )
    except IntegrityError as no:
        raise Refused(_("该建议刚由他人办理")) from no
    _told(actor, SUGGESTION_DECLINED, verdict, reason.strip())
    return verdict


@transaction.atomic
def reopen(*, actor: Actor, verdict_id: int, on: date) -> SuggestionVerdict:
    """恢复建议 that was declined by mistake; the verdict stays readable in the ledger."""
    rows = SuggestionVerdict.objects.select_for_update(of=("self",)).filter(
        is_taken=False, reopened_on__isnull=True
    )
    verdict = VIEW_VERDICTS.one(actor, rows, pk=verdict_id)
    verdict.reopened_by, verdict.reopened_on = actor.name, on
    verdict.save(update_fields=["reopened_by", "reopened_on"])
    _told(actor, SUGGESTION_REOPENED, verdict)
    return verdict
