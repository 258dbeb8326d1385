"""资格例外: proposed by name and with a reason, approved by somebody else."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.selection.contests.contracts import Judged
from qingmiao.selection.contests.deeds import EXEMPTION_ASKED, EXEMPTION_DECIDED
from qingmiao.selection.contests.enums import ContestState, EntryState, ExemptionState
from qingmiao.selection.contests.models import Entry, Exemption
from qingmiao.selection.contests.permissions import APPROVE_EXEMPTIONS, PROPOSE_EXEMPTIONS
from qingmiao.selection.contests.queries.eligibility import judged
from qingmiao.selection.contests.services.telling import exemption_was_decided, tell_of_exemption

LONGEST = 300


def propose(*, actor: Actor, entry: Entry, found: Judged, reason: str, on: date) -> Exemption:
    """Write one exemption of an entry that was let through; the caller has asked who may."""
    made = Exemption(
        entry=entry,
        provision=found.finding.provision,
        failed=found.finding.because[:LONGEST],
        reason=reason.strip()[:LONGEST],
        asked_on=on,
        asked_by=actor.name,
        asker_account=actor.account_id,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("这一条已经提出资格例外")) from no
    detail = {"person": str(entry.person), "failed": made.failed}
    record(actor=actor, deed=EXEMPTION_ASKED, subject=made, detail=detail, reason=made.reason)
    tell_of_exemption(actor=actor, row=made, on=on)
    return made


@transaction.atomic
def ask_exemption(
    *, actor: Actor, entry_id: int, provision: str, reason: str, on: date
) -> Exemption:
    """提出资格例外 from one article that holds an entry back."""
    rows = Entry.objects.standing().select_for_update(of=("self",))
    entry = PROPOSE_EXEMPTIONS.one(actor, rows, pk=entry_id)
    with official():
        found = judged(person=entry.person, contest=entry.contest, on=entry.entered_on, entry=entry)
    held = [one for one in found if one.finding.provision == provision and one.holds_back]
    reasons = []
    if not held:
        reasons.append(_("这一条没有限制该同志，不需要例外"))
    if entry.state not in (EntryState.SUBMITTED, EntryState.FAILED):
        reasons.append(_("该选手现在是“%(now)s”，不能办理") % {"now": entry.get_state_display()})
    if entry.contest.state not in (ContestState.OPEN, ContestState.CHECKING):
        reasons.append(_("资格审查已经结束，不能再提出例外"))
    if not reason.strip():
        reasons.append(_("请写明例外理由"))
    if reasons:
        raise Refused(reasons)
    return propose(actor=actor, entry=entry, found=held[0], reason=reason, on=on)


@transaction.atomic
def decide_exemption(
    *, actor: Actor, exemption_id: int, approved: bool, note: str, on: date
) -> Exemption:
    """批复资格例外; never by the account that proposed it, and never once decided again."""
    rows = Exemption.objects.select_for_update(of=("self",))
    row = APPROVE_EXEMPTIONS.one(actor, rows, pk=exemption_id)
    reasons = []
    if row.state != ExemptionState.ASKED:
        reasons.append(_("这项例外已经批复"))
    if row.asker_account == actor.account_id:
        reasons.append(_("提出例外的人不能自己批准，请由其他同志批复"))
    if not note.strip():
        reasons.append(_("请写明批复意见"))
    if reasons:
        raise Refused(reasons)
    row.state = ExemptionState.APPROVED if approved else ExemptionState.REFUSED
    row.decided_on, row.decided_by, row.decider_account = on, actor.name, actor.account_id
    row.note = note.strip()
    row.save(update_fields=["state", "decided_on", "decided_by", "decider_account", "note"])
    detail = {
        "person": str(row.entry.person),
        "failed": row.failed,
        "answer": ExemptionState(row.state).label,
    }
    record(actor=actor, deed=EXEMPTION_DECIDED, subject=row, detail=detail, reason=row.note)
    exemption_was_decided(actor=actor, row=row)
    return row
