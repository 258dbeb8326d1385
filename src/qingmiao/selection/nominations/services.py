"""The unit's quota, and what an accepted nomination says about a person."""

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.selection.nominations.enums import Decision, EventState, NominationState, Route
from qingmiao.selection.nominations.models import Nomination, NominationEvent
from qingmiao.selection.nominations.permissions import DECIDE_NOMINATIONS
from qingmiao.selection.nominations.queries import places_taken
from qingmiao.selection.nominations.rules import counts_against_quota

LONGEST_CLAIM = 500


@transaction.atomic
def note_nomination(*, actor: Actor, nomination: Nomination) -> None:
    """Count it against the unit's quota, then tell evidence what the party organization vouches for.

    The event is locked first, so that two nominations of one unit never take the same last place.
    A self-nomination and a rejected one say nothing that could corroborate.
    """
    event = NominationEvent.objects.select_for_update().get(pk=nomination.event_id)
    _require_open(actor, event)
    _require_a_place(event, nomination)
    contribute(actor=actor, origin=nomination, claims=_claims_of(nomination))


def _require_open(actor: Actor, event: NominationEvent) -> None:
    if event.state != EventState.OPEN and DECIDE_NOMINATIONS.nowhere(actor):
        raise Refused(_("这次推荐已经截止，补报请联系干部科"))


def _require_a_place(event: NominationEvent, nomination: Nomination) -> None:
    if not counts_against_quota(route=nomination.route, state=nomination.state):
        return
    taken = places_taken(event_id=event.pk, unit_id=nomination.unit_id)
    if taken > event.quota_per_unit:
        raise Refused(
            _("该单位在这次推荐中的名额为 %(quota)d 人，已用完") % {"quota": event.quota_per_unit}
        )


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


@transaction.atomic
def forget_nomination(*, actor: Actor, nomination: Nomination, reason: str) -> None:
    event = NominationEvent.objects.get(pk=nomination.event_id)
    _require_open(actor, event)
    retract_all(actor=actor, origin=nomination, reason=reason)
