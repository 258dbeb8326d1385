"""What the party organization vouches for, as evidence is told it."""

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.services import contribute
from qingmiao.kernel.actor import Actor
from qingmiao.selection.nominations.enums import Decision, NominationState, Route
from qingmiao.selection.nominations.models import Nomination

LONGEST_CLAIM = 500


def vouch_for(*, actor: Actor, nomination: Nomination) -> None:
    """Tell evidence what the nomination says as it stands now."""
    contribute(actor=actor, origin=nomination, claims=_claims_of(nomination))


def _claims_of(nomination: Nomination) -> list[Claim]:
    vouches = (
        nomination.route == Route.ORGANIZATION
        and nomination.state == NominationState.ACCEPTED
        and nomination.decision != Decision.REJECTED
    )
    if not vouches:
        return []
    return [
        Claim(
            person_id=nomination.person_id,
            dimension=Dimension(nomination.dimension),
            text=nomination.merits[:LONGEST_CLAIM],
            source_kind=SourceKind.NOMINATION,
            source_name=f"{nomination.unit}党组织",  # not interface: kept as written
            source_unit_id=nomination.unit_id,
            happened_on=nomination.submitted_on,
        )
    ]
