"""Judged rows into dossiers, many at a time; the ledger hears of the batch and of each person."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from qingmiao.engines.vault.services import seal
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record_many
from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.enums import LevelSeries
from qingmiao.people.dossiers.models import LevelSpell, Person
from qingmiao.people.dossiers.services.present import refresh
from qingmiao.people.dossiers.services.sealing import index_of, sealed_number
from qingmiao.people.exchange.contracts import PartialDate
from qingmiao.people.exchange.deeds import PERSON_IMPORTED, PERSON_RESTORED
from qingmiao.people.exchange.rules.roster import ReadRow
from qingmiao.people.exchange.services.roster import JudgedRow, column_label
from qingmiao.people.exchange.services.snapshot import said
from qingmiao.registers.enums import LineStatus

_LEVEL_FIELDS = [
    field for field in LevelSpell._meta.concrete_fields if field.attname not in {"id", "person_id"}
]
SUBJECT = Person._meta.label_lower


def write_rows(
    *, actor: Actor, judged: Sequence[JudgedRow], file_name: str, on: date
) -> dict[int, Person]:
    """Row number → the person written. One refusal stops the whole table."""
    touched = [row for row in judged if row.status in {LineStatus.NEW, LineStatus.CHANGED}]
    people: dict[int, Person] = {}
    for row in touched:
        person = row.person or Person(managed_from=on)
        people[row.row.number] = person
        _assign(person, row.values or {}, on=on, is_new=row.person is None)
    fresh = [people[row.row.number] for row in touched if row.status == LineStatus.NEW]
    standing = [people[row.row.number] for row in touched if row.status == LineStatus.CHANGED]
    try:
        with transaction.atomic():
            Person.objects.bulk_create(fresh, batch_size=1000)
            Person.objects.bulk_update(standing, columns_of(touched), batch_size=500)
    except IntegrityError as no:
        raise Refused(_("有身份证号不能使用，请核对后联系干部科")) from no
    _write_levels(people, touched, on)
    refresh(person.pk for person in people.values())
    _record(actor, people, touched, file_name)
    return people


def _assign(person: Person, values: Mapping[str, Any], *, on: date, is_new: bool) -> None:
    for key, value in values.items():
        if key == "birth":
            person.birth, person.birth_precision = value.first, value.precision
        elif key == "id_number":
            person.id_sealed = sealed_number(value, person.uid)
            person.id_index = index_of(value)
        elif key == "phone":
            place = f"dossiers_person.phone:{person.uid}"
            person.phone_sealed = seal(value, key=settings.FIELD_KEY, place=place)
        else:
            setattr(person, key, value.first if isinstance(value, PartialDate) else value)
    if "unit" in values and "post" not in values and "post_text" in values:
        person.post = None
    if is_new:
        since = person.post_since or person.level_since
        person.managed_from = since if since and since <= on else on
    else:
        person.version += 1


def before_rows(judged: Sequence[JudgedRow]) -> dict[int, dict[str, Any]]:
    """Row number → what the dossier says in the columns and levels the table may write."""
    changed = [row for row in judged if row.person and row.status == LineStatus.CHANGED]
    columns = columns_of(changed)
    levels: dict[int, list[dict[str, Any]]] = {}
    ids = [row.person.pk for row in changed if row.person]
    for spell in LevelSpell.objects.filter(person__in=ids):
        told = {field.attname: said(getattr(spell, field.attname)) for field in _LEVEL_FIELDS}
        levels.setdefault(spell.person_id, []).append(told)
    return {
        row.row.number: {
            "columns": {
                field.attname: said(getattr(row.person, field.attname))
                for field in Person._meta.concrete_fields
                if field.name in columns and field.name != "version"
            },
            "levels": levels.get(row.person.pk, []) if row.person else [],
        }
        for row in changed
    }


def put_back(
    *, actor: Actor, told: Sequence[tuple[Person, Mapping[str, Any]]], reason: str
) -> None:
    """The columns and levels of many dossiers as they were before a table."""
    columns: set[str] = {"version"}
    spells: list[LevelSpell] = []
    for person, before in told:
        for field in Person._meta.concrete_fields:
            if field.attname in before["columns"]:
                setattr(person, field.attname, _unsaid(field, before["columns"][field.attname]))
                columns.add(field.name)
        person.version += 1
        for level in before["levels"]:
            values = {f.attname: _unsaid(f, level[f.attname]) for f in _LEVEL_FIELDS}
            spells.append(LevelSpell(person=person, **values))
    people = [person for person, _before in told]
    Person.objects.bulk_update(people, sorted(columns), batch_size=500)
    LevelSpell.objects.filter(person__in=people).delete()
    LevelSpell.objects.bulk_create(spells, batch_size=1000)
    refresh(person.pk for person in people)
    record_many(
        actor=actor,
        deed=PERSON_RESTORED,
        kind=SUBJECT,
        details=[(person.pk, {"name": person.name}) for person in people],
        reason=reason,
    )


def _unsaid(field: models.Field, value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    return None if value is None else field.to_python(value)


def columns_of(rows: Iterable[JudgedRow]) -> list[str]:
    """What any row of the table may have written."""
    keys = {key for row in rows for key in row.values or {}}
    columns = {"version"} | {key for key in keys if key not in {"id_number", "phone"}}
    if "birth" in keys:
        columns.add("birth_precision")
    if "id_number" in keys:
        columns |= {"id_sealed", "id_index"}
    if "phone" in keys:
        columns.add("phone_sealed")
    if "unit" in keys:
        columns.add("post")
    return sorted(columns)


def _write_levels(people: Mapping[int, Person], rows: Sequence[JudgedRow], on: date) -> None:
    """A level or a rank that is new to the dossier ends the open one and begins its own period."""
    wanted = [row for row in rows if {"level", "rank"} & set(row.values or {})]
    ids = [people[row.row.number].pk for row in wanted]
    spells = LevelSpell.objects.filter(person__in=ids, ends__isnull=True)
    open_spells = {(spell.person_id, spell.series): spell for spell in spells}
    fresh: list[LevelSpell] = []
    ended: list[LevelSpell] = []
    for row in wanted:
        person, values = people[row.row.number], row.values or {}
        for series, key in ((LevelSeries.POST, "level"), (LevelSeries.RANK, "rank")):
            value = values.get(key, "")
            if not value or value == Level.UNSET:
                continue
            spell = open_spells.get((person.pk, series))
            since = values.get(f"{key}_since")
            begins = since.first if since else _begins(person, values, spell, on)
            if spell is None:
                fresh.append(
                    LevelSpell(person=person, series=series, begins=begins, **{key: value})
                )
            elif getattr(spell, key) != value:
                spell.ends = max(begins, spell.begins)
                ended.append(spell)
                fresh.append(
                    LevelSpell(person=person, series=series, begins=begins, **{key: value})
                )
            elif since and spell.begins != begins:
                spell.begins = begins
                ended.append(spell)
    LevelSpell.objects.bulk_update(ended, ["begins", "ends"], batch_size=500)
    LevelSpell.objects.bulk_create(fresh, batch_size=1000)


def _begins(person: Person, values: Mapping[str, Any], spell: LevelSpell | None, on: date) -> date:
    if "post_since" in values and person.post_since:
        return person.post_since
    return on if spell else (person.post_since or on)


def _record(
    actor: Actor, people: Mapping[int, Person], rows: Sequence[JudgedRow], file_name: str
) -> None:
    record_many(
        actor=actor,
        deed=PERSON_IMPORTED,
        kind=SUBJECT,
        details=[
            (
                people[row.row.number].pk,
                {
                    "file": file_name,
                    "name": people[row.row.number].name,
                    "fields": fields_told(row.row, row.differences),
                },
            )
            for row in rows
        ],
    )


def fields_told(row: ReadRow, differences: Sequence[Mapping[str, str]]) -> str:
    return "、".join(column_label(difference["field"]) for difference in differences)
