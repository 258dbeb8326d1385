from datetime import date

from qingmiao.selection.nominations.enums import NominationState, Route
from qingmiao.selection.nominations.models import Nomination, NominationEvent


def closing_day(*, event_id: int | None) -> date | None:
    """The closing day as the database still has it; ``None`` for a notice not yet entered."""
    return (
        NominationEvent.objects.filter(pk__in=[event_id] if event_id else [])
        .values_list("closes_on", flat=True)
        .first()
    )


def places_taken(*, event_id: int, unit_id: int) -> int:
    """How many of its quota a unit has used in one event."""
    return (
        Nomination.objects.standing()
        .filter(
            event_id=event_id,
            unit_id=unit_id,
            route=Route.ORGANIZATION,
            state__in=[NominationState.SUBMITTED, NominationState.ACCEPTED],
        )
        .count()
    )
