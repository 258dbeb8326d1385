"""Dossiers come in: upload, look at what would change, choose, apply, undo."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.engines.sheets.services import write_table, write_template
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.people.exchange import queries
from qingmiao.people.exchange.enums.kinds import FileKind
from qingmiao.people.exchange.models import ImportBatch
from qingmiao.people.exchange.permissions import IMPORT_PEOPLE
from qingmiao.people.exchange.rules.columns import COLUMNS
from qingmiao.people.exchange.rules.sentences import column_label
from qingmiao.people.exchange.services import batch as batches
from qingmiao.people.exchange.services import undoing
from qingmiao.people.exchange.services.forms import preview_forms
from qingmiao.people.exchange.services.roster import preview_roster
from qingmiao.people.exchange.web.forms import UploadForm
from qingmiao.registers.enums import BatchState, LineStatus
from qingmiao.registers.web.listing import page_links
from qingmiao.webkit.http import Request, kept_file, page, wants_part

SHEETS = (".xlsx", ".xls", ".xlsm", ".csv")
AT_ONCE = 30


def _require(request: Request) -> None:
    if IMPORT_PEOPLE.nowhere(request.actor):
        raise Forbidden(str(IMPORT_PEOPLE.sentence))


@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    _require(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = _previewed(request, form.cleaned_data["documents"])
        except Refused as no:
            for reason in no.reasons:
                form.add_error("documents", reason)
        else:
            return redirect("exchange:batch", pk=found.pk)
    earlier = queries.batches(actor=request.actor)[:20]
    context = {
        "form": form,
        "batches": [_told_batch(found) for found in earlier],
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "exchange/import.html", "form", context, status=status)


def _previewed(request: Request, files: list[Any]) -> ImportBatch:
    """A spreadsheet is a roster and comes alone; everything else is forms."""
    sheets = [file for file in files if file.name.lower().endswith(SHEETS)]
    if sheets and len(files) > 1:
        raise Refused(_("花名册请单独上传，不要与其他文件同选"))
    if sheets:
        [file] = sheets
        return preview_roster(
            actor=request.actor, name=file.name, data=file.read(), on=clock.today()
        )
    given = [(file.name, file.read()) for file in files]
    return preview_forms(actor=request.actor, files=given, on=clock.today())


def _told_batch(batch: ImportBatch) -> dict[str, Any]:
    return {
        "pk": batch.pk,
        "url": reverse("exchange:batch", args=[batch.pk]),
        "file_name": batch.file_name,
        "kind": batch.get_kind_display(),
        "state": batch.get_state_display(),
        "at": batch.uploaded_at,
        "by": batch.uploaded_by,
        "counts": queries.counts_of(batch),
    }


@require_GET
def template(request: Request) -> HttpResponse:
    _require(request)
    fields = [
        (column.label, column.is_required, _help(column.key), list(column.choices) or None)
        for column in COLUMNS
    ]
    return kept_file(write_template(_("干部花名册"), fields), _("干部花名册导入模板.xlsx"))


def _help(key: str) -> str:
    helps = {
        "name": _("两字姓名不必加空格"),
        "birth": _("如 1989.10 或 1989.10.24"),
        "id_number": _("用于认人；没有时按姓名和出生年月认人"),
        "unit": _("单位全称或简称，须已在机构中"),
        "party_text": _("如 2007.06，或“民建2005.06”"),
        "post_text": _("写职务即可，也可连单位一起写"),
    }
    return helps.get(key, "")


@require_GET
def batch(request: Request, pk: int) -> HttpResponse:
    return _batch_page(request, pk)


def _batch_page(request: Request, pk: int, *, refusal: Refused | None = None) -> HttpResponse:
    found = queries.batch_of(actor=request.actor, pk=pk)
    counts = queries.counts_of(found)
    status = request.GET.get("status", "")
    shown = Paginator(queries.lines_of(found, status=status), AT_ONCE).get_page(
        request.GET.get("page")
    )
    is_open = found.state == BatchState.PREVIEWED
    is_roster = found.kind == FileKind.ROSTER
    context = {
        "batch": _told_batch(found),
        "is_open": is_open,
        "is_forms": not is_roster,
        "can_apply": is_open and _can_apply(counts, is_roster=is_roster),
        "can_undo": found.state == BatchState.APPLIED,
        "mapping": [
            {"header": pair["header"], "field": column_label(pair["key"])} for pair in found.mapping
        ],
        "lines": [queries.told_line(line, found.kind) for line in shown.object_list],
        "tabs": _tabs(counts, status),
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "error_summary": list(refusal.reasons) if refusal else [],
    }
    code = 422 if refusal else 200
    return page(request, "exchange/batch.html", "batch", context, status=code)


def _can_apply(counts: dict[str, int], *, is_roster: bool) -> bool:
    readable = sum(count for status, count in counts.items() if status != LineStatus.ERROR)
    return bool(readable) and not (is_roster and counts[LineStatus.ERROR])


def _tabs(counts: dict[str, int], status: str) -> list[dict[str, Any]]:
    tabs = [
        {"label": _("全部"), "url": "?", "is_current": not status, "count": sum(counts.values())}
    ]
    tabs += [
        {
            "label": str(LineStatus(name).label),
            "url": f"?status={name}",
            "is_current": status == name,
            "count": count,
        }
        for name, count in counts.items()
    ]
    return tabs


@require_POST
def choose(request: Request, pk: int, number: int) -> HttpResponse:
    try:
        line = batches.choose_fields(
            actor=request.actor,
            batch_id=pk,
            number=number,
            fields=request.POST.getlist("field"),
        )
    except Refused as no:
        return _batch_page(request, pk, refusal=no)
    if not wants_part(request):
        messages.success(request, _("已记下采纳的栏目"))
        return redirect(f"{reverse('exchange:batch', args=[pk])}#line-{number}")
    found = queries.batch_of(actor=request.actor, pk=pk)
    context = {
        "line": queries.told_line(line, found.kind),
        "batch": _told_batch(found),
        "is_open": True,
        "is_forms": True,
        "was_saved": True,
    }
    return page(request, "exchange/line.html", "line", context)


@require_POST
def apply(request: Request, pk: int) -> HttpResponse:
    try:
        batches.apply_batch(actor=request.actor, batch_id=pk, on=clock.today(), at=clock.now())
    except Refused as no:
        return _batch_page(request, pk, refusal=no)
    messages.success(request, _("整批已导入"))
    return redirect("exchange:batch", pk=pk)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    try:
        undoing.undo_batch(actor=request.actor, batch_id=pk, at=clock.now())
    except Refused as no:
        return _batch_page(request, pk, refusal=no)
    messages.success(request, _("整批已撤销"))
    return redirect("exchange:batch", pk=pk)


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    try:
        undoing.drop_batch(actor=request.actor, batch_id=pk)
    except Refused as no:
        return _batch_page(request, pk, refusal=no)
    messages.success(request, _("已放弃这个批次，没有写入任何内容"))
    return redirect("exchange:import")


@require_GET
def errors(request: Request, pk: int) -> HttpResponse:
    found = queries.batch_of(actor=request.actor, pk=pk)
    columns = [
        (_("序号"), "integer"),
        (_("来源文件"), "text"),
        (_("姓名"), "text"),
        (_("问题与办法"), "text"),
    ]
    return kept_file(
        write_table(_("错误清单"), columns, queries.error_rows(found)), _("错误清单.xlsx")
    )
