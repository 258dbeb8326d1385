from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from qingmiao.orgs.models import Post, Unit, UnitVersion


def subtree_ids(*, paths: Iterable[str]) -> dict[str, frozenset[int]]:
    """For each path the ids of the unit itself and everything below it, in one query."""
    wanted = sorted(set(paths))
    if not wanted:
        return {}
    below = Q()
    for path in wanted:
        below |= Q(path__startswith=path)
    rows = list(Unit.objects.filter(below).values_list("pk", "path"))
    return {path: frozenset(pk for pk, own in rows if own.startswith(path)) for path in wanted}


def standing_units(*, on: date) -> QuerySet[Unit]:
    """Units that exist on the day, in unit order."""
    return (
        Unit.objects.filter(begins__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .order_by("sort_no", "pk")
    )


def all_units() -> QuerySet[Unit]:
    """Every unit there is or was, in unit order."""
    return Unit.objects.order_by("sort_no", "pk")


def units_called(*, name: str) -> QuerySet[Unit]:
    """Units by full or short name, of today or of any earlier version, or by code."""
    called = Q(name=name) | Q(short_name=name) | Q(code=name)
    earlier = UnitVersion.objects.filter(Q(name=name) | Q(short_name=name)).values("unit_id")
    return Unit.objects.filter(called | Q(pk__in=earlier)).order_by("sort_no", "pk")


def units_as_of(*, on: date) -> QuerySet[UnitVersion]:
    """The tree as it stood on a day: one version per unit that existed then."""
    return (
        UnitVersion.objects.filter(begins__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .select_related("unit", "parent")
        .order_by("sort_no", "unit_id")
    )


def posts_as_of(*, on: date) -> QuerySet[Post]:
    """Slots in force on a day, in unit and post order."""
    return (
        Post.objects.filter(begins__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .select_related("unit")
        .order_by("unit__sort_no", "sort_no", "pk")
    )


def unit_with_subtree(*, unit_id: int) -> tuple[Unit | None, frozenset[int] | None]:
    """A unit and the ids of everything below it; an unknown unit has nothing below it."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        return None, frozenset()
    return unit, subtree_ids(paths=[unit.path])[unit.path]
