"""What a benefit says about a person, told to evidence."""

from django.db import transaction

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Secrecy, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.stewardship.measures.enums import BenefitKind
from qingmiao.stewardship.measures.models import Benefit


@transaction.atomic
def note_benefit(*, actor: Actor, benefit: Benefit) -> None:
    """Only a commendation (通报表扬) praises what somebody did. Rest, help, a clarified rumour or a
    mistake tolerated is care, and care says nothing for or against a person.
    """
    claims = []
    if benefit.kind == BenefitKind.COMMENDATION:
        claims.append(
            Claim(
                person_id=benefit.person_id,
                dimension=Dimension.RESULTS,
                text=benefit.content,
                source_kind=SourceKind.COMMENDATION,
                source_name=benefit.approved_by,
                source_unit_id=benefit.measure.owner_id,
                happened_on=benefit.granted_on,
                secrecy=Secrecy.UNIT,
            )
        )
    contribute(actor=actor, origin=benefit, claims=claims)


@transaction.atomic
def forget_benefit(*, actor: Actor, benefit: Benefit, reason: str) -> None:
    retract_all(actor=actor, origin=benefit, reason=reason)
