"""Dossiers go out: the purpose is asked first, then the file is handed over."""

from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange import queries
from qingmiao.people.exchange.permissions import EXPORT_FORMS, EXPORT_ROSTER
from qingmiao.people.exchange.rules.sentences import column_label
from qingmiao.people.exchange.services.export import export_form, export_forms
from qingmiao.people.exchange.services.roster_export import KEYS, export_roster
from qingmiao.registers.web.forms import ExportForm
from qingmiao.webkit.http import Request, kept_file

LONGEST_ID = 18


@require_http_methods(["GET", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.people_with_forms(actor=request.actor), pk=pk)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, content = export_form(
            actor=request.actor, person_id=pk, purpose=form.reason, on=clock.today()
        )
        return kept_file(content, name)
    back = reverse("dossiers:person", args=[pk])
    heading = _("%(name)s 的任免审批表（lrmx）") % {"name": found.name}
    return _page(request, form, heading, total=1, back=back)


@require_http_methods(["GET", "POST"])
def forms(request: Request) -> HttpResponse:
    if EXPORT_FORMS.nowhere(request.actor):
        raise Forbidden(str(EXPORT_FORMS.sentence))
    return leaving_forms(request, _selected(request, queries.people_with_forms))


def leaving_forms(request: Request, people: QuerySet[Person]) -> HttpResponse:
    """The purpose, then the forms of these people as an archive; also for pages of other rooms."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _count, content = export_forms(
                actor=request.actor, people=people, purpose=form.reason, on=clock.today()
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            name = _("任免审批表 %(day)s.zip") % {"day": f"{clock.today():%Y%m%d}"}
            return kept_file(content, name)
    total = queries.people_with_forms(actor=request.actor).filter(pk__in=people.values("pk"))
    return _page(request, form, _("任免审批表（lrmx）"), total=total.count())


@require_http_methods(["GET", "POST"])
def roster(request: Request) -> HttpResponse:
    if EXPORT_ROSTER.nowhere(request.actor):
        raise Forbidden(str(EXPORT_ROSTER.sentence))
    return leaving_roster(request, _selected(request, queries.exportable_people))


def leaving_roster(request: Request, people: QuerySet[Person]) -> HttpResponse:
    """The purpose, then the roster of these people as a workbook; also for pages of other rooms."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _count, content = export_roster(
                actor=request.actor, people=people, purpose=form.reason, on=clock.today()
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            name = _("干部花名册 %(day)s.xlsx") % {"day": f"{clock.today():%Y%m%d}"}
            return kept_file(content, name)
    total = queries.exportable_people(actor=request.actor).filter(pk__in=people.values("pk"))
    columns = [{"label": column_label(key)} for key in KEYS]
    return _page(request, form, _("干部花名册"), total=total.count(), columns=columns)


def _selected(request: Request, scope: Any) -> QuerySet[Person]:
    """The people ticked in a list; without any, everybody in service whom the actor may export."""
    rows: QuerySet[Person] = scope(actor=request.actor)
    ticked = [
        int(value)
        for value in request.GET.getlist("person")
        if value.isdecimal() and len(value) <= LONGEST_ID
    ]
    return rows.filter(pk__in=ticked) if ticked else rows.filter(standing="in_service")


def _page(
    request: Request,
    form: ExportForm,
    heading: str,
    *,
    total: int,
    back: str = "",
    columns: list[dict[str, str]] | None = None,
) -> HttpResponse:
    cancel = back or reverse("dossiers:roster")
    context = {
        "register": SimpleNamespace(title=heading, link="base", mark=""),
        "form": form,
        "urls": {"list": reverse("dossiers:roster"), "cancel": cancel},
        "total": total,
        "unit_word": _("人"),
        "chips": [],
        "columns": columns or [],
        "submit_label": _("导出"),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)
