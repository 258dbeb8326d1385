"""An export of hours is a deed: it holds what many people did in a year."""

from django.db import transaction

from qingmiao.cultivation.courses.deeds import HOURS_EXPORTED
from qingmiao.cultivation.courses.models import Attendance
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
