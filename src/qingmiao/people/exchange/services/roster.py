"""Rosters come in: thousands of rows judged in a few queries, written in a few more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from qingmiao.engines.sheets.services import header_of, read_table
from qingmiao.engines.vault.services import unseal
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.services.sealing import place_of
from qingmiao.people.exchange.contracts import PartialDate
from qingmiao.people.exchange.deeds import BATCH_UPLOADED
from qingmiao.people.exchange.enums import Found, RowFlaw
from qingmiao.people.exchange.enums.kinds import FileKind
from qingmiao.people.exchange.models import ImportBatch, ImportLine
from qingmiao.people.exchange.rules import sheet, words
from qingmiao.people.exchange.rules.columns import Column, masked
from qingmiao.people.exchange.rules.dates import dotted
from qingmiao.people.exchange.rules.party import political_face, read_party
from qingmiao.people.exchange.rules.roster import (
    CellError,
    ReadRow,
    knows,
    mapping_of,
    missing,
    read_rows,
    twins,
)
from qingmiao.people.exchange.services.bulk import any_of, copy_in
from qingmiao.people.exchange.services.forms import digest_of, earlier_batch, require_importer
from qingmiao.people.exchange.services.matching import (
    Claim,
    Match,
    Places,
    matches,
    places_of,
)
from qingmiao.people.exchange.services.sealing import keep_upload, line_place, sealed
from qingmiao.registers.enums import LineStatus

DATES = frozenset(("birth", "work_began", "post_since", "level_since", "rank_since"))
SEALED_KEYS = frozenset(("id_number", "phone"))


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row, judged: the values it would write and where they differ from the dossier."""

    row: ReadRow
    status: LineStatus
    person_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    differences: Sequence[Mapping[str, str]] = ()
    errors: Sequence[CellError] = ()


@transaction.atomic
def preview_roster(*, actor: Actor, name: str, data: bytes, on: date) -> ImportBatch:
    """试读花名册: every row judged and kept with its judgement; no dossier changes."""
    require_importer(actor)
    table = read_table(data, name)
    header = header_of(table, knows)
    mapping = mapping_of(header.labels)
    if absent := missing(mapping):
        raise Refused(
            _("缺少必填列「%(label)s」，请对照模板补上表头") % {"label": column.label}
            for column in absent
        )
    records = list(table.records(header))
    if not records:
        raise Refused(_("表格没有数据行，请从表头下一行起填写"))
    judged = judge_rows(actor, records, mapping, on=on)
    digest = digest_of([(name, data)])
    earlier = earlier_batch(digest)
    batch = ImportBatch.objects.create(
        kind=FileKind.ROSTER,
        file_name=name[:200],
        sha256=digest,
        size=len(data),
        mapping=[
            {"header": label, "key": column.key if column else ""}
            for label, column in mapping.items()
        ],
        uploaded_by=actor.name,
        account_id=actor.account_id,
    )
    seen = [{"code": Found.FILE_SEEN, "params": {"batch": earlier.pk}}] if earlier else []
    copy_in(
        ImportLine,
        _LINE_COLUMNS,
        (
            _line(batch, verdict, cells, seen)
            for verdict, (_number, cells) in zip(judged, records, strict=True)
        ),
    )
    keep_upload(batch.uid, [(name, data)])
    record(
        actor=actor,
        deed=BATCH_UPLOADED,
        subject=batch,
        detail={
            "kind": FileKind.ROSTER.label,
            "file": batch.file_name,
            "count": len(judged),
            "sha256": digest,
        },
    )
    return batch


_LINE_COLUMNS = (
    "batch",
    "number",
    "source",
    "title",
    "person",
    "status",
    "differences",
    "errors",
    "findings",
    "accepted",
    "said_sealed",
)


