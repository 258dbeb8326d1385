"""Forms come in: judged against the dossiers, kept as a batch, nothing changed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.people.exchange.contracts import Difference, Facts, Finding, Form
from qingmiao.people.exchange.deeds import BATCH_UPLOADED
from qingmiao.people.exchange.enums import Found, RowFlaw
from qingmiao.people.exchange.enums.kinds import FileKind
from qingmiao.people.exchange.models import ImportBatch, ImportLine
from qingmiao.people.exchange.permissions import IMPORT_PEOPLE
from qingmiao.people.exchange.rules import lrmx, sheet, words
from qingmiao.people.exchange.rules.checks import findings_of
from qingmiao.people.exchange.rules.columns import masked
from qingmiao.people.exchange.rules.dates import read_date_or_none
from qingmiao.people.exchange.rules.identity import read_identity
from qingmiao.people.exchange.rules.notes import read_awards
from qingmiao.people.exchange.services.facts import facts_of
from qingmiao.people.exchange.services.matching import (
    Claim,
    Match,
    Places,
    matches,
    places_of,
)
from qingmiao.people.exchange.services.reading import (
    Drawn,
    ReadFile,
    draw_photos,
    read_forms,
    unpacked,
)
from qingmiao.people.exchange.services.sealing import keep_upload, line_place, sealed
from qingmiao.registers.enums import BatchState, LineStatus

_NEEDED = (sheet.SEX, sheet.BIRTH)


@dataclass(frozen=True, slots=True)
class Judged:
    """One form, judged: what it would change, or why it cannot."""

    status: LineStatus
    person_id: int | None = None
    differences: Sequence[Difference] = ()
    errors: Sequence[Mapping[str, Any]] = ()
    findings: Sequence[Finding] = field(default_factory=list)


def require_importer(actor: Actor) -> None:
    if IMPORT_PEOPLE.nowhere(actor):
        raise Forbidden(str(IMPORT_PEOPLE.sentence))


def digest_of(files: Sequence[tuple[str, bytes]]) -> str:
    """One digest for an upload: of its files in the order of their content, whatever their names."""
    digests = sorted(hashlib.sha256(content).hexdigest() for _, content in files)
    return (
        digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    )


def earlier_batch(sha256: str) -> ImportBatch | None:
    return ImportBatch.objects.filter(sha256=sha256, state=BatchState.APPLIED).first()


@transaction.atomic
def preview_forms(*, actor: Actor, files: Sequence[tuple[str, bytes]], on: date) -> ImportBatch:
    """试读任免审批表: one line a form. A form that cannot be read is a line with its reason."""
    require_importer(actor)
    sources = unpacked(files)
    if not sources:
        raise Refused(_("没有任免审批表文件：请选择 .lrmx、.lrm，或装有它们的 .zip"))
    read = read_forms(sources)
    forms = [file.form for file in read if file.form]
    pictures = iter(list(draw_photos(forms)))
    drawn = [next(pictures) if file.form else None for file in read]
    digest = digest_of(files)
    earlier = earlier_batch(digest)
    batch = ImportBatch.objects.create(
        kind=FileKind.FORMS,
        file_name="、".join(name for name, _ in files)[:200],
        sha256=digest,
        size=sum(len(content) for _, content in files),
        uploaded_by=actor.name,
        account_id=actor.account_id,
    )
    judged = judge_forms(actor, read, drawn, on=on)
    lines = [
        _line(batch, number, file, picture, verdict, earlier)
        for number, (file, picture, verdict) in enumerate(zip(read, drawn, judged, strict=True), 1)
    ]
    ImportLine.objects.bulk_create(lines, batch_size=200)
    keep_upload(batch.uid, list(files))
    record(
        actor=actor,
        deed=BATCH_UPLOADED,
        subject=batch,
        detail={
            "kind": FileKind.FORMS.label,
            "file": batch.file_name,
            "count": len(lines),
            "sha256": digest,
        },
    )
    return batch


def judge_forms(
    actor: Actor,
    read: Sequence[ReadFile],
    drawn: Sequence[Drawn | str | None],
    *,
    on: date,
) -> list[Judged]:
    places = places_of(actor, on=on)
    found = matches(actor, [claim_of(file.form) for file in read])
    facts = facts_of(match.person_id for match in found if match.person_id)
    seen: dict[Any, int] = {}
    judged = []
    for number, (file, match, picture) in enumerate(zip(read, found, drawn, strict=True), 1):
        if file.form is None:
            error = {"code": file.code, "params": dict(file.params)}
            judged.append(Judged(LineStatus.ERROR, errors=[error]))
            continue
        own = facts.get(match.person_id or 0, Facts())
        verdict = _judge(file.form, match, own, picture, places, on)
        twin = seen.setdefault(_key(file.form, match), number)
        if twin != number:
            error = {"code": RowFlaw.SAME_IDENTITY, "params": {"row": twin}}
            verdict = Judged(LineStatus.ERROR, errors=[error], findings=verdict.findings)
        judged.append(verdict)
    return judged


def _key(form: Form, match: Match) -> Any:
    claim = claim_of(form)
    return match.person_id or claim.number or (claim.name, claim.birth)


def claim_of(form: Form | None) -> Claim:
    if form is None:
        return Claim("")
    identity = read_identity(form.text(sheet.IDENTITY))
    return Claim(
        name=words.person_name(form.text(sheet.NAME)) or "",
        birth=read_date_or_none(form.text(sheet.BIRTH)),
        number=identity.number if identity else "",
    )


def _judge(
    form: Form,
    match: Match,
    facts: Facts,
    picture: Drawn | str | None,
    places: Places,
    on: date,
) -> Judged:
    is_new = match.person_id is None
    findings = [*findings_of(form, on=on), *_more_findings(form, picture, places)]
    errors = _errors(form, match, places, is_new=is_new)
    if errors:
        return Judged(LineStatus.ERROR, match.person_id, errors=errors, findings=findings)
    usable = isinstance(picture, Drawn)
    same = not usable or (isinstance(picture, Drawn) and picture.jpeg == facts.photo)
    found = sheet.differences(facts, form, same_photo=same)
    if not read_identity(form.text(sheet.IDENTITY)):
        found = [difference for difference in found if difference.field != sheet.IDENTITY]
    known = LineStatus.CHANGED if found else LineStatus.UNCHANGED
    status = LineStatus.NEW if is_new else known
    return Judged(status, match.person_id, found, findings=findings)


def _errors(form: Form, match: Match, places: Places, *, is_new: bool) -> list[dict[str, Any]]:
    errors: list[dict[str, Any]] = []
    written = form.text(sheet.NAME)
    if words.person_name(written) is None:
        errors.append({"code": RowFlaw.NOT_A_NAME, "params": {"text": written[:40]}})
    if match.flaw:
        errors.append({"code": match.flaw, "params": {"count": match.count}})
    if is_new and not match.flaw:
        theirs = {
            sheet.SEX: words.code_of(words.SEX, form.text(sheet.SEX)),
            sheet.BIRTH: read_date_or_none(form.text(sheet.BIRTH)),
        }
        errors += [
            {"code": RowFlaw.REQUIRED, "params": {}, "field": name}
            for name in _NEEDED
            if not theirs[name]
        ]
    unit = sheet.unit_named(form.text(sheet.POST), places.units)
    if (is_new or unit) and not match.flaw and not places.may_file(unit[0] if unit else None):
        errors.append({"code": RowFlaw.UNIT_OUTSIDE, "params": {}})
    return errors


def _more_findings(form: Form, picture: Drawn | str | None, places: Places) -> list[Finding]:
    findings = []
    if isinstance(picture, str):
        findings.append(Finding(Found.PHOTO_UNREADABLE, {"why": picture}))
    if read_awards(form.text(sheet.AWARDS))[1]:
        findings.append(Finding(Found.SANCTION))
    post = form.text(sheet.POST)
    if post and sheet.unit_named(post, places.units) is None:
        findings.append(Finding(Found.UNIT_NOT_FOUND, {"post": post[:60]}))
    for name, table in ((sheet.SEX, words.SEX), (sheet.ETHNICITY, words.ETHNICITIES)):
        if (text := form.text(name)) and words.code_of(table, text) is None:
            findings.append(Finding(Found.UNKNOWN_WORD, {"field": name, "text": text[:40]}))
    return findings


def _line(
    batch: ImportBatch,
    number: int,
    file: ReadFile,
    picture: Drawn | str | None,
    judged: Judged,
    earlier: ImportBatch | None,
) -> ImportLine:
    differences = [_shown(difference) for difference in judged.differences]
    findings = list(judged.findings)
    if earlier:
        findings.append(Finding(Found.FILE_SEEN, {"batch": earlier.pk}))
    line = ImportLine(
        batch=batch,
        number=number,
        source=file.source.name[:260],
        title=lrmx.plain_name(file.form.text(sheet.NAME))[:200] if file.form else "",
        person_id=judged.person_id,
        status=judged.status,
        differences=differences,
        errors=list(judged.errors),
        findings=[finding.as_record() for finding in findings],
        accepted=[difference["field"] for difference in differences],
    )
    if file.form:
        said = {"form": file.form.as_record(), "sha256": file.source.sha256}
        line.said_sealed = sealed(said, line_place(batch.uid, number, "said"))
    if isinstance(picture, Drawn):
        line.photo, line.photo_width, line.photo_height = (
            picture.jpeg,
            picture.width,
            picture.height,
        )
    return line


def _shown(difference: Difference) -> dict[str, str]:
    """As it is stored and shown: identity numbers only as far as they help to find the paper."""
    shown = difference.as_record()
    if difference.field == sheet.IDENTITY:
        for side in ("ours", "theirs"):
            shown[side] = masked(shown[side]) if shown[side] else ""
    return shown
