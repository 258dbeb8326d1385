"""What the assessment at the end of a trial says about a person, told to evidence."""

from django.db import transaction

from qingmiao.appointment.probation.enums import ProbationState
from qingmiao.appointment.probation.models import Probation
from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor

SPEAKS = {
    ProbationState.CONFIRMED: Polarity.FOR,
    ProbationState.EXTENDED: Polarity.AGAINST,
    ProbationState.RETURNED: Polarity.AGAINST,
}


@transaction.atomic
def note_trial(*, actor: Actor, trial: Probation) -> None:
    """A concluded trial speaks through its written assessment; without one it says nothing."""
    claims = []
    if trial.state in SPEAKS and trial.assessment.strip() and trial.assessed_on:
        appointment = trial.appointment
        claims.append(
            Claim(
                person_id=appointment.person_id,
                dimension=Dimension.RESULTS,
                text=trial.assessment,
                source_kind=SourceKind.APPRAISAL,
                source_name=str(appointment.to_unit),
                source_unit_id=appointment.to_unit_id,
                happened_on=trial.assessed_on,
                polarity=SPEAKS[ProbationState(trial.state)],
            )
        )
    contribute(actor=actor, origin=trial, claims=claims)


@transaction.atomic
def forget_trial(*, actor: Actor, trial: Probation, reason: str) -> None:
    retract_all(actor=actor, origin=trial, reason=reason)
