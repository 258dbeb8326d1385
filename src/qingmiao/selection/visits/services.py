"""What a lead says about a person, told to evidence."""

from django.db import transaction

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.selection.visits.enums import LeadState
from qingmiao.selection.visits.models import Lead


@transaction.atomic
def note_lead(*, actor: Actor, lead: Lead) -> None:
    """A lead that was merged into a dossier becomes evidence; before that it is only hearsay."""
    claims = []
    if lead.person_id is not None and lead.state == LeadState.MERGED:
        claims.append(
            Claim(
                person_id=lead.person_id,
                dimension=Dimension(lead.dimension),
                text=lead.behaviour,
                source_kind=SourceKind.VISIT,
                source_name=lead.told_by,
                source_unit_id=lead.unit_id,
                happened_on=lead.found_on,
                is_direct=lead.is_direct,
            )
        )
    contribute(actor=actor, origin=lead, claims=claims)


@transaction.atomic
def forget_lead(*, actor: Actor, lead: Lead, reason: str) -> None:
    retract_all(actor=actor, origin=lead, reason=reason)
