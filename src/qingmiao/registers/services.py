"""Entering, amending and voiding a record of any register: the one silhouette they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.registers.declaration import Register
from qingmiao.registers.enums import Source
from qingmiao.registers.models import field_of
from qingmiao.registers.values import reached, text_of

VOID_AND_ENTER_ANEW = gettext_lazy("该记录只能作废后重新登记")


class ChangedMeanwhile(Refused):
    """Somebody else wrote the row after this form was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    name: str
    label: str
    old: str
    new: str

    def as_detail(self) -> dict[str, str]:
        return {"label": self.label, "old": self.old, "new": self.new}


def changes_of(register: Register, row: Any, values: Mapping[str, Any]) -> list[Change]:
    """Which fields the new values would change, in words."""
    changes = []
    for name, new in values.items():
        old = getattr(row, name)
        if old != new:
            shown = (
                str(new) if isinstance(new, models.Model) else text_of(_word(register, name, new))
            )
            changes.append(
                Change(
                    name=name,
                    label=register.label_of(name),
                    old=text_of(reached(row, name)),
                    new=shown,
                )
            )
    return changes


def _word(register: Register, name: str, value: Any) -> Any:
    choices = dict(field_of(register.model, name).flatchoices or ())
    return choices.get(value, value)


def _told(register: Register, row: Any) -> dict[str, Any]:
    return {"noun": register.noun_title, "title": row}


def refusal_of(register: Register, no: IntegrityError) -> Refused:
    """The sentence of the constraint that spoke, for the person at the door."""
    name = getattr(getattr(no.__cause__, "diag", None), "constraint_name", "") or ""
    for constraint in register.model._meta.constraints:
        if constraint.name == name:
            return Refused(str(constraint.violation_error_message) % {"name": name})
    return Refused(_("与已有记录冲突，未保存"))


def _write(register: Register, row: Any, *, fields: list[str] | None) -> None:
    """Save inside a savepoint, so that a constraint's no leaves the transaction usable."""
    try:
        with transaction.atomic():
            row.save(force_insert=fields is None, update_fields=fields)
    except IntegrityError as no:
        raise refusal_of(register, no) from no


def _require_kept(register: Register, actor: Actor, row: Any) -> None:
    register.keep.one(actor, register.model._default_manager.all(), pk=row.pk)


def _require_sound(register: Register, row: Any, on: date) -> None:
    reasons = list(register.check(row, on)) if register.check else []
    if reasons:
        raise Refused(reasons)


def _require_released(register: Register, row: Any) -> None:
    """Rows that hang on this one are voided first, each with a reason of its own."""
    standing = [
        (part.register(), _count(part.register(), part.field, row))
        for part in register.parts
        if part.holds
    ]
    reasons = [
        _("名下还有 %(count)d 条%(noun)s，请先作废它们")
        % {"count": count, "noun": child.noun_title}
        for child, count in standing
        if count
    ]
    if reasons:
        raise Refused(reasons)


def _count(child: Register, field: str, row: Any) -> int:
    return child.model._default_manager.filter(voided_at__isnull=True, **{field: row}).count()


def _require_open(register: Register, actor: Actor, values: Mapping[str, Any]) -> None:
    """Fields reserved to others are not written by whatever door."""
    if set(values) - set(register.written_by(actor).fields):
        raise Forbidden(_("您无权填写研判结果一类的栏目"))


@transaction.atomic
def enter(
    *,
    actor: Actor,
    register: Register,
    values: Mapping[str, Any],
    on: date,
    source: str = Source.PAGE,
) -> Any:
    """登记 a row. It must lie among the rows its author may keep, or it never was."""
    _require_open(register, actor, values)
    row = register.model(**values, entered_by=actor.name, source=source)
    _require_sound(register, row, on)
    _write(register, row, fields=None)
    _require_kept(register, actor, row)
    if register.entered:
        register.entered(actor, row)
    record(actor=actor, deed=register.deeds["entered"], subject=row, detail=_told(register, row))
    return row


@transaction.atomic
def amend(
    *,
    actor: Actor,
    register: Register,
    pk: int,
    values: Mapping[str, Any],
    version: int | None,
    on: date,
    reason: str = "",
) -> Any:
    """修改 a standing row. ``version`` is the edition the author saw; a newer one refuses."""
    rows = register.model._default_manager.select_for_update(of=("self",))
    row = register.keep.one(actor, rows.filter(voided_at__isnull=True), pk=pk)
    if not register.can_amend:
        raise Refused(str(VOID_AND_ENTER_ANEW))
    if version is not None and version != row.version:
        raise ChangedMeanwhile(
            _("打开表单后他人已修改本记录，请重新打开再改，您填写的内容没有保存")
        )
    _require_open(register, actor, values)
    with official():
        changes = changes_of(register, row, values)
    if not changes:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    _require_sound(register, row, on)
    _write(register, row, fields=[*values, "version"])
    _require_kept(register, actor, row)
    if register.entered:
        register.entered(actor, row)
    record(
        actor=actor,
        deed=register.deeds["amended"],
        subject=row,
        detail={
            **_told(register, row),
            "fields": [field_of(register.model, change.name).verbose_name for change in changes],
            "changes": [change.as_detail() for change in changes],
        },
        reason=reason,
    )
    return row


@transaction.atomic
def void(*, actor: Actor, register: Register, pk: int, reason: str, at: datetime) -> Any:
    """作废 a row with a reason. It stays readable and counts no more."""
    rows = register.model._default_manager.select_for_update(of=("self",))
    row = register.keep.one(actor, rows, pk=pk)
    if row.voided_at is not None:
        raise Refused(_("该记录已经作废"))
    if not reason.strip():
        raise Refused(_("请写明作废理由"))
    _require_released(register, row)
    row.voided_at, row.voided_by, row.void_reason = at, actor.name, reason.strip()
    row.version += 1
    row.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
    if register.voided:
        register.voided(actor, row, reason.strip())
    record(
        actor=actor,
        deed=register.deeds["voided"],
        subject=row,
        detail=_told(register, row),
        reason=reason.strip(),
    )
    return row
