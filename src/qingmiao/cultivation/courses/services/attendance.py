"""What a class says about a person, told to evidence; and the export of hours, which is a deed."""

from django.db import transaction

from qingmiao.cultivation.courses.deeds import HOURS_EXPORTED
from qingmiao.cultivation.courses.models import Attendance
from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record


@transaction.atomic
def tell_hours_export(*, actor: Actor, year: int, count: int, filters: str, reason: str) -> None:
    """Hours that leave the house leave a trace: who, how many people, of which year, for what."""
    record(
        actor=actor,
        deed=HOURS_EXPORTED,
        subject=Attendance(pk=0),
        detail={"year": year, "count": count, "filter": filters},
        reason=reason,
    )


@transaction.atomic
def note_attendance(*, actor: Actor, attendance: Attendance) -> None:
    """To have been there says nothing of a person; what the class says of somebody does."""
    around, claims = attendance.session.training_class, []
    if attendance.verdict:
        claims.append(
            Claim(
                person_id=attendance.person_id,
                dimension=Dimension.LEARNING,
                text=f"{around}{attendance.verdict}",
                source_kind=SourceKind.TRAINING,
                source_name=str(around.programme.organizer)[:120],
                source_unit_id=around.programme.organizer_id,
                happened_on=around.ends,
            )
        )
    contribute(actor=actor, origin=attendance, claims=claims)


@transaction.atomic
def forget_attendance(*, actor: Actor, attendance: Attendance, reason: str) -> None:
    retract_all(actor=actor, origin=attendance, reason=reason)
