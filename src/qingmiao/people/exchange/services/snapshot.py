"""A dossier as it stands before an import, and the same dossier put back."""

import base64
from collections.abc import Mapping
from typing import Any

from django.db import models

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import FormSheet, Person, Photo
from qingmiao.people.dossiers.services.dossier import WRITABLE, amend_dossier
from qingmiao.people.dossiers.services.part import PARTS, put_sheet, replace_part
from qingmiao.people.dossiers.services.photo import set_photo
from qingmiao.people.dossiers.services.sealing import number_of
from qingmiao.people.exchange.models import KeptForm

TOUCHED = ("education", "spell", "level", "appraisal", "award", "family")
_NOT_VALUES = {"id", "person_id", "within_id"}
_SHEET = (
    "texts",
    "proposed_post",
    "proposed_removal",
    "reason",
    "reported_by",
    "retirement_month",
    "age_day",
    "filled_on",
    "filled_by",
)


def snapshot(person: Person) -> dict[str, Any]:
    """Everything an import may touch, as JSON can say it."""
    sheet = FormSheet.objects.filter(person=person).first()
    photo = Photo.objects.filter(person=person).first()
    kept = KeptForm.objects.filter(person=person).first()
    return {
        "person": _values(person, WRITABLE),
        "id_number": number_of(person),
        "parts": {part: _rows(person, part) for part in TOUCHED},
        "sheet": _values(sheet, _SHEET) if sheet else None,
        "photo": None
        if photo is None
        else [base64.b64encode(photo.jpeg).decode(), photo.width, photo.height],
        "kept": None
        if kept is None
        else {
            "sealed": base64.b64encode(kept.sealed).decode(),
            "uid": str(kept.uid),
            "file_name": kept.file_name,
            "sha256": kept.sha256,
            "photo_sha256": kept.photo_sha256,
        },
    }


def _values(row: models.Model, names: Any) -> dict[str, Any]:
    """Stored values by the attribute that holds them; days as text."""
    wanted = set(names)
    return {
        field.attname: said(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name in wanted
    }


def said(value: Any) -> Any:
    """A stored value as JSON can say it."""
    if isinstance(value, (bytes, memoryview)):
        return {"base64": base64.b64encode(value).decode()}
    is_plain = value is None or isinstance(value, (bool, int, str, dict))
    return value if is_plain else str(value)


def _rows(person: Person, part: str) -> list[dict[str, Any]]:
    model = PARTS[part]
    names = [f.name for f in model._meta.concrete_fields if f.attname not in _NOT_VALUES]
    rows = list(model._default_manager.filter(person=person))
    told = {row.pk: _values(row, names) for row in rows}
    if part != "spell":
        return list(told.values())
    outer: list[dict[str, Any]] = []
    for row in rows:
        within = getattr(row, "within_id", None)
        (told[within].setdefault("inner", []) if within else outer).append(told[row.pk])
    return outer


def restore(*, actor: Actor, person: Person, before: Mapping[str, Any], reason: str) -> None:
    """Put everything back by the dossier's own services, so the ledger tells it like any change."""
    values = _read(Person, before["person"])
    parts = before["parts"]
    for part in TOUCHED:
        rows = [_read_row(part, row) for row in parts[part]]
        replace_part(actor=actor, person_id=person.pk, part=part, rows=rows, reason=reason)
    if before["sheet"] is None:
        FormSheet.objects.filter(person=person).delete()
    else:
        put_sheet(
            actor=actor,
            person_id=person.pk,
            values=_read(FormSheet, {k: v for k, v in before["sheet"].items() if v != {}}),
            reason=reason,
        )
    _restore_photo(actor, person, before["photo"], reason)
    _restore_kept(person, before["kept"])
    amend_dossier(
        actor=actor,
        person_id=person.pk,
        values=values,
        version=None,
        id_number=before["id_number"],
        reason=reason,
    )


def _restore_photo(actor: Actor, person: Person, told: Any, reason: str) -> None:
    if told is None:
        Photo.objects.filter(person=person).delete()
        return
    jpeg, width, height = told
    set_photo(
        actor=actor,
        person_id=person.pk,
        jpeg=base64.b64decode(jpeg),
        width=width,
        height=height,
        reason=reason,
    )


def _restore_kept(person: Person, told: Any) -> None:
    KeptForm.objects.filter(person=person).delete()
    if told is not None:
        values = {**told, "sealed": base64.b64decode(told["sealed"])}
        KeptForm.objects.create(person=person, **values)


def _read(model: type[models.Model], told: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values back to Python; relations are named by their row, as services take them."""
    by_attname = {field.attname: field for field in model._meta.concrete_fields}
    values: dict[str, Any] = {}
    for attname, value in told.items():
        field = by_attname[attname]
        if isinstance(field, models.ForeignKey):
            values[field.name] = None if value is None else _related(field, value)
        else:
            values[field.name] = None if value is None else field.to_python(value)
    return values


def _related(field: models.ForeignKey, pk: int) -> models.Model:
    model = field.related_model
    if not isinstance(model, type):
        raise TypeError(field.name)
    return model._default_manager.get(pk=pk)


def _read_row(part: str, told: Mapping[str, Any]) -> dict[str, Any]:
    inner = told.get("inner", ())
    row = _read(PARTS[part], {key: value for key, value in told.items() if key != "inner"})
    if inner:
        row["inner"] = [_read_row(part, one) for one in inner]
    return row