def _line(
    batch: ImportBatch,
    judged: JudgedRow,
    cells: Mapping[str, str],
    findings: Sequence[Mapping[str, Any]],
) -> list[Any]:
    number = judged.row.number
    return [
        batch.pk,
        number,
        "",
        str(judged.row.values.get("name", ""))[:200],
        judged.person_id,
        str(judged.status),
        list(judged.differences),
        [error.as_record() for error in judged.errors],
        findings,
        [difference["field"] for difference in judged.differences],
        sealed(dict(cells), line_place(batch.uid, number, "said")),
    ]


def judge_rows(
    actor: Actor,
    records: Sequence[tuple[int, Mapping[str, str]]],
    mapping: Mapping[str, Column | None],
    *,
    on: date,
) -> list[JudgedRow]:
    """Every row against the dossiers as they stand, in a fixed number of queries."""
    rows = read_rows(records, mapping)
    places = places_of(actor, on=on)
    doubles = twins(rows)
    found = matches(actor, [_claim(row) for row in rows])
    known = _known({match.person_id for match in found if match.person_id}, mapping)
    told: dict[Any, Any] = {}
    labels = {column.key: label for label, column in mapping.items() if column}
    return [
        _judge(row, match, known.get(match.person_id or 0), doubles, places, labels, told)
        for row, match in zip(rows, found, strict=True)
    ]


Known = Mapping[str, Any]


def _known(ids: Iterable[int], mapping: Mapping[str, Column | None]) -> dict[int, Known]:
    """What the dossiers say in the columns the table fills, by person."""
    keys = {column.key for column in mapping.values() if column} | {"political_face"}
    columns = {_COLUMNS.get(key, key) for key in keys} | {
        "id",
        "uid",
        "birth_precision",
        "unit__name",
    }
    wanted = any_of("id", models.BigIntegerField(), ids)
    rows = Person.objects.filter(wanted).order_by().values(*columns)
    return {row["id"]: row for row in rows}


_COLUMNS = {"id_number": "id_sealed", "phone": "phone_sealed", "unit": "unit_id"}


def _claim(row: ReadRow) -> Claim:
    return Claim(
        name=row.values.get("name", ""),
        birth=row.values.get("birth"),
        number=row.values.get("id_number", ""),
    )


def _judge(
    row: ReadRow,
    match: Match,
    known: Known | None,
    doubles: Mapping[int, CellError],
    places: Places,
    labels: Mapping[str, str],
    told: dict[Any, Any],
) -> JudgedRow:
    errors = list(row.errors)
    if row.number in doubles:
        errors.append(doubles[row.number])
    if match.flaw:
        key = "id_number" if "id_number" in row.values else "name"
        column = labels.get(key, "")
        errors.append(CellError(row.number, column, match.flaw, {"count": match.count}))
    values = _values(row, places, labels, errors, told)
    names_unit = "unit" in values
    if (known is None or names_unit) and not match.flaw and not places.may_file(_unit_id(values)):
        code = RowFlaw.UNIT_OUTSIDE if names_unit else RowFlaw.UNIT_MISSING
        errors.append(CellError(row.number, labels.get("unit", ""), code))
    if errors:
        return JudgedRow(row, LineStatus.ERROR, match.person_id, values, errors=errors)
    differences = _differences(known, values)
    if known is None:
        status = LineStatus.NEW
    else:
        status = LineStatus.CHANGED if differences else LineStatus.UNCHANGED
    return JudgedRow(row, status, match.person_id, values, differences)


def _unit_id(values: Mapping[str, Any]) -> int | None:
    unit = values.get("unit")
    return unit.pk if unit else None


