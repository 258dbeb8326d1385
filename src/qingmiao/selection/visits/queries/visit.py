from uuid import UUID

from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.selection.visits.enums import UNSETTLED, VisitState
from qingmiao.selection.visits.models import Attendee, Enclosure, Heard, Lead, Visit
from qingmiao.selection.visits.permissions import CONFIRM_VISITS, VIEW_VISITS


def state_of_visit(*, visit_id: int | None) -> str:
    """The state as stored; empty for a record nobody has stored."""
    if visit_id is None:
        return ""
    stored = Visit.objects.filter(pk=visit_id).values_list("state", flat=True).first()
    return stored or ""


def visit_sent_as(*, send_key: UUID) -> Visit | None:
    return Visit.objects.select_related("unit").filter(send_key=send_key).first()


def my_open_visits(*, actor: Actor) -> QuerySet[Visit]:
    """What the actor planned or began and has not told yet, the nearest day first."""
    rows = Visit.objects.standing().filter(
        visitor=actor.person_id, state__in=(VisitState.PLANNED, VisitState.UNDER_WAY)
    )
    return VIEW_VISITS.rows(actor, rows).select_related("unit").order_by("held_on", "pk")


def awaiting_confirmation(*, actor: Actor) -> QuerySet[Visit]:
    """Recorded visits the actor may confirm; nobody confirms the own."""
    recorded = Visit.objects.standing().filter(state=VisitState.RECORDED)
    rows = CONFIRM_VISITS.rows(actor, recorded).select_related("unit", "visitor")
    if actor.person_id is not None:
        rows = rows.exclude(visitor=actor.person_id)
    return rows.order_by("held_on", "pk")


def unsettled_leads(*, visit_id: int) -> int:
    return Lead.objects.standing().filter(visit=visit_id, state__in=UNSETTLED).count()


def told_during(
    *, visit_id: int
) -> tuple[QuerySet[Attendee], QuerySet[Heard], QuerySet[Enclosure]]:
    """Everything that hangs on a visit and goes with it."""
    return (
        Attendee.objects.standing().filter(visit=visit_id),
        Heard.objects.standing().filter(visit=visit_id),
        Enclosure.objects.standing().filter(visit=visit_id),
    )
