"""Which units were visited, when, and which have waited too long."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Min, QuerySet

from qingmiao.access.enums import DISTRICT_READERS, LIAISONS
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.queries import standing_units
from qingmiao.selection.visits.contracts import Contact, CoverageFilter, Place, Tiles
from qingmiao.selection.visits.enums import PAID, VisitState
from qingmiao.selection.visits.models import Lead, Visit
from qingmiao.selection.visits.permissions import VIEW_LEADS, VIEW_VISITS
from qingmiao.selection.visits.queries.duty import places
from qingmiao.selection.visits.rules import is_overdue

NOT_VISITED = (UnitKind.DISTRICT, UnitKind.BLOCK)
"""The district itself is no unit one visits; blocks are visited with the township above them."""
ONLY = ("overdue", "never", "headless")


def coverage(
    *, actor: Actor, on: date, most_days: int, unit_ids: Iterable[int] | None = None
) -> list[Contact]:
    """走访覆盖: every unit the reader looks after, those nobody came to first, then the longest ago.

    The last day is told whoever went: a unit taken over from another segment does not wait anew. How many
    visits there are is told of those the reader may open.
    """
    units = standing_units(on=on).exclude(kind__in=NOT_VISITED)
    scope = actor.units(*DISTRICT_READERS, *LIAISONS)
    if scope is not None:
        units = units.filter(pk__in=scope)
    if unit_ids is not None:
        units = units.filter(pk__in=list(unit_ids))
    every = VIEW_VISITS.rows(actor, Visit.objects.standing()).order_by()
    paid = {
        unit: (last, count)
        for unit, last, count in _paid(on)
        .values_list("unit_id")
        .annotate(last=Max("held_on"), count=Count("pk", filter=VIEW_VISITS.scope(actor)))
    }
    planned = dict(
        every.filter(state__in=(VisitState.PLANNED, VisitState.UNDER_WAY))
        .values_list("unit_id")
        .annotate(next=Min("held_on"))
    )
    found = Lead.objects.standing().filter(found_on__lte=on)
    leads = dict(
        VIEW_LEADS.rows(actor, found).order_by().values_list("unit_id").annotate(n=Count("pk"))
    )
    where = places(on=on)
    contacts = []
    for unit in units:
        last, count = paid.get(unit.pk, (None, 0))
        days = (on - last).days if last else None
        contacts.append(
            Contact(
                unit_id=unit.pk,
                unit=unit.name,
                kind=unit.get_kind_display(),
                kind_code=unit.kind,
                last_on=last,
                days=days,
                visits=count,
                leads=leads.get(unit.pk, 0),
                is_overdue=is_overdue(days=days, most=most_days),
                place=where.get(unit.pk),
                next_on=planned.get(unit.pk),
            )
        )
    return sorted(contacts, key=lambda contact: contact.last_on or date.min)


def last_paid(*, on: date) -> dict[int, date]:
    """The last day somebody went to each unit, whoever asks."""
    return dict(_paid(on).values_list("unit_id").annotate(last=Max("held_on")))


def _paid(on: date) -> QuerySet[Visit]:
    rows: QuerySet[Visit] = Visit.objects.standing().filter(state__in=PAID, held_on__lte=on)
    return rows.order_by()


def narrowed(contacts: Iterable[Contact], wanted: CoverageFilter) -> list[Contact]:
    return [contact for contact in contacts if _fits(contact, wanted)]


def _fits(contact: Contact, wanted: CoverageFilter) -> bool:
    place = contact.place
    text = f"{contact.unit} {place.head} {place.group}" if place else contact.unit
    only = {
        "overdue": contact.is_overdue,
        "never": contact.last_on is None,
        "headless": place is None or place.head_id is None,
    }
    return (
        all(word in text for word in wanted.words.split())
        and (not wanted.segment_ids or (place.segment_id if place else 0) in wanted.segment_ids)
        and (not wanted.kinds or contact.kind_code in wanted.kinds)
        and only.get(wanted.only, True)
    )


def tiles(contacts: Iterable[Contact]) -> list[Tiles]:
    """The map: one block a segment, its units in the order in which they are asked for."""
    blocks: dict[tuple[int, str], list[Contact]] = {}
    for contact in contacts:
        blocks.setdefault(_segment(contact.place), []).append(contact)
    return [
        Tiles(
            segment_id=number or None,
            segment=name,
            contacts=tuple(rows),
            overdue=sum(row.is_overdue for row in rows),
        )
        for (number, name), rows in sorted(blocks.items(), key=lambda block: block[0][0] or 1 << 62)
    ]


def _segment(place: Place | None) -> tuple[int, str]:
    return (place.segment_id, place.segment) if place else (0, "")