def _values(
    row: ReadRow,
    places: Places,
    labels: Mapping[str, str],
    errors: list[CellError],
    told: dict[Any, Any],
) -> dict[str, Any]:
    """What the row writes: the unit looked up, the party text read, the post without its unit.

    ``told`` remembers texts already worked out: units, posts and party texts repeat.
    """
    values = dict(row.values)
    if name := values.pop("unit", ""):
        unit_id = places.units.get(words.plain(name))
        if unit_id is None:
            params = {"text": name[:40]}
            errors.append(CellError(row.number, labels["unit"], RowFlaw.UNIT_UNKNOWN, params))
        else:
            values["unit"] = places.unit(unit_id)
    if text := values.get("post_text", ""):
        _place(values, text, places, told)
    if text := values.get("party_text", ""):
        if ("party", text) not in told:
            told["party", text] = read_party(text)
        membership = told["party", text]
        values["party_joined"] = membership.joined
        if (face := political_face(membership)) and "political_face" not in values:
            values["political_face"] = face
    return values


def _place(values: dict[str, Any], text: str, places: Places, told: dict[Any, Any]) -> None:
    if ("post", text) not in told:
        told["post", text] = sheet.unit_named(text, places.units)
    found = told["post", text]
    if found and found[1] and values.setdefault("unit", places.unit(found[0])).pk == found[0]:
        values["post_text"] = found[1]
    if unit := values.get("unit"):
        post = places.posts.get((unit.pk, words.plain(values["post_text"])))
        if post:
            values["post"] = post


def _differences(known: Known | None, values: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    for key, value in values.items():
        if key in _SILENT or (known and _is_on_file(known, key, value)):
            continue
        ours = _ours(known, key) if known else None
        if known and _says_nothing_new(ours, value):
            continue
        if known and key == "party_text" and read_party(str(ours)) == read_party(value):
            continue
        if known and key == "unit":
            ours = known["unit__name"]
        found.append({"field": key, "ours": shown(key, ours), "theirs": shown(key, value)})
    return found


_SILENT = frozenset(("post", "party_joined"))
"""What follows from other columns and is never a difference of its own."""
_SEALED_OR_POINTING = frozenset(("id_number", "phone", "unit"))


def _is_on_file(known: Known, key: str, value: Any) -> bool:
    """What most cells of most tables say: letter for letter, or to the month, what the dossier says."""
    if key in _SEALED_OR_POINTING:
        return False
    ours = known[key]
    if isinstance(value, PartialDate):
        is_day = isinstance(ours, date) and not value.day
        return is_day and ours.year == value.year and ours.month == value.month
    return bool(ours == value)


def _ours(known: Known, key: str) -> Any:
    if key == "birth":
        return PartialDate.of(known["birth"], known["birth_precision"])
    if key == "id_number":
        return unsealed_number(known["id_sealed"], known["uid"])
    if key == "phone":
        return None if known["phone_sealed"] is None else "*"
    if key == "unit":
        return known["unit_id"]
    value = known[key]
    if key in DATES:
        return PartialDate(value.year, value.month) if value else None
    return value


def unsealed_number(kept: Any, uid: UUID) -> str:
    if kept is None:
        return ""
    return unseal(bytes(kept), key=settings.FIELD_KEY, place=place_of(uid))


def _says_nothing_new(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, PartialDate) and isinstance(theirs, PartialDate):
        return ours.agrees(theirs) and (ours == theirs or not theirs.day or bool(ours.day))
    if ours == "*":
        return True
    return bool(ours == (theirs.pk if isinstance(theirs, models.Model) else theirs))


LABELS: dict[str, Mapping[str, str]] = {"sex": words.SEX_WORDS, "schooling": words.SCHOOLING_WORDS}
LABELS["full_time_schooling"] = words.SCHOOLING_WORDS
for _key, _table in (
    ("political_face", words.FACES),
    ("level", words.LEVELS),
    ("rank", words.RANKS),
    ("category", words.CATEGORIES),
):
    LABELS[_key] = {code: word for word, code in reversed(_table.items())}


def shown(key: str, value: Any) -> str:
    """A value as a difference shows it; numbers only as far as they help to find the paper."""
    if value is None or value == "":
        return ""
    if isinstance(value, PartialDate):
        return dotted(value)
    if key in SEALED_KEYS:
        return masked(str(value))
    return LABELS.get(key, {}).get(str(value), str(value))
