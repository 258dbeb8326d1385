"""What a contribution to a discussion says about its author, told to evidence."""

from django.db import transaction

from qingmiao.cultivation.campaigns.enums import ContributionState
from qingmiao.cultivation.campaigns.models import Contribution
from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor

SPEAKS = {
    ContributionState.SELECTED: (Dimension.EXPRESSION, "入选"),  # not interface: told to evidence
    ContributionState.ADOPTED: (Dimension.DUTY, "被采纳"),  # not interface: told to evidence
}
"""That somebody handed in says nothing yet; that others selected or adopted it does."""


@transaction.atomic
def note_contribution(*, actor: Actor, contribution: Contribution) -> None:
    claims = []
    state = ContributionState(contribution.state)
    if state in SPEAKS:
        dimension, outcome = SPEAKS[state]
        campaign = contribution.campaign
        claims.append(
            Claim(
                person_id=contribution.person_id,
                dimension=dimension,
                text=f"在“{campaign.title}”中的发言“{contribution.title}”{outcome}",  # not interface: told to evidence
                source_kind=SourceKind.CAMPAIGN,
                source_name=str(campaign.organizer),
                source_unit_id=campaign.organizer_id,
                happened_on=contribution.contributed_on,
            )
        )
    contribute(actor=actor, origin=contribution, claims=claims)


@transaction.atomic
def forget_contribution(*, actor: Actor, contribution: Contribution, reason: str) -> None:
    retract_all(actor=actor, origin=contribution, reason=reason)
