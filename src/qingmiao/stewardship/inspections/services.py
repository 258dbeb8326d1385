from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.stewardship.inspections.deeds import FINDING_EXPLAINED
from qingmiao.stewardship.inspections.enums import OPEN_TO_REPLY, FindingState
from qingmiao.stewardship.inspections.models import Finding
from qingmiao.stewardship.inspections.permissions import EXPLAIN_FINDINGS


@transaction.atomic
def explain_finding(*, actor: Actor, finding_id: int, explanation: str) -> Finding:
    """本人说明: the person concerned is heard before the finding is judged, and may say more until then."""
    rows = Finding.objects.standing().select_for_update(of=("self",))
    finding = EXPLAIN_FINDINGS.one(actor, rows, pk=finding_id)
    said = explanation.strip()
    reasons = []
    if finding.state not in OPEN_TO_REPLY:
        reasons.append(_("该问题已经认定，不再接受说明，如有异议请联系干部科"))
    if not said:
        reasons.append(_("请写明情况"))
    if reasons:
        raise Refused(reasons)
    finding.explanation, finding.state = said, FindingState.EXPLAINED
    finding.version += 1
    finding.save(update_fields=["explanation", "state", "version"])
    record(actor=actor, deed=FINDING_EXPLAINED, subject=finding, detail={"title": str(finding)})
    return finding
