"""What an accepted observation says about a person, told to evidence."""

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.selection.observations.enums import ObservationState
from qingmiao.selection.observations.models import Observation
from qingmiao.selection.observations.permissions import ACCEPT_OBSERVATIONS


@transaction.atomic
def note_observation(*, actor: Actor, observation: Observation) -> None:
    """Only what the department accepted becomes evidence, and nobody accepts what oneself saw."""
    claims = []
    if observation.state == ObservationState.ACCEPTED:
        _require_acceptance(actor, observation)
        witness = observation.witness
        claims.append(
            Claim(
                person_id=observation.person_id,
                dimension=Dimension(observation.dimension),
                text=observation.action,
                polarity=Polarity(observation.polarity),
                source_kind=SourceKind.OBSERVATION,
                source_name=observation.observer.name,
                source_person_id=observation.observer_id,
                source_unit_id=observation.front.unit_id,
                happened_on=observation.observed_on,
                verified_by=witness.name if witness else "",
            )
        )
    contribute(actor=actor, origin=observation, claims=claims)


def _require_acceptance(actor: Actor, observation: Observation) -> None:
    if actor.person_id is not None and actor.person_id == observation.observer_id:
        raise Refused(_("识别人不得采信本人提交的识别"))
    if not ACCEPT_OBSERVATIONS.allows(actor, observation):
        raise Refused(str(ACCEPT_OBSERVATIONS.sentence))


@transaction.atomic
def forget_observation(*, actor: Actor, observation: Observation, reason: str) -> None:
    retract_all(actor=actor, origin=observation, reason=reason)
