"""Judged rows into dossiers, many at a time; the ledger hears of the batch and of each person."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from qingmiao.engines.vault.services import seal
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record_many
from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.enums import LevelSeries
from qingmiao.people.dossiers.models import Education, LevelSpell, Person, PersonFacts
from qingmiao.people.dossiers.services.present import PRESENT, facts_of, restate
from qingmiao.people.dossiers.services.sealing import index_of, sealed_number
from qingmiao.people.exchange.contracts import PartialDate
from qingmiao.people.exchange.deeds import PERSON_IMPORTED, PERSON_RESTORED
from qingmiao.people.exchange.rules.sentences import column_word
from qingmiao.people.exchange.services.bulk import any_of, create_many, give_keys, update_many
from qingmiao.people.exchange.services.roster import JudgedRow
from qingmiao.people.exchange.services.snapshot import said
from qingmiao.registers.enums import LineStatus

_LEVEL_FIELDS = [
    field for field in LevelSpell._meta.concrete_fields if field.attname not in {"id", "person_id"}
]
PARTS = ("educations", "level_spells")
SUBJECT = Person._meta.label_lower


def write_rows(
    *, actor: Actor, judged: Sequence[JudgedRow], file_name: str, on: date
) -> dict[int, Person]:
    """Row number → the person written. One refusal stops the whole table."""
    touched = [row for row in judged if row.status in {LineStatus.NEW, LineStatus.CHANGED}]
    standing = _locked(row.person_id for row in touched if row.person_id)
    people: dict[int, Person] = {}
    for row in touched:
        is_new = row.status == LineStatus.NEW
        person = Person(managed_from=on) if is_new else standing[row.person_id or 0]
        _assign(person, row, on=on)
        people[row.row.number] = person
    fresh = [people[row.row.number] for row in touched if row.status == LineStatus.NEW]
    changed = [people[row.row.number] for row in touched if row.status == LineStatus.CHANGED]
    give_keys(Person, fresh)
    nothing = {"educations": Education.objects.none(), "level_spells": LevelSpell.objects.none()}
    for person in fresh:
        person.__dict__["_prefetched_objects_cache"] = nothing  # it has no parts to ask for
        restate(person)
    try:
        with transaction.atomic():
            create_many(Person, fresh)
            _write_levels(people, touched, on)
            prefetch_related_objects(changed, *PARTS)
            for person in changed:
                restate(person)
            update_many(Person, [*columns_of(touched), *PRESENT], changed)
    except IntegrityError as no:
        raise Refused(_("有身份证号不能使用，请核对后联系干部科")) from no
    create_many(PersonFacts, [facts_of(person) for person in fresh])
    _restate_facts(changed)
    _record(actor, people, touched, file_name)
    return people


PLACE = frozenset(("unit", "post_text"))
FOLLOWING = frozenset(("post", "party_joined", "phone"))
"""What a preview never shows as a difference: it follows from other columns, or is not to be read."""


def taken(row: JudgedRow) -> Mapping[str, Any]:
    """What a row writes: all of a new dossier; of one that stands only what the preview showed to
    differ, so that a month in the table never takes the day from the dossier."""
    if row.status == LineStatus.NEW:
        return row.values
    keys = FOLLOWING | {difference["field"] for difference in row.differences}
    return {key: value for key, value in row.values.items() if key in keys}


def _locked(ids: Iterable[int]) -> dict[int, Person]:
    rows = Person.objects.select_related("unit").select_for_update(of=("self",)).order_by("pk")
    wanted = any_of("id", models.BigIntegerField(), ids)
    return {person.pk: person for person in rows.filter(wanted)}


def _restate_facts(people: Sequence[Person]) -> None:
    names = [field.name for field in PersonFacts._meta.concrete_fields if not field.primary_key]
    update_many(PersonFacts, names, [facts_of(person) for person in people])


def _assign(person: Person, row: JudgedRow, *, on: date) -> None:
    values = taken(row)
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
    if PLACE & set(values) and set(row.values) >= PLACE and "post" not in values:
        person.post = None  # what the unit calls the post is no slot of it
    if row.status == LineStatus.NEW:
        since = person.post_since or person.level_since
        person.managed_from = since if since and since <= on else on
    else:
        person.version += 1


def before_rows(judged: Sequence[JudgedRow]) -> dict[int, dict[str, Any]]:
    """Row number → what the dossier says in the columns and levels the table may write."""
    changed = [row for row in judged if row.person_id and row.status == LineStatus.CHANGED]
    columns = set(columns_of(changed)) - {"version"}
    fields = [field for field in Person._meta.concrete_fields if field.name in columns]
    ids = [row.person_id for row in changed if row.person_id]
    wanted = any_of("person_id", models.BigIntegerField(), ids)
    levels: dict[int, list[dict[str, Any]]] = {}
    for spell in LevelSpell.objects.filter(wanted):
        told = {field.attname: said(getattr(spell, field.attname)) for field in _LEVEL_FIELDS}
        levels.setdefault(spell.person_id, []).append(told)
    names = [field.attname for field in fields]
    rows = Person.objects.filter(any_of("id", models.BigIntegerField(), ids)).order_by()
    people = {pk: told for pk, *told in rows.values_list("pk", *names)}
    return {
        row.row.number: {
            "columns": {
                name: said(value)
                for name, value in zip(names, people[row.person_id or 0], strict=True)
            },
            "levels": levels.get(row.person_id or 0, []),
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
    LevelSpell.objects.filter(person__in=people).delete()
    give_keys(LevelSpell, spells)
    create_many(LevelSpell, spells)
    prefetch_related_objects(people, "unit", *PARTS)
    for person in people:
        restate(person)
    update_many(Person, sorted(columns | set(PRESENT)), people)
    _restate_facts(people)
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
    keys = {key for row in rows for key in taken(row)}
    columns = {"version"} | {key for key in keys if key not in {"id_number", "phone"}}
    if "birth" in keys:
        columns.add("birth_precision")
    if "id_number" in keys:
        columns |= {"id_sealed", "id_index"}
    if "phone" in keys:
        columns.add("phone_sealed")
    if keys & PLACE:
        columns.add("post")
    return sorted(columns)


def _write_levels(people: Mapping[int, Person], rows: Sequence[JudgedRow], on: date) -> None:
    """A level or a rank that is new to the dossier ends the open one and begins its own period."""
    wanted = [row for row in rows if {"level", "rank"} & set(row.values)]
    ids = [people[row.row.number].pk for row in wanted]
    spells = LevelSpell.objects.filter(person__in=ids, ends__isnull=True)
    open_spells = {(spell.person_id, spell.series): spell for spell in spells}
    fresh: list[LevelSpell] = []
    ended: list[LevelSpell] = []
    for row in wanted:
        person, values = people[row.row.number], row.values
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
    update_many(LevelSpell, ["begins", "ends"], ended)
    give_keys(LevelSpell, fresh)
    create_many(LevelSpell, fresh)


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
                    "fields": fields_told(row.differences),
                },
            )
            for row in rows
        ],
    )


def fields_told(differences: Sequence[Mapping[str, str]]) -> list[Any]:
    return [column_word(difference["field"]) for difference in differences]
