from datetime import date

from django.db.models import Count, Max

from qingmiao.access.enums import DISTRICT_READERS, LIAISONS
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.queries import standing_units
from qingmiao.selection.visits.contracts import Contact
from qingmiao.selection.visits.enums import VisitState
from qingmiao.selection.visits.models import Lead, Visit
from qingmiao.selection.visits.permissions import VIEW_LEADS, VIEW_VISITS
from qingmiao.selection.visits.rules import is_overdue

NOT_VISITED = (UnitKind.DISTRICT, UnitKind.BLOCK)
"""The district itself is no unit one visits; blocks are visited with the township above them."""


def coverage(*, actor: Actor, on: date, most_days: int) -> list[Contact]:
    """走访覆盖: every unit the reader looks after, those nobody came to first, then the longest ago."""
    units = standing_units(on=on).exclude(kind__in=NOT_VISITED)
    scope = actor.units(*DISTRICT_READERS, *LIAISONS)
    if scope is not None:
        units = units.filter(pk__in=scope)
    paid = Visit.objects.standing().exclude(state=VisitState.PLANNED).filter(held_on__lte=on)
    visits = {
        unit: (last, count)
        for unit, last, count in VIEW_VISITS.rows(actor, paid)
        .order_by()
        .values_list("unit_id")
        .annotate(last=Max("held_on"), count=Count("pk"))
    }
    found = Lead.objects.standing().filter(found_on__lte=on)
    leads = dict(
        VIEW_LEADS.rows(actor, found).order_by().values_list("unit_id").annotate(n=Count("pk"))
    )
    contacts = []
    for unit in units:
        last, count = visits.get(unit.pk, (None, 0))
        days = (on - last).days if last else None
        contacts.append(
            Contact(
                unit_id=unit.pk,
                unit=unit.name,
                kind=unit.get_kind_display(),
                last_on=last,
                days=days,
                visits=count,
                leads=leads.get(unit.pk, 0),
                is_overdue=is_overdue(days=days, most=most_days),
            )
        )
    return sorted(contacts, key=lambda contact: contact.last_on or date.min)
