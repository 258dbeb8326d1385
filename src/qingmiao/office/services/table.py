"""Units and slots by the table: tried first, written all or nothing, undoable as a whole.

A line is tried by doing it: the whole table is written in a transaction that is then turned back.
So a line may hang below another line of the same table, and what the preview says is what happens.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.office.services.matters import Matter
from qingmiao.orgs.permissions import require_keeper
from qingmiao.registers.batches import mapped, require_whole
from qingmiao.registers.enums import BatchState, LineStatus
from qingmiao.registers.judging import Read, unreadable
from qingmiao.registers.models import Batch, BatchLine
from qingmiao.registers.values import text_of

Lines = Callable[..., forms.Form]
"""The form that reads one line; it is told which day it is."""


def _labels(form: Lines, today: date) -> dict[str, str]:
    return {name: str(field.label) for name, field in form(today=today).fields.items()}


def _judged(
    matter: Matter, lines: Lines, actor: Actor, values: Mapping[str, str], today: date
) -> Read:
    """Write one line, and say what that changed; nothing is left of a line that is refused."""
    labels = _labels(lines, today)
    if flaws := unreadable({name: labels[name] for name in values}, values):
        return Read(status=LineStatus.ERROR, title="", form=None, errors=flaws)
    blank = {name: field.initial for name, field in lines(today=today).fields.items()}
    usual = {name: str(value) for name, value in blank.items() if value is not None}
    form = lines({**usual, **{k: v for k, v in values.items() if v}}, today=today)
    if not form.is_valid():
        return Read(status=LineStatus.ERROR, title="", form=form, errors=_errors(form))
    given = form.cleaned_data
    row = matter.found(given)
    differences = _differences(matter, labels, row, given) if row is not None else ()
    if row is not None and not differences:
        return Read(status=LineStatus.UNCHANGED, title=str(row), form=form, row=row)
    try:
        with transaction.atomic():
            written = matter.write(actor=actor, row=row, given=given, today=today)
    except Refused as no:
        errors = tuple({"column": "", "message": reason} for reason in no.reasons)
        title = str(row) if row is not None else ""
        return Read(status=LineStatus.ERROR, title=title, form=form, row=row, errors=errors)
    return Read(
        status=LineStatus.NEW if row is None else LineStatus.CHANGED,
        title=str(written),
        form=form,
        row=written,
        differences=differences,
    )


def _errors(form: forms.Form) -> tuple[dict[str, str], ...]:
    return tuple(
        {
            "column": str(form.fields[name].label) if name in form.fields else "",
            "message": str(message),
        }
        for name, messages in form.errors.items()
        for message in messages
    )


def _differences(
    matter: Matter, labels: Mapping[str, str], row: Any, given: Mapping[str, Any]
) -> tuple[dict[str, str], ...]:
    return tuple(
        {
            "label": labels[name],
            "old": text_of(_shown(old, old)),
            "new": text_of(_shown(given[name], old)),
        }
        for name, old in matter.present(row).items()
        if _plain(given[name]) != _plain(old)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return "" if value is None else str(value)


def _shown(new: Any, old: Any) -> Any:
    """The word of a choice, where the present value is one."""
    return type(old)(new).label if isinstance(old, models.Choices) and new else new


@transaction.atomic
def preview_table(
    *,
    actor: Actor,
    matter: Matter,
    lines: Lines,
    file_name: str,
    content: bytes,
    headers: Sequence[str],
    rows: Sequence[tuple[int, Mapping[str, str]]],
    today: date,
) -> Batch:
    """试读 a table: every line is tried in its order, and everything it did is turned back."""
    require_keeper(actor)
    labels = _labels(lines, today)
    mapping = mapped(labels, headers)
    fed = {pair["name"] for pair in mapping}
    fields = lines(today=today).fields
    lacking = [
        labels[name]
        for name, field in fields.items()
        if field.required and field.initial is None and name not in fed
    ]
    require_whole(lacking, len(rows))
    told = [
        (number, {pair["name"]: cells[pair["header"]] for pair in mapping if pair["name"]})
        for number, cells in rows
    ]
    with transaction.atomic():
        reads = [_judged(matter, lines, actor, values, today) for _number, values in told]
        fresh = {read.row.pk for read in reads if read.status == LineStatus.NEW}
        transaction.set_rollback(True)
    batch = Batch.objects.create(
        register=matter.code,
        file_name=file_name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        mapping=mapping,
        uploaded_by=actor.name,
        account_id=actor.account_id,
    )
    tried = _lines(batch, told, reads)
    for line in tried:
        line.object_id = None if line.object_id in fresh else line.object_id
    BatchLine.objects.bulk_create(tried, batch_size=1000)
    return batch


def _lines(
    batch: Batch, told: Sequence[tuple[int, Mapping[str, str]]], reads: Sequence[Read]
) -> list[BatchLine]:
    """Lines with their judgement; the second of two lines about one row is an error."""
    seen: dict[int, int] = {}
    tried = []
    for (number, values), read in zip(told, reads, strict=True):
        errors = list(read.errors)
        if read.row is not None:
            first = seen.setdefault(read.row.pk, number)
            if first != number:
                errors.append({"column": "", "message": _("与第 %(row)d 行重复") % {"row": first}})
        tried.append(
            BatchLine(
                batch=batch,
                row=number,
                title=read.title[:200],
                status=LineStatus.ERROR if errors else read.status,
                values=dict(values),
                differences=list(read.differences),
                errors=errors,
                object_id=read.row.pk if read.row is not None else None,
            )
        )
    return tried


def _own_batch(actor: Actor, matter: Matter, batch_id: int, state: BatchState, no: str) -> Batch:
    require_keeper(actor)
    own = Batch.objects.select_for_update().filter(
        pk=batch_id, register=matter.code, account_id=actor.account_id
    )
    batch = own.first()
    if batch is None:
        raise Forbidden(_("没有这个批次"))
    if batch.state != state:
        raise Refused(no)
    return batch


@transaction.atomic
def apply_table(
    *, actor: Actor, matter: Matter, lines: Lines, batch_id: int, today: date, at: datetime
) -> Batch:
    """写入 the whole table or nothing; each line is judged again, for the world may have moved."""
    batch = _own_batch(actor, matter, batch_id, BatchState.PREVIEWED, _("这个批次已经处理过"))
    told = list(batch.lines.order_by("row"))
    if any(line.status == LineStatus.ERROR for line in told):
        raise Refused(_("还有错误行，请改好表格重新上传；导入要么全部成功，要么全部不动"))
    for line in told:
        before = matter.stand(pk=line.object_id) if line.object_id is not None else None
        read = _judged(matter, lines, actor, line.values, today)
        if read.status == LineStatus.ERROR:
            sentence = _("第 %(row)d 行：%(reason)s")
            raise Refused(
                sentence % {"row": line.row, "reason": error["message"]} for error in read.errors
            )
        line.status, line.object_id = read.status, read.row.pk
        if read.status != LineStatus.UNCHANGED:
            line.before = {"before": before if read.status == LineStatus.CHANGED else None}
    for line in told:  # once all are in: a later line may have moved what an earlier one wrote
        if line.before is not None:
            line.before["after"] = matter.stand(pk=line.object_id or 0)
    BatchLine.objects.bulk_update(told, ["object_id", "before", "status"], batch_size=500)
    batch.state, batch.applied_at = BatchState.APPLIED, at
    batch.save(update_fields=["state", "applied_at"])
    detail = {
        "noun": matter.title,
        "file": batch.file_name,
        "new": sum(line.status == LineStatus.NEW for line in told),
        "changed": sum(line.status == LineStatus.CHANGED for line in told),
        "sha256": batch.sha256,
    }
    record(actor=actor, deed=matter.imported, subject=batch, detail=detail)
    return batch


@transaction.atomic
def undo_table(*, actor: Actor, matter: Matter, batch_id: int, at: datetime) -> Batch:
    """撤销 an applied table, last line first. Refused as a whole where anything moved since."""
    batch = _own_batch(actor, matter, batch_id, BatchState.APPLIED, _("只有已导入的批次可以撤销"))
    lines = list(batch.lines.exclude(status=LineStatus.UNCHANGED).order_by("-row"))
    moved = [line for line in lines if _has_moved(matter, line)]
    if moved:
        raise Refused(
            _("第 %(row)d 行的记录导入后又被修改，不能整批撤销") % {"row": line.row}
            for line in reversed(moved)
        )
    with official():
        reason = _("撤销导入批次 #%(batch)d") % {"batch": batch.pk}
    for line in lines:
        stand = (line.before or {})["before"]
        matter.restore(actor=actor, pk=line.object_id, stand=stand, reason=reason)
    batch.state, batch.undone_at = BatchState.UNDONE, at
    batch.save(update_fields=["state", "undone_at"])
    detail = {"noun": matter.title, "file": batch.file_name}
    record(actor=actor, deed=matter.undone, subject=batch, detail=detail)
    return batch


def _has_moved(matter: Matter, line: BatchLine) -> bool:
    return bool(matter.stand(pk=line.object_id or 0) != (line.before or {})["after"])


@transaction.atomic
def note_table_export(*, actor: Actor, matter: Matter, count: int, on: date, reason: str) -> None:
    """An export is a deed: who, how many, as of which day, for which purpose."""
    with official():
        day = _("截至 %(day)s") % {"day": on.isoformat()}
    detail = {"noun": matter.title, "count": count, "filter": day}
    subject = matter.model(pk=0)
    record(actor=actor, deed=matter.exported, subject=subject, detail=detail, reason=reason)
