"""A previewed batch written into the dossiers: in one transaction, all of it or nothing."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.services.photo import set_photo
from qingmiao.people.exchange.contracts import Facts, Form
from qingmiao.people.exchange.deeds import (
    BATCH_APPLIED,
    PERSON_IMPORTED,
)
from qingmiao.people.exchange.enums.kinds import FileKind
from qingmiao.people.exchange.models import ImportBatch, ImportLine, KeptForm
from qingmiao.people.exchange.permissions import IMPORT_PEOPLE
from qingmiao.people.exchange.rules import lrmx
from qingmiao.people.exchange.rules.columns import BY_KEY, Column
from qingmiao.people.exchange.rules.sentences import field_word
from qingmiao.people.exchange.services.bulk import update_many
from qingmiao.people.exchange.services.facts import facts_of
from qingmiao.people.exchange.services.forms import claim_of
from qingmiao.people.exchange.services.matching import matches, places_of
from qingmiao.people.exchange.services.roster import judge_rows
from qingmiao.people.exchange.services.sealing import form_place, line_place, opened, sealed
from qingmiao.people.exchange.services.snapshot import snapshot
from qingmiao.people.exchange.services.taking import Taking, take
from qingmiao.people.exchange.services.writing import before_rows, write_rows
from qingmiao.registers.enums import BatchState, LineStatus

Accepted = Mapping[int, Collection[str]]


def importable(actor: Actor, batch_id: int) -> ImportBatch:
    return IMPORT_PEOPLE.one(
        actor, ImportBatch.objects.select_for_update(of=("self",)), pk=batch_id
    )


@transaction.atomic
def apply_batch(
    *,
    actor: Actor,
    batch_id: int,
    on: date,
    at: datetime,
    accepted: Accepted | None = None,
) -> ImportBatch:
    """导入整批: all of it or nothing. Every line is judged again, for the world may have moved.

    ``accepted`` names per line number the fields of forms that are taken; without it all are. Forms
    that could not be read stay out; a roster with one wrong row is refused as a whole.
    """
    batch = importable(actor, batch_id)
    if batch.state != BatchState.PREVIEWED:
        raise Refused(_("这个批次已经处理过"))
    lines = list(batch.lines.order_by("number"))
    if batch.kind == FileKind.ROSTER:
        _apply_roster(actor, batch, lines, on)
    else:
        _apply_forms(actor, batch, lines, accepted, on)
    update_many(
        ImportLine, ["person", "status", "accepted", "before_sealed", "version_after"], lines
    )
    batch.state, batch.applied_at = BatchState.APPLIED, at
    batch.save(update_fields=["state", "applied_at"])
    record(actor=actor, deed=BATCH_APPLIED, subject=batch, detail=_told(batch, lines))
    return batch


def _told(batch: ImportBatch, lines: Sequence[ImportLine]) -> dict[str, Any]:
    def count(status: LineStatus) -> int:
        return sum(line.status == status for line in lines)

    return {
        "kind": FileKind(batch.kind).label,
        "file": batch.file_name,
        "sha256": batch.sha256,
        "new": count(LineStatus.NEW),
        "changed": count(LineStatus.CHANGED),
        "unchanged": count(LineStatus.UNCHANGED),
    }


@transaction.atomic
def choose_fields(
    *, actor: Actor, batch_id: int, number: int, fields: Collection[str]
) -> ImportLine:
    """选择采纳的栏目 of one form before the batch is applied; what is not offered is not taken."""
    batch = importable(actor, batch_id)
    if batch.state != BatchState.PREVIEWED:
        raise Refused(_("这个批次已经处理过"))
    line = batch.lines.select_for_update(of=("self",)).filter(number=number).first()
    if line is None or batch.kind != FileKind.FORMS:
        raise Forbidden(_("没有这一项"))
    chosen = set(fields)
    line.accepted = [
        difference["field"] for difference in line.differences if difference["field"] in chosen
    ]
    line.save(update_fields=["accepted"])
    return line


def _apply_roster(actor: Actor, batch: ImportBatch, lines: Sequence[ImportLine], on: date) -> None:
    if any(line.status == LineStatus.ERROR for line in lines):
        raise Refused(_("还有错误行，请改好表格重新上传；导入要么全部成功，要么全部不动"))
    mapping: dict[str, Column | None] = {
        pair["header"]: BY_KEY.get(pair["key"]) for pair in batch.mapping
    }
    records = [(line.number, _said(batch, line)) for line in lines if line.said_sealed is not None]
    judged = judge_rows(actor, records, mapping, on=on)
    broken = [row for row in judged if row.status == LineStatus.ERROR]
    if broken:
        raise Refused(
            _("第 %(row)s 行在试读之后有了变化，请重新上传") % {"row": row.row.number}
            for row in broken[:20]
        )
    before = before_rows(judged)
    people = write_rows(actor=actor, judged=judged, file_name=batch.file_name, on=on)
    by_number = {line.number: line for line in lines}
    for row in judged:
        line = by_number[row.row.number]
        line.status = row.status
        person = people.get(row.row.number)
        if person is None:
            continue
        line.person, line.version_after = person, person.version
        if row.row.number in before:
            place = line_place(batch.uid, line.number, "before")
            line.before_sealed = sealed(before[row.row.number], place)


def _said(batch: ImportBatch, line: ImportLine) -> Any:
    return opened(bytes(line.said_sealed or b""), line_place(batch.uid, line.number, "said"))


def _apply_forms(
    actor: Actor,
    batch: ImportBatch,
    lines: Sequence[ImportLine],
    accepted: Accepted | None,
    on: date,
) -> None:
    readable = [line for line in lines if line.status != LineStatus.ERROR]
    if not readable:
        raise Refused(_("没有可以导入的任免审批表"))
    said = {line.number: _said(batch, line) for line in readable}
    forms = {number: Form.from_record(one["form"]) for number, one in said.items()}
    found = matches(actor, [claim_of(forms[line.number]) for line in readable])
    moved = [
        _("第 %(row)s 项 %(name)s 在试读之后有了变化，请重新上传")
        % {"row": line.number, "name": line.title}
        for line, match in zip(readable, found, strict=True)
        if match.flaw or match.person_id != line.person_id
    ]
    if moved:
        raise Refused(moved)
    facts = facts_of(line.person_id for line in readable if line.person_id)
    with official():
        reason = _("导入 %(file)s") % {"file": batch.file_name}
    taking = Taking(actor, places_of(actor, on=on), on, reason)
    for line in readable:
        chosen = line.accepted if accepted is None else accepted.get(line.number, ())
        line.accepted = [name for name in line.accepted if name in set(chosen)]
        _apply_form(taking, batch, line, forms[line.number], said[line.number], facts)


def _apply_form(
    taking: Taking,
    batch: ImportBatch,
    line: ImportLine,
    form: Form,
    said: Mapping[str, Any],
    facts: Mapping[int, Facts],
) -> None:
    """A new person whose fields were all declined stays out; nobody is opened without a name."""
    person: Person | None = None
    if line.person_id is not None:
        person = Person.objects.select_for_update(of=("self",)).get(pk=line.person_id)
        place = line_place(batch.uid, line.number, "before")
        line.before_sealed = sealed(snapshot(person), place)
    if line.accepted:
        person = _taken(taking, line, form, person, facts.get(line.person_id or 0, Facts()))
    elif person is None or line.status == LineStatus.CHANGED:
        line.status = LineStatus.UNCHANGED
    if person is None:
        return
    keep_form(person, form, line, str(said["sha256"]))
    line.person = person
    line.version_after = Person.objects.values_list("version", flat=True).get(pk=person.pk)


def _taken(
    taking: Taking, line: ImportLine, form: Form, person: Person | None, facts: Facts
) -> Person:
    try:
        person = take(taking, form, person, facts, line.accepted)
    except Refused as no:
        sentence = _("第 %(row)s 项 %(name)s：%(reason)s")
        raise Refused(sentence % {"row": line.number, "name": line.title, "reason": no}) from no
    _take_photo(taking, line, person)
    fields = [field_word(name) for name in line.accepted]
    record(
        actor=taking.actor,
        deed=PERSON_IMPORTED,
        subject=person,
        detail={"file": line.source, "name": person.name, "fields": fields},
    )
    return person


def _take_photo(taking: Taking, line: ImportLine, person: Person) -> None:
    if lrmx.PHOTO in line.accepted and line.photo is not None:
        set_photo(
            actor=taking.actor,
            person_id=person.pk,
            jpeg=bytes(line.photo),
            width=line.photo_width or 0,
            height=line.photo_height or 0,
            reason=taking.reason,
        )


def keep_form(person: Person, form: Form, line: ImportLine, sha256: str) -> None:
    """Every letter of the file stays with the person, whatever was accepted of it."""
    kept = KeptForm.objects.filter(person=person).first() or KeptForm(person=person)
    kept.sealed = sealed(form.as_record(), form_place(kept.uid))
    kept.file_name, kept.sha256 = line.source[:260], sha256
    kept.photo_sha256 = hashlib.sha256(line.photo).hexdigest() if line.photo else ""
    kept.save()
