"""Who hears of what in the field: what waits for a word, what came back, which unit waits too long."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from qingmiao.access.enums import DEPARTMENT, Role
from qingmiao.access.queries import account_of, accounts_holding
from qingmiao.kernel.actor import Actor
from qingmiao.notices.services import notify, settle
from qingmiao.rulebook.library import regulation
from qingmiao.selection.visits import deeds
from qingmiao.selection.visits.models import Lead, Liaison, Visit
from qingmiao.selection.visits.queries.coverage import last_paid
from qingmiao.selection.visits.queries.duty import headed_points
from qingmiao.selection.visits.rules import is_overdue


@transaction.atomic
def tell_heads(*, actor: Actor, visit: Visit, on: date) -> None:
    """等待确认: the group head; where that is the visitor, or nobody is, the segment head."""
    own = {account_of(visit.visitor_id)}
    for role in (Role.GROUP_HEAD, Role.SEGMENT_HEAD):
        heads = accounts_holding(roles=[role], unit_id=visit.unit_id, on=on) - own
        if heads:
            notify(
                actor=actor,
                to=heads,
                kind=deeds.VISIT_AWAITS,
                subject=visit,
                detail={"title": str(visit)},
                url=reverse("visits:visit-detail", args=[visit.pk]),
            )
            return


@transaction.atomic
def tell_officers(*, actor: Actor, lead: Lead, on: date) -> None:
    """等待核实: the department; never the person concerned nor their kin."""
    notify(
        actor=actor,
        to=accounts_holding(roles=DEPARTMENT, unit_id=lead.unit_id, on=on),
        kind=deeds.LEAD_AWAITS,
        subject=lead,
        detail={"title": str(lead)},
        url=reverse("visits:lead-detail", args=[lead.pk]),
        about=lead.person_id,
    )


@transaction.atomic
def tell_visitor(*, actor: Actor, visit: Visit, reason: str) -> None:
    account = account_of(visit.visitor_id)
    if account is not None:
        notify(
            actor=actor,
            to=[account],
            kind=deeds.VISIT_CAME_BACK,
            subject=visit,
            detail={"title": str(visit), "reason": reason},
            url=reverse("visits:visit-detail", args=[visit.pk]),
        )


@transaction.atomic
def settle_overdue(*, actor: Actor, visit: Visit) -> None:
    """Somebody went: the unit waits no longer."""
    for liaison in headed_points(unit_id=visit.unit_id, on=visit.held_on):
        settle(actor=actor, subject=liaison, kind=deeds.UNIT_OVERDUE)


@transaction.atomic
def remind_of_overdue(*, actor: Actor, on: date) -> int:
    """超期提醒: every point head, once for each unit until somebody goes there. Returns how many."""
    most = regulation("visits/coverage").on(on)["days_between_visits"].value
    last = last_paid(on=on)
    told = 0
    for liaison in headed_points(on=on):
        went = last.get(liaison.unit_id or 0)
        if is_overdue(days=(on - went).days if went else None, most=most):
            told += _remind(actor, liaison, most, since=went)
    return told


def _remind(actor: Actor, liaison: Liaison, most: int, *, since: date | None) -> int:
    account = account_of(liaison.person_id)
    if account is None:
        return 0
    return notify(
        actor=actor,
        to=[account],
        kind=deeds.UNIT_OVERDUE,
        subject=liaison,
        detail={"unit": str(liaison.unit), "most": str(most)},
        url=f"{reverse('visits:visit-plan')}?unit={liaison.unit_id}",
        key=f"{liaison.pk}:overdue:{since or ''}",
        once=True,
    )
