from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from qingmiao.orgs.contracts import Branch, Limb, Past
from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.models import CodeEntry, Post, Unit, UnitVersion


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


def path_ids(*, unit_id: int) -> list[int]:
    """The unit and every unit above it, from the root down; an unknown unit has none."""
    path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or ""
    return [int(part) for part in path.split("/") if part]


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


def unit_by_code(*, code: str) -> Unit | None:
    return Unit.objects.filter(code=code).first()


def tree_as_of(*, on: date) -> list[Branch]:
    """The roots of the tree as it stood on a day, each with what hung below it, gathered by kind."""
    versions = list(units_as_of(on=on))
    slots = dict(
        posts_as_of(on=on).order_by().values_list("unit_id").annotate(total=Sum("headcount"))
    )
    standing = {version.unit_id for version in versions}
    below: dict[int | None, list[UnitVersion]] = {}
    for version in versions:
        parent = version.parent_id if version.parent_id in standing else None
        below.setdefault(parent, []).append(version)

    def branch(version: UnitVersion) -> Branch:
        return Branch(
            unit_id=version.unit_id,
            name=version.name,
            kind=version.get_kind_display(),
            begins=version.begins,
            slots=slots.get(version.unit_id, 0),
            limbs=limbs(version.unit_id),
        )

    def limbs(unit_id: int) -> list[Limb]:
        children = below.get(unit_id, [])
        kinds = dict.fromkeys(child.kind for child in children)
        return [
            Limb(
                kind=str(UnitKind(kind).label),
                branches=[branch(child) for child in children if child.kind == kind],
            )
            for kind in sorted(kinds, key=UnitKind.values.index)
        ]

    return [branch(version) for version in below.get(None, [])]


def unit_as_of(*, unit_id: int, on: date) -> UnitVersion | None:
    """How a unit stood on a day; ``None`` before it was set up and after it was closed."""
    return units_as_of(on=on).filter(unit_id=unit_id).first()


def unit(*, unit_id: int) -> Unit | None:
    return Unit.objects.select_related("parent").filter(pk=unit_id).first()


def past_of(*, unit_id: int) -> list[Past]:
    """Every edition of a unit, newest first."""
    rows = UnitVersion.objects.filter(unit_id=unit_id).select_related("parent").order_by("-begins")
    return [
        Past(
            name=row.name,
            kind=row.get_kind_display(),
            parent=row.parent.name if row.parent else "",
            begins=row.begins,
            ends=row.ends,
            basis=row.basis,
        )
        for row in rows
    ]


def post(*, post_id: int) -> Post | None:
    return Post.objects.select_related("unit").filter(pk=post_id).first()


def code_entries() -> QuerySet[CodeEntry]:
    """Every entry of every list, closed ones included, list by list."""
    return CodeEntry.objects.order_by("code_list", "sort_no", "pk")


_OF_UNIT = ("name", "short_name", "kind", "parent_id", "sort_no", "ends")
_OF_VERSION = ("name", "short_name", "kind", "parent_id", "sort_no", "begins", "ends", "basis")
_OF_POST = (
    "level", "is_leading_team", "principal", "headcount", "sort_no", "begins", "ends", "basis",
)  # fmt: skip


def stand_of_unit(*, pk: int) -> dict[str, Any]:
    """A unit with its editions, fit for JSON: as it can be compared, and put back; empty when gone."""
    unit_now = Unit.objects.filter(pk=pk).values(*_OF_UNIT).first()
    if unit_now is None:
        return {}
    versions = UnitVersion.objects.filter(unit_id=pk).order_by("begins").values(*_OF_VERSION)
    return {"unit": _in_json(unit_now), "versions": [_in_json(each) for each in versions]}


def stand_of_post(*, pk: int) -> dict[str, Any]:
    """A slot, and which other rows of the same title there are beside it; empty when gone."""
    now: Any = Post.objects.filter(pk=pk).values("unit_id", "title", *_OF_POST).first()
    if now is None:
        return {}
    unit_id, title = now.pop("unit_id"), now.pop("title")
    others = Post.objects.filter(unit_id=unit_id, title=title).exclude(pk=pk)
    return {"post": _in_json(now), "others": sorted(others.values_list("pk", flat=True))}


def _in_json(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def post_told(*, unit_id: int, title: str, on: date) -> Post | None:
    """The slot of a title a table speaks of: the standing one, or the closed one that began that day."""
    posts = Post.objects.filter(unit_id=unit_id, title=title)
    return posts.filter(ends__isnull=True).first() or posts.filter(begins=on).first()
