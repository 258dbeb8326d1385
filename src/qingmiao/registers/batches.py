"""Importing a table into a register: previewed line by line, applied all or nothing, undoable."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record, record_many
from qingmiao.registers.declaration import Register
from qingmiao.registers.enums import BatchState, LineStatus, Source
from qingmiao.registers.forms import form_class
from qingmiao.registers.judging import (
    Read,
    as_posted,
    errors_of,
    given_cells,
    judged,
    read_of,
    vouched_rows,
)
from qingmiao.registers.models import Batch, BatchLine, field_of
from qingmiao.registers.services import (
    amend,
    enter,
    refusal_of,
    void,
)

MOST_ROWS = 5_000


def mapping_of(register: Register, headers: Iterable[str]) -> list[dict[str, str]]:
    return mapped({name: register.label_of(name) for name in register.fields}, headers)


def mapped(labels: Mapping[str, str], headers: Iterable[str]) -> list[dict[str, str]]:
    """Which heading feeds which field; a heading nobody knows feeds none and is shown as such."""
    known = {_flat(label): name for name, label in labels.items()}
    pairs = []
    for header in headers:
        name = known.get(_flat(header), "")
        pairs.append({"header": header, "name": name, "field": labels.get(name, "")})
    return pairs


def _flat(text: str) -> str:
    return "".join(text.split()).replace("*", "").replace("(", "（").replace(")", "）")


def missing_columns(register: Register, mapping: Iterable[Mapping[str, str]]) -> list[str]:
    """Labels of required fields that no heading of the table feeds."""
    fed = {pair["name"] for pair in mapping}
    fields = [field_of(register.model, name) for name in register.fields]
    return [
        str(field.verbose_name)
        for field in fields
        if not field.blank and not field.has_default() and field.name not in fed
    ]


def require_whole(missing: Sequence[str], rows: int) -> None:
    """A table that lacks a column, or rows, or has too many of them, is not read at all."""
    if missing:
        raise Refused(
            _("缺少必填列「%(label)s」，请对照模板补上表头") % {"label": label} for label in missing
        )
    if not rows:
        raise Refused(_("表格没有数据行，请从第二行起填写"))
    if rows > MOST_ROWS:
        raise Refused(
            _("一次最多导入 %(most)d 行，本表有 %(rows)d 行，请分批导入")
            % {"most": MOST_ROWS, "rows": rows}
        )


@transaction.atomic
def preview(
    *,
    actor: Actor,
    register: Register,
    file_name: str,
    content: bytes,
    headers: Iterable[str],
    rows: list[tuple[int, Mapping[str, str]]],
    on: date,
) -> Batch:
    """试读 a table: every line is judged and kept with its judgement; nothing of the register changes."""
    if register.keep.nowhere(actor):
        raise Forbidden(_("您无权导入"))
    register = register.written_by(actor)
    mapping = mapping_of(register, headers)
    missing = missing_columns(register, mapping)
    require_whole(missing, len(rows))
    batch = Batch.objects.create(
        register=register.code,
        file_name=file_name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        mapping=mapping,
        uploaded_by=actor.name,
        account_id=actor.account_id,
    )
    lines: list[BatchLine] = []
    seen: dict[Any, int] = {}
    fed = [pair for pair in mapping if pair["name"]]
    table = [{pair["name"]: cells[pair["header"]] for pair in fed} for _number, cells in rows]
    vouched = vouched_rows(register, actor, table, on)
    for (number, _cells), values, row in zip(rows, table, vouched, strict=True):
        read = judged(register, actor, values, on) if row is None else read_of(row)
        lines.append(_line(batch, number, values, read, _repeated(register, read, seen, number)))
    BatchLine.objects.bulk_create(lines, batch_size=1000)
    return batch


def _repeated(register: Register, read: Read, seen: dict[Any, int], number: int) -> str:
    """Two lines of one table about the same row: the second is an error that names the first."""
    if read.status == LineStatus.ERROR or not register.key:
        return ""
    told = read.form.cleaned_data.get if read.form else partial(getattr, read.vouched)
    key = tuple(_same(told(name)) for name in register.key)
    first = seen.setdefault(key, number)
    return "" if first == number else _("与第 %(row)d 行重复") % {"row": first}


def _same(value: Any) -> str:
    """Namesakes are two: a row is known by its number, not by what it is called."""
    return f"#{value.pk}" if isinstance(value, models.Model) else str(value)


def _line(
    batch: Batch, number: int, values: Mapping[str, str], read: Read, repeated: str
) -> BatchLine:
    errors = [*read.errors, *([{"column": "", "message": repeated}] if repeated else [])]
    return BatchLine(
        batch=batch,
        row=number,
        title=read.title[:200],
        status=LineStatus.ERROR if errors else read.status,
        values=dict(values),
        differences=list(read.differences),
        errors=errors,
        object_id=read.row.pk if read.row is not None else None,
    )


def _own_batch(actor: Actor, register: Register, pk: int) -> Batch:
    batch = (
        Batch.objects.select_for_update()
        .filter(pk=pk, register=register.code, account_id=actor.account_id)
        .first()
    )
    if batch is None or register.keep.nowhere(actor):
        raise Forbidden(_("没有这个批次"))
    return batch


@transaction.atomic
def apply(*, actor: Actor, register: Register, batch_id: int, on: date, at: datetime) -> Batch:
    """写入 the whole batch or nothing. Every line is judged again, for the world may have moved."""
    batch = _own_batch(actor, register, batch_id)
    register = register.written_by(actor)
    if batch.state != BatchState.PREVIEWED:
        raise Refused(_("这个批次已经处理过"))
    lines = list(batch.lines.all())
    if any(line.status == LineStatus.ERROR for line in lines):
        raise Refused(_("还有错误行，请改好表格重新上传；导入要么全部成功，要么全部不动"))
    counts = dict.fromkeys(LineStatus, 0)
    done = _entered_together(actor, register, lines, on)
    counts[LineStatus.NEW] = len(done)
    for line in lines:
        if line.status == LineStatus.UNCHANGED or line.row in done:
            continue
        try:
            _apply_line(actor, register, line, on)
        except (Refused, Forbidden) as no:
            sentence = _("第 %(row)d 行：%(reason)s") % {"row": line.row, "reason": no}
            raise Refused(sentence) from no
        counts[LineStatus(line.status)] += 1
    BatchLine.objects.bulk_update(
        lines, ["object_id", "before", "version_after", "status"], batch_size=500
    )
    batch.state, batch.applied_at = BatchState.APPLIED, at
    batch.save(update_fields=["state", "applied_at"])
    detail = {
        "noun": register.noun_title,
        "file": batch.file_name,
        "new": counts[LineStatus.NEW],
        "changed": counts[LineStatus.CHANGED],
        "sha256": batch.sha256,
    }
    record(actor=actor, deed=register.deeds["imported"], subject=batch, detail=detail)
    return batch


def _entered_together(
    actor: Actor, register: Register, lines: Sequence[BatchLine], on: date
) -> set[int]:
    """New lines the register still vouches for, written at once. Answers with their numbers."""
    new = [line for line in lines if line.status == LineStatus.NEW]
    if register.together is None or not new:
        return set()
    vouched = vouched_rows(register, actor, [line.values for line in new], on)
    pairs = [
        (line, row)
        for line, row in zip(new, vouched, strict=True)
        if row is not None and row.pk is None
    ]
    try:
        with transaction.atomic():
            rows = register.model._default_manager
            rows.bulk_create([row for _line, row in pairs], batch_size=1000)
    except IntegrityError as no:
        raise refusal_of(register, no) from no
    _require_kept_together(actor, register, pairs)
    register.together.noted(actor, [row for _line, row in pairs])
    details = ((row.pk, {"noun": register.noun_title, "title": row}) for _line, row in pairs)
    kind = register.model._meta.label_lower
    record_many(actor=actor, deed=register.deeds["entered"], kind=kind, details=details)
    for line, row in pairs:
        line.object_id, line.version_after = row.pk, row.version
    return {line.row for line, _row in pairs}


def _require_kept_together(
    actor: Actor, register: Register, pairs: Sequence[tuple[BatchLine, Any]]
) -> None:
    rows = register.model._default_manager.filter(pk__in=[row.pk for _line, row in pairs])
    kept = set(register.keep.rows(actor, rows).values_list("pk", flat=True))
    if strange := [line.row for line, row in pairs if row.pk not in kept]:
        raise Refused(
            _("第 %(row)d 行：%(reason)s") % {"row": row, "reason": register.keep.sentence}
            for row in strange[:20]
        )


def _apply_line(actor: Actor, register: Register, line: BatchLine, on: date) -> None:
    read = judged(register, actor, line.values, on)
    if read.status == LineStatus.ERROR:
        raise Refused(error["message"] for error in read.errors)
    if read.status == LineStatus.NEW:
        row = enter(
            actor=actor,
            register=register,
            values=read.form.cleaned_data,
            on=on,
            source=Source.IMPORT,
        )
    else:
        given = {name: read.form.cleaned_data[name] for name in given_cells(register, line.values)}
        line.before = {
            name: posted for name, posted in as_posted(register, read.row).items() if name in given
        }
        row = amend(
            actor=actor, register=register, pk=read.row.pk, values=given, version=None, on=on
        )
    line.status, line.object_id, line.version_after = read.status, row.pk, row.version


@transaction.atomic
def undo(*, actor: Actor, register: Register, batch_id: int, on: date, at: datetime) -> Batch:
    """撤销 an applied batch: new rows are voided, changed ones get their old values back.

    Refused as a whole, naming every line, when a row was written by somebody since.
    """
    batch = _own_batch(actor, register, batch_id)
    register = register.written_by(actor)
    if batch.state != BatchState.APPLIED:
        raise Refused(_("只有已导入的批次可以撤销"))
    lines = list(batch.lines.exclude(status=LineStatus.UNCHANGED))
    written = [line.object_id for line in lines if line.object_id is not None]
    rows: dict[int, Any] = register.model._default_manager.in_bulk(written)
    moved = [line for line in lines if rows[line.object_id or 0].version != line.version_after]
    if moved:
        raise Refused(
            _("第 %(row)d 行的记录导入后又被修改，不能整批撤销") % {"row": line.row}
            for line in moved
        )
    with official():
        reason = _("撤销导入批次 #%(batch)d") % {"batch": batch.pk}
    for line in lines:
        if line.status == LineStatus.NEW:
            void(actor=actor, register=register, pk=line.object_id or 0, reason=reason, at=at)
        else:
            _restore(actor, register, line, on, reason)
    batch.state, batch.undone_at = BatchState.UNDONE, at
    batch.save(update_fields=["state", "undone_at"])
    record(
        actor=actor,
        deed=register.deeds["undone"],
        subject=batch,
        detail={"noun": register.noun_title, "file": batch.file_name},
    )
    return batch


def _restore(actor: Actor, register: Register, line: BatchLine, on: date, reason: str) -> None:
    row = register.model._default_manager.get(pk=line.object_id)
    form = form_class(register)(
        {**as_posted(register, row), **(line.before or {})}, instance=row, actor=actor, on=on
    )
    if not form.is_valid():
        raise Refused(error["message"] for error in errors_of(register, form))
    values = {name: form.cleaned_data[name] for name in line.before or {}}
    amend(
        actor=actor, register=register, pk=row.pk, values=values, version=None, on=on, reason=reason
    )


def batches_of(actor: Actor, code: str) -> models.QuerySet[Batch]:
    """One's own batches of one kind of table, newest first, with their counts."""
    counts = {
        f"count_{status}": models.Count("lines", filter=models.Q(lines__status=status))
        for status in LineStatus.values
    }
    return Batch.objects.filter(register=code, account_id=actor.account_id).annotate(**counts)
