"""Spreadsheets in and out of a register: export, template, import in batches."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.engines.sheets.services import header_of, read_table, write_table, write_template
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.registers import batches
from qingmiao.registers.declaration import Register
from qingmiao.registers.enums import BatchState
from qingmiao.registers.export import export_columns, export_rows, record_export, template_fields
from qingmiao.registers.models import Batch
from qingmiao.registers.queries import facets_shown, listed, read_filter
from qingmiao.registers.web.forms import ExportForm, UploadForm
from qingmiao.registers.web.listing import chips_of, list_context, page_links, urls_of
from qingmiao.registers.web.views import _require
from qingmiao.webkit.http import Request, kept_file, page


@require_http_methods(["GET", "POST"])
def export(request: Request, register: Register) -> HttpResponse:
    _require(register, request)
    register = register.read_by(request.actor)
    wanted = read_filter(register, request.GET)
    form = ExportForm(request.POST or None)
    shown = list_context(register, request)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            rows = listed(register, request.actor, wanted)
            content = write_table(
                str(register.title), export_columns(register), export_rows(register, rows)
            )
            with official():
                facets = facets_shown(register, request.actor, wanted)
                chips = chips_of(register, facets, wanted, request.GET)
                filters = "、".join(chip.label for chip in chips) or _("全部")
            record_export(
                actor=request.actor,
                register=register,
                count=shown["total"],
                filters=filters,
                reason=form.reason,
            )
        return kept_file(content, f"{register.title} {clock.today():%Y%m%d}.xlsx")
    context = {
        "register": register,
        "form": form,
        "urls": urls_of(register),
        "total": shown["total"],
        "unit_word": register.unit_word,
        "chips": shown["chips"],
        "columns": [{"label": label} for label, _kind in export_columns(register)],
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)


@require_GET
def template(request: Request, register: Register) -> HttpResponse:
    _require(register, request, keep=True)
    register = register.written_by(request.actor)
    fields = template_fields(register, actor=request.actor, on=clock.today())
    name = _("%(title)s导入模板.xlsx") % {"title": register.title}
    return kept_file(write_template(str(register.title), fields), name)


@require_http_methods(["GET", "POST"])
def upload(request: Request, register: Register) -> HttpResponse:
    _require(register, request, keep=True)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = _previewed(request, register, file.name, file.read())
        except Refused as no:
            for reason in no.reasons:
                form.add_error("file", reason)
        else:
            return redirect(register.url_name("batch"), batch=batch.pk)
    context = {
        "register": register,
        "form": form,
        "urls": urls_of(register),
        "batches": earlier_of(request, register.code, register.url_name("batch")),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/import.html", context, status=status)


def _previewed(request: Request, register: Register, name: str, content: bytes) -> Batch:
    table = read_table(content, name)
    header = header_of(table, [register.label_of(field) for field in register.fields])
    labels = [label for label in dict.fromkeys(header.labels) if label]
    return batches.preview(
        actor=request.actor,
        register=register,
        file_name=name,
        content=content,
        headers=labels,
        rows=list(table.records(header)),
        on=clock.today(),
    )


def earlier_of(request: Request, code: str, url_name: str) -> list[dict[str, Any]]:
    """One's own newest batches, as the import page lists them."""
    return [
        {
            "url": reverse(url_name, args=[batch.pk]),
            "file_name": batch.file_name,
            "state": batch.get_state_display(),
            "at": batch.uploaded_at,
            "by": batch.uploaded_by,
            "counts": _counts(batch),
        }
        for batch in batches.batches_of(request.actor, code)[:20]
    ]


def found_batch(request: Request, code: str, pk: int) -> Any:
    found = batches.batches_of(request.actor, code).filter(pk=pk).first()
    if found is None:
        raise Forbidden(_("没有这个批次"))
    return found


def _counts(batch: Any) -> dict[str, int]:
    return {
        name: getattr(batch, f"count_{name}") for name in ("new", "changed", "unchanged", "error")
    }


@require_GET
def batch(request: Request, batch: int, register: Register) -> HttpResponse:
    return _batch_page(request, register, batch)


def _batch_page(
    request: Request, register: Register, pk: int, *, refusal: Refused | None = None
) -> HttpResponse:
    _require(register, request, keep=True)
    found = found_batch(request, register.code, pk)
    return batch_page(
        request,
        found,
        register=register,
        urls=urls_of(register),
        url_name=register.url_name,
        refusal=refusal,
    )


def batch_page(
    request: Request,
    found: Any,
    *,
    register: Any,
    urls: dict[str, str],
    url_name: Callable[[str], str],
    refusal: Refused | None = None,
) -> HttpResponse:
    """A batch line by line, with what can be done with it now."""
    counts = _counts(found)
    shown = Paginator(found.lines.all(), 50).get_page(request.GET.get("page"))
    if found.state == BatchState.PREVIEWED and not counts["error"]:
        urls["apply"] = reverse(url_name("apply"), args=[found.pk])
    if found.state == BatchState.APPLIED:
        urls["undo"] = reverse(url_name("undo"), args=[found.pk])
    urls["errors"] = reverse(url_name("errors"), args=[found.pk])
    context = {
        "register": register,
        "batch": {
            "file_name": found.file_name,
            "state": found.get_state_display(),
            "counts": counts,
        },
        "mapping": found.mapping,
        "lines": shown.object_list,
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "urls": urls,
        "error_summary": list(refusal.reasons) if refusal else [],
    }
    status = 422 if refusal else 200
    return page(request, "registers/import_batch.html", "batch", context, status=status)


@require_POST
def apply(request: Request, batch: int, register: Register) -> HttpResponse:
    try:
        batches.apply(
            actor=request.actor,
            register=register,
            batch_id=batch,
            on=clock.today(),
            at=clock.now(),
        )
    except Refused as no:
        return _batch_page(request, register, batch, refusal=no)
    messages.success(request, _("整批已导入"))
    return redirect(register.url_name("batch"), batch=batch)


@require_POST
def undo(request: Request, batch: int, register: Register) -> HttpResponse:
    try:
        batches.undo(
            actor=request.actor,
            register=register,
            batch_id=batch,
            on=clock.today(),
            at=clock.now(),
        )
    except Refused as no:
        return _batch_page(request, register, batch, refusal=no)
    messages.success(request, _("整批已撤销"))
    return redirect(register.url_name("batch"), batch=batch)


@require_GET
def errors(request: Request, batch: int, register: Register) -> HttpResponse:
    _require(register, request, keep=True)
    return errors_workbook(found_batch(request, register.code, batch))


def errors_workbook(found: Batch) -> HttpResponse:
    """The lines that were refused, with the reason beside each, to be mended and sent again."""
    names = [pair for pair in found.mapping if pair["name"]]
    columns = [
        (_("行号"), "integer"),
        (_("问题"), "text"),
        *((pair["header"], "text") for pair in names),
    ]
    rows = (
        [
            line.row,
            "；".join(f"{e['column']} {e['message']}".strip() for e in line.errors),
            *(line.values.get(pair["name"], "") for pair in names),
        ]
        for line in found.lines.filter(status="error")
    )
    return kept_file(write_table(_("错误清单"), columns, rows), _("错误清单.xlsx"))
