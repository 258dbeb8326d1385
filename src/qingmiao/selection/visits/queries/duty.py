"""Who keeps contact with which units on which day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from qingmiao.access.enums import DEPARTMENT, LIAISONS
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.orgs.queries import standing_units
from qingmiao.selection.visits.contracts import Place
from qingmiao.selection.visits.enums import LiaisonLevel
from qingmiao.selection.visits.models import Liaison
from qingmiao.selection.visits.permissions import VIEW_LIAISONS


def duties_in_force(*, on: date) -> QuerySet[Liaison]:
    rows: QuerySet[Liaison] = Liaison.objects.standing().filter(begins__lte=on)
    return rows.filter(Q(ends__isnull=True) | Q(ends__gt=on)).select_related(
        "segment", "unit", "person"
    )


def headed_points(*, on: date, unit_id: int | None = None) -> QuerySet[Liaison]:
    """Points with a head on a day: all of them, or that of one unit."""
    rows = duties_in_force(on=on).filter(level=LiaisonLevel.POINT)
    return rows if unit_id is None else rows.filter(unit=unit_id)


def duties_of(*, person_id: int | None, on: date) -> list[Liaison]:
    """What somebody is responsible for on a day, the widest first."""
    if person_id is None:
        return []
    rank = list(LiaisonLevel.values)
    rows = duties_in_force(on=on).filter(person=person_id)
    return sorted(rows, key=lambda row: (rank.index(row.level), row.pk))


def places(*, on: date, unit_ids: Iterable[int] | None = None) -> dict[int, Place]:
    """Every point by its unit, as the newest duty that had begun by the day tells it.

    A point whose last head has left stays in its group, without a head.
    """
    rows = Liaison.objects.standing().filter(level=LiaisonLevel.POINT, begins__lte=on)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    newest = rows.order_by("unit_id", "-begins", "-pk").distinct("unit_id")
    return {
        row.unit_id: _place(row, on)
        for row in newest.select_related("segment", "person")
        if row.unit_id is not None
    }


def _place(row: Liaison, on: date) -> Place:
    has_head = row.ends is None or row.ends > on
    return Place(
        unit_id=row.unit_id or 0,
        segment_id=row.segment_id,
        segment=row.segment.name,
        group=row.group_name,
        head=row.person.name if has_head else "",
        head_id=row.person_id if has_head else None,
        liaison_id=row.pk,
        since=row.begins,
    )


def units_of_duty(*, person_id: int | None, on: date) -> frozenset[int]:
    """Units somebody may visit on a day: the own points, those of the own group, of the own segment."""
    duties = duties_of(person_id=person_id, on=on)
    if not duties:
        return frozenset()
    segments = {d.segment_id for d in duties if d.level == LiaisonLevel.SEGMENT}
    groups = {(d.segment_id, d.group_name) for d in duties if d.level == LiaisonLevel.GROUP}
    points = {d.unit_id for d in duties if d.level == LiaisonLevel.POINT}
    return frozenset(
        unit_id
        for unit_id, place in places(on=on).items()
        if place.segment_id in segments
        or (place.segment_id, place.group) in groups
        or unit_id in points
    )


def plannable_units(*, actor: Actor, on: date) -> QuerySet[Unit]:
    """Units the actor may visit: the department those it keeps, others those of the own duty."""
    units = standing_units(on=on)
    reach = actor.units(*DEPARTMENT)
    if reach is None:
        return units
    own, granted = units_of_duty(person_id=actor.person_id, on=on), actor.units(*LIAISONS)
    return units.filter(pk__in=reach | (own if granted is None else own & granted))


def liaison_above(*, segment_id: int, on: date) -> list[Liaison]:
    """Heads of a segment and of its groups on a day."""
    rows = duties_in_force(on=on).filter(segment=segment_id)
    return sorted(
        rows.exclude(level=LiaisonLevel.POINT),
        key=lambda row: (row.level != LiaisonLevel.SEGMENT, row.group_name, row.pk),
    )


def points_of(*, actor: Actor, segment_id: int, on: date) -> list[tuple[Unit, Place]]:
    """The points of a segment on a day, group by group; those the actor may know of."""
    found = {u: place for u, place in places(on=on).items() if place.segment_id == segment_id}
    known = VIEW_LIAISONS.rows(
        actor, Liaison.objects.filter(pk__in=[p.liaison_id for p in found.values()])
    )
    shown = set(known.values_list("pk", flat=True))
    units = standing_units(on=on).filter(pk__in=list(found))
    rows = [(unit, found[unit.pk]) for unit in units if found[unit.pk].liaison_id in shown]
    return sorted(rows, key=lambda row: row[1].group)


def past_of_duty(*, actor: Actor, liaison: Liaison) -> list[Liaison]:
    """Everybody who ever had the same segment, group or point, newest first."""
    rows = VIEW_LIAISONS.rows(actor, Liaison.objects.standing().filter(level=liaison.level))
    if liaison.level == LiaisonLevel.POINT:
        rows = rows.filter(unit=liaison.unit_id)
    else:
        rows = rows.filter(segment=liaison.segment_id)
    if liaison.level == LiaisonLevel.GROUP:
        rows = rows.filter(group_name=liaison.group_name)
    return list(rows.select_related("person", "segment").order_by("-begins", "-pk"))
