"""What a nomination says to other rooms: to evidence, and to the demand its notice cites."""

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.services import contribute
from qingmiao.kernel.actor import Actor
from qingmiao.selection.demands.contracts import Find
from qingmiao.selection.demands.enums import FoundBy
from qingmiao.selection.demands.services.discovery import note_found
from qingmiao.selection.nominations.enums import Decision, NominationState, Route
from qingmiao.selection.nominations.models import Nomination

LONGEST_CLAIM = 500
BY_ROUTE = {
    Route.ORGANIZATION: "组织推荐",  # not interface: kept as written
    Route.SELF: "个人自荐",  # not interface: kept as written
}


def vouch_for(*, actor: Actor, nomination: Nomination) -> None:
    """Tell evidence, and the demand of the notice, what the nomination says as it stands now."""
    contribute(actor=actor, origin=nomination, claims=_claims_of(nomination))
    tell_demand(actor=actor, nomination=nomination)


def tell_demand(*, actor: Actor, nomination: Nomination, reason: str = "") -> None:
    """Who is accepted for review was found for the demand, by whichever route, until rejected."""
    finds = [] if nomination.voided_at is not None else _finds_of(nomination)
    note_found(
        actor=actor,
        origin=nomination,
        demand_id=nomination.event.demand_id,
        finds=finds,
        reason=reason,
    )


def _is_in_hand(nomination: Nomination) -> bool:
    return nomination.state == NominationState.ACCEPTED and nomination.decision != Decision.REJECTED


def _finds_of(nomination: Nomination) -> list[Find]:
    if not _is_in_hand(nomination):
        return []
    return [
        Find(
            person_id=nomination.person_id,
            found_by=FoundBy.NOMINATION,
            found_on=nomination.submitted_on,
            text=f"{nomination.unit}{BY_ROUTE[Route(nomination.route)]}",
        )
    ]


def _claims_of(nomination: Nomination) -> list[Claim]:
    if nomination.route != Route.ORGANIZATION or not _is_in_hand(nomination):
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
