"""Units are added, changed and closed from a day on; how they stood before is kept as a version."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.orgs import rules
from qingmiao.orgs.contracts import UnitWords
from qingmiao.orgs.deeds import UNIT_ADDED, UNIT_AMENDED, UNIT_CLOSED
from qingmiao.orgs.models import Unit, UnitVersion
from qingmiao.orgs.permissions import require_keeper
from qingmiao.orgs.queries import posts_as_of

WORDS = ("name", "short_name", "kind", "parent_id", "sort_no")


def lock_the_tree() -> None:
    """Changes of the tree follow one another: two moves at once could each be sound, and make a ring."""
    list(Unit.objects.select_for_update().filter(parent__isnull=True).order_by("pk"))


def _locked(unit_id: int) -> Unit:
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise Forbidden(_("没有这个机构"))
    if unit.ends is not None:
        raise Refused(_("该机构已撤销"))
    return unit


def _parent(parent_id: int | None) -> Unit | None:
    return Unit.objects.filter(pk=parent_id).first() if parent_id else None


def _clean(unit: Unit) -> None:
    try:
        unit.full_clean(exclude=["path"])
    except ValidationError as no:
        raise Refused(no.messages) from no


def _refuse(flaws: Iterable[str]) -> None:
    reasons = list(flaws)
    if reasons:
        raise Refused(reasons)


@transaction.atomic
def add_unit(
    *, actor: Actor, code: str, words: UnitWords, on: date, basis: str, today: date
) -> Unit:
    """设立机构 below a standing unit; the first one of all is the root."""
    require_keeper(actor)
    lock_the_tree()
    parent = _parent(words.parent_id)
    is_first = not Unit.objects.exists()
    reasons = [
        *rules.flaws_of_day(on=on, newest=on, today=today),
        *rules.flaws_of_place(
            is_root=is_first, has_parent=parent is not None, is_below_itself=False
        ),
    ]
    if parent is not None:
        reasons += rules.flaws_of_parent(begins=parent.begins, ends=parent.ends, on=on)
    _refuse(reasons)
    unit = Unit(code=code, begins=on, **asdict(words))
    _clean(unit)
    unit.save(force_insert=True)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    UnitVersion.objects.create(unit=unit, begins=on, basis=basis, **asdict(words))
    record(
        actor=actor,
        deed=UNIT_ADDED,
        subject=unit,
        detail={"unit": unit.name, "on": on.isoformat()},
        reason=basis,
    )
    return unit


@transaction.atomic
def amend_unit(
    *, actor: Actor, unit_id: int, words: UnitWords, on: date, basis: str, today: date
) -> Unit:
    """变更机构: rename, re-parent or re-kind it from a day on; paths below follow at once.

    On the day an edition began the edition itself is put right; later days open a new one.
    """
    require_keeper(actor)
    lock_the_tree()
    unit = _locked(unit_id)
    version = unit.versions.order_by("begins").last()
    parent = _parent(words.parent_id)
    newest = version.begins if version else unit.begins
    reasons = [
        *rules.flaws_of_day(on=on, newest=newest, today=today),
        *rules.flaws_of_place(
            is_root=unit.parent_id is None,
            has_parent=parent is not None,
            is_below_itself=parent is not None and parent.path.startswith(unit.path),
        ),
    ]
    if parent is not None and parent.pk != unit.parent_id:
        reasons += rules.flaws_of_parent(begins=parent.begins, ends=parent.ends, on=on)
    _refuse(reasons)
    changed = [name for name in WORDS if getattr(unit, name) != getattr(words, name)]
    if not changed:
        return unit
    told = [_label(name) for name in changed]
    for name in WORDS:
        setattr(unit, name, getattr(words, name))
    _clean(unit)
    unit.save(update_fields=[name.removesuffix("_id") for name in WORDS])
    _turn_the_page(unit, version, words, on=on, basis=basis)
    move_paths(unit, parent)
    record(
        actor=actor,
        deed=UNIT_AMENDED,
        subject=unit,
        detail={"unit": unit.name, "on": on.isoformat(), "changes": told},
        reason=basis,
    )
    return unit


def _label(name: str) -> Any:
    return Unit._meta.get_field(name.removesuffix("_id")).verbose_name  # type: ignore[union-attr]


def _turn_the_page(
    unit: Unit, version: UnitVersion | None, words: UnitWords, *, on: date, basis: str
) -> None:
    if version is not None and version.begins < on:
        version.ends = on
        version.save(update_fields=["ends"])
        version = None
    if version is None:
        version = UnitVersion(unit=unit, begins=on)
    for name in WORDS:
        setattr(version, name, getattr(words, name))
    version.basis = basis
    version.save()


def move_paths(unit: Unit, parent: Unit | None) -> None:
    """The unit and everything below it, in one statement."""
    old, new = unit.path, f"{parent.path if parent else '/'}{unit.pk}/"
    if old == new:
        return
    Unit.objects.filter(path__startswith=old).update(
        path=Concat(Value(new), Substr(F("path"), len(old) + 1))
    )
    unit.path = new


@transaction.atomic
def close_unit(
    *,
    actor: Actor,
    unit_id: int,
    on: date,
    basis: str,
    today: date,
    further: Iterable[str] = (),
) -> Unit:
    """撤销机构 from a day on: it stays in the tree of earlier days and in every résumé.

    ``further`` are reasons against it that only floors above can know.
    """
    require_keeper(actor)
    lock_the_tree()
    unit = _locked(unit_id)
    version = unit.versions.order_by("begins").last()
    standing = Q(ends__isnull=True) | Q(ends__gt=on)
    reasons = [
        *rules.flaws_of_day(on=on, newest=version.begins if version else unit.begins, today=today),
        *rules.flaws_of_closing(
            children=unit.children.filter(standing).count(),
            posts=posts_as_of(on=on).filter(unit=unit).count(),
        ),
        *further,
    ]
    _refuse(reasons)
    unit.ends = on
    _clean(unit)
    unit.save(update_fields=["ends"])
    if version is not None:
        version.ends = on
        version.save(update_fields=["ends"])
    record(
        actor=actor,
        deed=UNIT_CLOSED,
        subject=unit,
        detail={"unit": unit.name, "on": on.isoformat()},
        reason=basis,
    )
    return unit
