from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, Secrecy, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.stewardship.inspections.deeds import FINDING_EXPLAINED
from qingmiao.stewardship.inspections.enums import (
    CONFIRMED,
    OPEN_TO_REPLY,
    FindingState,
    ProofGrade,
)
from qingmiao.stewardship.inspections.models import Finding
from qingmiao.stewardship.inspections.permissions import EXPLAIN_FINDINGS

LONGEST = 500


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


@transaction.atomic
def note_finding(*, actor: Actor, finding: Finding) -> None:
    """A confirmed finding about somebody is evidence, sealed: class D is read and counted by no page of
    the reserve, and shows only where the finding itself does. One not yet judged, or overturned, is none.
    """
    claims = []
    if finding.person_id is not None and finding.state in CONFIRMED:
        visit = finding.check_visit
        claims.append(
            Claim(
                person_id=finding.person_id,
                dimension=Dimension.DUTY,
                text=f"{finding.phenomenon}：{finding.description}"[:LONGEST],
                polarity=Polarity.AGAINST,
                source_kind=SourceKind.INSPECTION,
                source_name=visit.inspectors[:120],
                happened_on=visit.checked_on,
                is_direct=finding.proof != ProofGrade.TOLD,
                secrecy=Secrecy.DISCIPLINE,
            )
        )
    contribute(actor=actor, origin=finding, claims=claims)


@transaction.atomic
def forget_finding(*, actor: Actor, finding: Finding, reason: str) -> None:
    retract_all(actor=actor, origin=finding, reason=reason)
