"""破格: asked for by name and reason, approved by somebody else."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.selection.nominations.deeds import EXEMPTION_ASKED, EXEMPTION_DECIDED
from qingmiao.selection.nominations.enums import ExemptionState, Route
from qingmiao.selection.nominations.models import Draft, Exemption
from qingmiao.selection.nominations.permissions import APPROVE_EXEMPTIONS, USE_DRAFTS
from qingmiao.selection.nominations.queries.eligibility import judged
from qingmiao.selection.nominations.queries.event import category_code
from qingmiao.selection.nominations.services.telling import exemption_was_decided, tell_of_exemption


@transaction.atomic
def ask_exemption(
    *, actor: Actor, draft_id: int, provision: str, reason: str, on: date
) -> Exemption:
    """申请破格 from one article that holds back the person of a draft; the unit asks, never oneself."""
    rows = Draft.objects.select_for_update(of=("self",)).filter(sent_at__isnull=True)
    draft = USE_DRAFTS.one(actor, rows, pk=draft_id)
    if draft.person is None:
        raise Refused(_("请先选择被推荐人"))
    code = category_code(event=draft.event, typed=draft.content)
    with official():
        found = judged(person=draft.person, event=draft.event, on=on, category=code)
    held = [one for one in found if one.finding.provision == provision and one.holds_back]
    reasons = []
    if draft.route != Route.ORGANIZATION:
        reasons.append(_("破格由单位党组织申请，个人不能为自己申请"))
    if not held:
        reasons.append(_("这一条没有限制该同志，不需要破格"))
    if not reason.strip():
        reasons.append(_("请写明破格理由"))
    if reasons:
        raise Refused(reasons)
    made = Exemption(
        event=draft.event,
        person=draft.person,
        unit=draft.unit,
        provision=provision,
        failed=held[0].finding.because[:300],
        reason=reason.strip(),
        asked_on=on,
        asked_by=actor.name,
        asker_account=actor.account_id,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("这一条已经申请破格")) from no
    detail = {"person": str(made.person), "failed": made.failed}
    record(actor=actor, deed=EXEMPTION_ASKED, subject=made, detail=detail, reason=made.reason)
    tell_of_exemption(actor=actor, row=made, on=on)
    return made


@transaction.atomic
def decide_exemption(
    *, actor: Actor, exemption_id: int, approved: bool, note: str, on: date
) -> Exemption:
    """Approve or refuse. Whoever asked does not approve, and a note is always written."""
    rows = Exemption.objects.select_for_update(of=("self",))
    row = APPROVE_EXEMPTIONS.one(actor, rows, pk=exemption_id)
    reasons = []
    if row.state != ExemptionState.ASKED:
        reasons.append(_("这项破格已经决定"))
    if row.asker_account == actor.account_id:
        reasons.append(_("申请人不能批准自己申请的破格"))
    if not note.strip():
        reasons.append(_("请写明批准或不批准的理由"))
    if reasons:
        raise Refused(reasons)
    row.state = ExemptionState.APPROVED if approved else ExemptionState.REFUSED
    row.decided_on, row.decided_by, row.decider_account = on, actor.name, actor.account_id
    row.note = note.strip()
    row.save(update_fields=["state", "decided_on", "decided_by", "decider_account", "note"])
    detail = {
        "person": str(row.person),
        "failed": row.failed,
        "answer": ExemptionState(row.state).label,
    }
    record(actor=actor, deed=EXEMPTION_DECIDED, subject=row, detail=detail, reason=row.note)
    exemption_was_decided(actor=actor, row=row)
    return row
