"""Parts of a dossier: schooling, résumé, levels, appraisals, awards, family."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from qingmiao.access.models import KinTie
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.deeds import (
    PART_ADDED,
    PART_AMENDED,
    PART_REMOVED,
    PART_REPLACED,
)
from qingmiao.people.dossiers.models import (
    Appraisal,
    Award,
    Education,
    FamilyMember,
    FormSheet,
    LevelSpell,
    Person,
    PersonTag,
    Spell,
)
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE
from qingmiao.people.dossiers.services.present import refresh
from qingmiao.registers.models import field_of

PARTS: dict[str, type[models.Model]] = {
    "education": Education,
    "spell": Spell,
    "level": LevelSpell,
    "appraisal": Appraisal,
    "award": Award,
    "family": FamilyMember,
    "tag": PersonTag,
}


def part_rows(*, person_id: int, part: str) -> models.QuerySet[models.Model]:
    """Rows of one part of one dossier."""
    return PARTS[part]._default_manager.filter(person_id=person_id)


def _kept(actor: Actor, person_id: int) -> Person:
    """The person, locked: whoever writes a part of a dossier waits for whoever writes another."""
    return KEEP_PEOPLE.one(actor, Person.objects.select_for_update(of=("self",)), pk=person_id)


def _clean(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as no:
        raise Refused(
            f"{_label(row, name)}{message}"
            for name, messages in no.message_dict.items()
            for message in messages
        ) from no


def _label(row: models.Model, name: str) -> str:
    known = {field.name for field in row._meta.concrete_fields}
    return f"{field_of(type(row), name).verbose_name}：" if name in known else ""


def _changed(actor: Actor, person: Person) -> None:
    person.version += 1
    person.save(update_fields=["version"])
    refresh([person.pk])


def _told(person: Person, row: models.Model) -> dict[str, Any]:
    return {"name": person.name, "part": row._meta.verbose_name, "row": row}


@transaction.atomic
def add_part(*, actor: Actor, person_id: int, part: str, values: Mapping[str, Any]) -> models.Model:
    """登记一条 of a part (a key of ``PARTS``)."""
    person = _kept(actor, person_id)
    row = PARTS[part](person=person, **values)
    _clean(row)
    row.save(force_insert=True)
    _tie_kin(person, row)
    _changed(actor, person)
    record(actor=actor, deed=PART_ADDED, subject=person, detail=_told(person, row))
    return row


@transaction.atomic
def amend_part(
    *, actor: Actor, person_id: int, part: str, row_id: int, values: Mapping[str, Any]
) -> models.Model:
    """修改一条. The old row stays in the history kept by trigger."""
    person = _kept(actor, person_id)
    row = _row(person, part, row_id)
    for name, value in values.items():
        setattr(row, name, value)
    _clean(row)
    row.save()
    _tie_kin(person, row)
    _changed(actor, person)
    record(actor=actor, deed=PART_AMENDED, subject=person, detail=_told(person, row))
    return row


@transaction.atomic
def remove_part(*, actor: Actor, person_id: int, part: str, row_id: int, reason: str) -> None:
    """删去一条 with a reason; the removed row stays in the history kept by trigger."""
    person = _kept(actor, person_id)
    row = _row(person, part, row_id)
    if not reason.strip():
        raise Refused(_("请写明删去的理由"))
    detail = _told(person, row)
    row.delete()
    _changed(actor, person)
    record(actor=actor, deed=PART_REMOVED, subject=person, detail=detail, reason=reason.strip())


def _row(person: Person, part: str, row_id: int) -> models.Model:
    row = PARTS[part]._default_manager.filter(person=person, pk=row_id).first()
    if row is None:
        raise Forbidden(_("没有这条记录"))
    return row


@transaction.atomic
def replace_part(
    *,
    actor: Actor,
    person_id: int,
    part: str,
    rows: Sequence[Mapping[str, Any]],
    reason: str,
) -> tuple[int, int]:
    """更新 a whole part to exactly these rows: equal ones stay, the rest go or come.

    Returns how many were added and removed. Verification marks of rows that stay are kept. A row
    of a résumé may hold ``inner``: rows of the same shape that lie within it (其间).
    """
    person = _kept(actor, person_id)
    model = PARTS[part]
    standing = list(model._default_manager.filter(person=person))
    wanted = [dict(row) for row in rows]
    if part == "spell":
        return _replace_spells(actor, person, standing, wanted, reason)
    removed = [row for row in standing if not _take_equal(row, wanted)]
    for row in removed:
        row.delete()
    for values in wanted:
        row = model(person=person, **values)
        _clean(row)
        row.save(force_insert=True)
        _tie_kin(person, row)
    return _replaced(actor, person, model, len(wanted), len(removed), reason)


def _take_equal(row: models.Model, wanted: list[dict[str, Any]]) -> bool:
    for values in wanted:
        if all(getattr(row, name) == value for name, value in values.items()):
            wanted.remove(values)
            return True
    return False


def _replace_spells(
    actor: Actor,
    person: Person,
    standing: list[models.Model],
    wanted: list[dict[str, Any]],
    reason: str,
) -> tuple[int, int]:
    """Résumé lines hang together (order, 其间), so a changed résumé is written anew as a whole."""
    for row in standing:
        row.delete()
    added = 0
    for values in wanted:
        inner = values.pop("inner", ())
        row = Spell(person=person, **values)
        _clean(row)
        row.save(force_insert=True)
        added += 1
        for inside in inner:
            child = Spell(person=person, within=row, **inside)
            _clean(child)
            child.save(force_insert=True)
            added += 1
    return _replaced(actor, person, Spell, added, len(standing), reason)


def _replaced(
    actor: Actor, person: Person, model: type[models.Model], added: int, removed: int, reason: str
) -> tuple[int, int]:
    if added or removed:
        _changed(actor, person)
        record(
            actor=actor,
            deed=PART_REPLACED,
            subject=person,
            detail={
                "name": person.name,
                "part": model._meta.verbose_name,
                "added": added,
                "removed": removed,
            },
            reason=reason,
        )
    return added, removed


@transaction.atomic
def put_sheet(*, actor: Actor, person_id: int, values: Mapping[str, Any], reason: str) -> FormSheet:
    """更新任免审批表原文: the texts as written, kept beside what was read out of them."""
    person = _kept(actor, person_id)
    sheet = FormSheet.objects.filter(person=person).first() or FormSheet(person=person)
    is_new = sheet.pk is None
    if not is_new and all(getattr(sheet, name) == value for name, value in values.items()):
        return sheet
    for name, value in values.items():
        setattr(sheet, name, value)
    _clean(sheet)
    sheet.save()
    _changed(actor, person)
    deed = PART_ADDED if is_new else PART_AMENDED
    record(actor=actor, deed=deed, subject=person, detail=_told(person, sheet), reason=reason)
    return sheet


def _tie_kin(person: Person, row: models.Model) -> None:
    """A family member who is the only managed person of that name and birth month is kin in the system."""
    if not isinstance(row, FamilyMember) or row.birth is None:
        return
    same = Person.objects.filter(
        name=row.name, birth__year=row.birth.year, birth__month=row.birth.month
    ).exclude(pk=person.pk)[:2]
    found = list(same.values_list("pk", flat=True))
    if len(found) == 1:
        KinTie.objects.get_or_create(
            person_id=person.pk, kin_id=found[0], defaults={"relation": row.relation}
        )
