"""What an export and a template hold: the fields of the register, typed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.registers.declaration import Register
from qingmiao.registers.fields import ChoiceField, CodeField, FlagField, UnitField
from qingmiao.registers.forms import form_class
from qingmiao.registers.models import field_of
from qingmiao.registers.values import plain_of, reached, text_of


def _kind(field: models.Field) -> str:
    if isinstance(field, models.DateTimeField):
        return "text"  # the hour would be lost, and the import reads it as it is written
    if isinstance(field, models.DateField):
        return "date"
    if isinstance(field, models.DecimalField):
        return "number"
    if isinstance(field, models.IntegerField):
        return "integer"
    return "text"


def export_columns(register: Register) -> list[tuple[str, str]]:
    """The same headings the import understands, so that an export can be mended and sent back."""
    columns = []
    for name in register.fields:
        field = field_of(register.model, name)
        columns.append((str(field.verbose_name), "text" if field.choices else _kind(field)))
    return columns


def export_rows(register: Register, rows: models.QuerySet[Any]) -> Iterator[list[Any]]:
    """Rows as the import reads them back: whoever shares a name is told apart by number."""
    fields: list[Any] = [field_of(register.model, name) for name in register.fields]
    picked = [field for field in fields if field.is_relation and _is_picked(field)]
    shared = {field.name: _shared_names(field.remote_field.model) for field in picked}
    related = [field.name for field in fields if field.is_relation]
    for row in rows.select_related(*register.select, *related).iterator(chunk_size=2000):
        yield [_cell(row, name, shared.get(name)) for name in register.fields]


def _is_picked(field: Any) -> bool:
    return field.remote_field.model not in (Unit, CodeEntry)


def _shared_names(model: type[models.Model]) -> frozenset[str] | None:
    """Names more than one row bears; ``None`` where rows have no name to be told apart by."""
    naming = {field.name for field in model._meta.fields} & {"name", "title"}
    if not naming:
        return None
    name = naming.pop()
    rows = model._default_manager.order_by().values_list(name).annotate(n=models.Count("pk"))
    return frozenset(text for text, n in rows.filter(n__gt=1))


def _cell(row: Any, name: str, shared: frozenset[str] | None) -> Any:
    value = reached(row, name)
    if isinstance(value, Unit):
        return value.name
    if isinstance(value, datetime):
        return text_of(value)
    if not isinstance(value, models.Model) or isinstance(value, CodeEntry):
        return plain_of(value)
    text = str(value)
    return f"{text} #{value.pk}" if shared is None or text in shared else text


def template_fields(
    register: Register, *, actor: Actor, on: date
) -> list[tuple[str, bool, str, list[str] | None]]:
    """Label, whether required, help and allowed values of each column of the template."""
    return template_of(form_class(register)(actor=actor, on=on))


def template_of(form: Any) -> list[tuple[str, bool, str, list[str] | None]]:
    """The same for any form that reads one line of a table; what has a default need not be filled in."""
    return [
        (str(field.label), field.required, str(field.help_text), _allowed(field))
        for field in form.fields.values()
    ]


def _allowed(field: Any) -> list[str] | None:
    if isinstance(field, ChoiceField):
        pairs: Any = field.choices
        return [str(label) for code, label in pairs if code != ""]
    if isinstance(field, CodeField | UnitField):
        rows: Any = field.queryset
        return [field.label_from_instance(row) for row in rows]
    if isinstance(field, FlagField):
        return [_("是"), _("否")]
    return None


@transaction.atomic
def record_export(
    *, actor: Actor, register: Register, count: int, filters: str, reason: str
) -> None:
    """An export is a deed: who, how many rows, under which filter, for which purpose."""
    subject = register.model(pk=0)
    detail: dict[str, Any] = {
        "noun": register.noun_title,
        "count": count,
        "filter": filters,
    }
    record(
        actor=actor,
        deed=register.deeds["exported"],
        subject=subject,
        detail=detail,
        reason=reason,
    )
