"""One line of an imported table, judged as its form would judge it, without writing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Register
from qingmiao.registers.enums import LineStatus, Source
from qingmiao.registers.forms import form_class
from qingmiao.registers.models import field_of
from qingmiao.registers.services import VOID_AND_ENTER_ANEW, changes_of
from qingmiao.webkit.middleware import UNREADABLE


@dataclass(frozen=True, kw_only=True)
class Read:
    """One line of the table, judged: what it would do, or why it cannot."""

    status: LineStatus
    title: str
    form: Any
    row: Any = None
    differences: tuple[dict[str, str], ...] = ()
    errors: tuple[dict[str, str], ...] = ()
    vouched: Any = None


def _existing(register: Register, actor: Actor, cleaned: Mapping[str, Any]) -> Any:
    """The standing row this line repeats, if the actor may keep it."""
    rows = register.model._default_manager.filter(voided_at__isnull=True)
    for name in register.key:
        value = cleaned.get(name)
        if value is None and not (name in cleaned and field_of(register.model, name).null):
            return None
        rows = rows.filter(**({f"{name}__isnull": True} if value is None else {name: value}))
    return register.keep.rows(actor, rows).first()


def given_cells(register: Register, values: Mapping[str, str]) -> dict[str, str]:
    """Cells that say something: an empty one under a field with a default leaves it to the default."""
    return {name: text for name, text in values.items() if text or not _has_default(register, name)}


def unreadable(labels: Mapping[str, str], values: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    """Cells with control characters or marks that turn the reading order: no record holds them."""
    return tuple(
        {"column": labels[name], "message": _("含有不可见的控制字符，请删去后重新上传")}
        for name, text in values.items()
        if UNREADABLE.search(text)
    )


def _has_default(register: Register, name: str) -> bool:
    field = field_of(register.model, name)
    return bool(field.has_default()) and not field.blank


def _defaults(register: Register) -> dict[str, str]:
    fresh = register.model()
    return {
        name: posted
        for name, posted in as_posted(register, fresh).items()
        if _has_default(register, name)
    }


def judged(register: Register, actor: Actor, values: Mapping[str, str], on: date) -> Read:
    """Judge one line as its form would, without writing."""
    build = form_class(register)
    labels = {name: register.label_of(name) for name in values}
    if flaws := unreadable(labels, values):
        return Read(status=LineStatus.ERROR, title="", form=None, errors=flaws)
    given = given_cells(register, values)
    form = build({**_defaults(register), **given}, actor=actor, on=on)
    row = None
    if register.key:
        form.full_clean()
        row = _existing(register, actor, form.cleaned_data)
    if row is not None:
        form = build({**as_posted(register, row), **given}, instance=_copy(row), actor=actor, on=on)
        if form.is_valid():
            fresh = {name: form.cleaned_data[name] for name in given}
            return _compared(register, row, form, fresh, on)
    errors = errors_of(register, form) if not form.is_valid() else _unsound(register, form, on)
    if errors:
        return Read(status=LineStatus.ERROR, title="", form=form, errors=errors)
    return Read(status=LineStatus.NEW, title=str(form.instance), form=form)


def _compared(register: Register, row: Any, form: Any, fresh: Mapping[str, Any], on: date) -> Read:
    """The line repeats a standing row: what it would change, and whether that may be."""
    differences = tuple(change.as_detail() for change in changes_of(register, row, fresh))
    if not differences:
        return Read(status=LineStatus.UNCHANGED, title=str(row), form=form, row=row)
    errors = _unsound(register, form, on)
    if not register.can_amend:
        errors = ({"column": "", "message": str(VOID_AND_ENTER_ANEW)},)
    return Read(
        status=LineStatus.ERROR if errors else LineStatus.CHANGED,
        title=str(row),
        form=form,
        row=row,
        differences=differences,
        errors=errors,
    )


def _unsound(register: Register, form: Any, on: date) -> tuple[dict[str, str], ...]:
    if form.instance.pk is None and not register.is_read_only:
        form.instance.source = Source.IMPORT  # what it will be once it is applied
    reasons = register.check(form.instance, on) if register.check else ()
    return tuple({"column": "", "message": str(reason)} for reason in reasons)


def _copy(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def as_posted(register: Register, row: Any) -> dict[str, str]:
    posted = {}
    for name in register.fields:
        field = field_of(register.model, name)
        value = getattr(row, field.attname)
        if field.is_relation:
            posted[name] = "" if value is None else str(value)
        elif isinstance(value, bool):
            posted[name] = "1" if value else "0"
        else:
            posted[name] = "" if value is None else str(value)
    return posted


def errors_of(register: Register, form: Any) -> tuple[dict[str, str], ...]:
    return tuple(
        {
            "column": register.label_of(name) if name in form.fields else "",
            "message": str(message),
        }
        for name, messages in form.errors.items()
        for message in messages
    )


def vouched_rows(
    register: Register, actor: Actor, table: Sequence[Mapping[str, str]], on: date
) -> Sequence[Any]:
    if register.together is None:
        return [None] * len(table)
    return register.together.vouched(actor, table, on)


def read_of(row: Any) -> Read:
    """A line a register vouches for needs no form."""
    is_new = row.pk is None
    status = LineStatus.NEW if is_new else LineStatus.UNCHANGED
    return Read(status=status, title=str(row), form=None, row=None if is_new else row, vouched=row)
