"""Units and slots by the table: template, import with preview and undo, export."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.engines.sheets.services import header_of, read_table, write_table, write_template
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.office.services import table as services
from qingmiao.office.services.matters import POSTS, UNITS, Matter
from qingmiao.office.web.unit_forms import PostLine, UnitLine
from qingmiao.orgs.permissions import require_keeper
from qingmiao.registers.export import template_of
from qingmiao.registers.web.forms import ExportForm, UploadForm
from qingmiao.registers.web.transfer import (
    batch_page,
    earlier_of,
    errors_workbook,
    found_batch,
)
from qingmiao.webkit.http import Request, kept_file

KINDS = {"sort_no": "integer", "headcount": "integer", "on": "date", "ends": "date"}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A matter and the form that reads one line of it."""

    noun: str
    matter: Matter
    line: Callable[..., forms.Form]

    @property
    def code(self) -> str:
        return self.matter.code

    def url_name(self, action: str) -> str:
        return f"orgs:{self.noun}-{action}"

    def urls(self) -> dict[str, str]:
        told = {name: reverse(self.url_name(name)) for name in ("import", "template", "export")}
        return {**told, "list": reverse("orgs:units"), "cancel": reverse("orgs:units")}

    def head(self) -> dict[str, Any]:
        return {"title": self.matter.title, "link": "base", "mark": ""}


TABLES = (
    Table(noun="unit", matter=UNITS, line=UnitLine),
    Table(noun="post", matter=POSTS, line=PostLine),
)


@require_http_methods(["GET", "POST"])
def export(request: Request, table: Table) -> HttpResponse:
    """The tree or the slots as they stand today, under the headings the import reads."""
    today, form = clock.today(), ExportForm(request.POST or None)
    fields = table.line(today=today).fields
    columns = [(str(field.label), KINDS.get(name, "text")) for name, field in fields.items()]
    rows, title = table.matter.rows(today), str(table.matter.title)
    if request.method == "POST" and form.is_valid():
        services.note_table_export(
            actor=request.actor, matter=table.matter, count=len(rows), on=today, reason=form.reason
        )
        return kept_file(write_table(title, columns, rows), f"{title} {today:%Y%m%d}.xlsx")
    context = {
        "register": table.head(),
        "form": form,
        "urls": table.urls(),
        "total": len(rows),
        "unit_word": _("条"),
        "columns": [{"label": label} for label, _kind in columns],
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)


@require_GET
def template(request: Request, table: Table) -> HttpResponse:
    require_keeper(request.actor)
    title, fields = str(table.matter.title), template_of(table.line(today=clock.today()))
    name = _("%(title)s导入模板.xlsx") % {"title": title}
    return kept_file(write_template(title, fields), name)


@require_http_methods(["GET", "POST"])
def upload(request: Request, table: Table) -> HttpResponse:
    require_keeper(request.actor)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch_id = _previewed(request, table, file.name, file.read())
        except Refused as no:
            for reason in no.reasons:
                form.add_error("file", reason)
        else:
            return redirect(table.url_name("batch"), batch=batch_id)
    context = {
        "register": table.head(),
        "form": form,
        "urls": table.urls(),
        "batches": earlier_of(request, table.code, table.url_name("batch")),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/import.html", context, status=status)


def _previewed(request: Request, table: Table, name: str, content: bytes) -> int:
    today, read = clock.today(), read_table(content, name)
    known = [str(field.label) for field in table.line(today=today).fields.values()]
    header = header_of(read, known)
    batch = services.preview_table(
        actor=request.actor,
        matter=table.matter,
        lines=table.line,
        file_name=name,
        content=content,
        headers=[label for label in dict.fromkeys(header.labels) if label],
        rows=list(read.records(header)),
        today=today,
    )
    return int(batch.pk)


@require_GET
def batch(request: Request, table: Table, batch: int) -> HttpResponse:
    return _shown(request, table, batch)


def _shown(
    request: Request, table: Table, batch: int, refusal: Refused | None = None
) -> HttpResponse:
    require_keeper(request.actor)
    return batch_page(
        request,
        found_batch(request, table.code, batch),
        register=table.head(),
        urls=table.urls(),
        url_name=table.url_name,
        refusal=refusal,
    )


@require_POST
def apply(request: Request, table: Table, batch: int) -> HttpResponse:
    try:
        services.apply_table(
            actor=request.actor,
            matter=table.matter,
            lines=table.line,
            batch_id=batch,
            today=clock.today(),
            at=clock.now(),
        )
    except Refused as no:
        return _shown(request, table, batch, no)
    messages.success(request, _("整批已导入"))
    return redirect(table.url_name("batch"), batch=batch)


@require_POST
def undo(request: Request, table: Table, batch: int) -> HttpResponse:
    try:
        services.undo_table(
            actor=request.actor, matter=table.matter, batch_id=batch, at=clock.now()
        )
    except Refused as no:
        return _shown(request, table, batch, no)
    messages.success(request, _("整批已撤销"))
    return redirect(table.url_name("batch"), batch=batch)


@require_GET
def errors(request: Request, table: Table, batch: int) -> HttpResponse:
    require_keeper(request.actor)
    return errors_workbook(found_batch(request, table.code, batch))


DOORS: tuple[tuple[str, str, Callable[..., HttpResponse]], ...] = (
    ("export/", "export", export),
    ("template/", "template", template),
    ("import/", "import", upload),
    ("import/<int:batch>/", "batch", batch),
    ("import/<int:batch>/apply/", "apply", apply),
    ("import/<int:batch>/undo/", "undo", undo),
    ("import/<int:batch>/errors/", "errors", errors),
)


def routes() -> list[URLPattern]:
    return [
        path(f"{table.noun}s/{tail}", view, {"table": table}, name=f"{table.noun}-{action}")
        for table in TABLES
        for tail, action, view in DOORS
    ]
