"""The list of demands with what each has found, the page of one, and what is done with it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.contracts import Cell, Head
from qingmiao.registers.declaration import REGISTERS, Register
from qingmiao.registers.queries import visible
from qingmiao.registers.web.listing import list_context, list_page, page_links, page_of, urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.selection.demands.contracts import HORIZONS, Progress
from qingmiao.selection.demands.enums import DemandState, FoundBy
from qingmiao.selection.demands.models import Demand, Discovery
from qingmiao.selection.demands.permissions import DECIDE_DEMANDS, VIEW_DISCOVERIES, VIEW_TEAMS
from qingmiao.selection.demands.queries import demand as questions
from qingmiao.selection.demands.register import DEMANDS
from qingmiao.selection.demands.services import demand as services
from qingmiao.selection.demands.services import discovery as findings
from qingmiao.selection.demands.web.answering import answered
from qingmiao.selection.demands.web.forms import (
    AHEAD,
    CloseForm,
    FoundForm,
    ReopenForm,
    RetractForm,
)
from qingmiao.webkit.http import Request, page

FOUND_PAGE = 20


@require_GET
def demands(request: Request, register: Register) -> HttpResponse:
    """The register's list with one column more: how many each demand has found, as this reader knows."""
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    context = dict(list_context(register, request))
    if not VIEW_DISCOVERIES.nowhere(request.actor):
        lines = context["lines"]
        found = questions.progress_of(actor=request.actor, demand_ids=[line.pk for line in lines])
        context["columns"].append(Head(key="found", label=_("已发现"), kind="number"))
        for line in lines:
            people = found.get(line.pk, Progress()).people
            line.cells.append(Cell(text=str(people), kind="number", url=f"{line.url}#found"))
    context["sees_teams"] = not VIEW_TEAMS.nowhere(request.actor)
    return list_page(request, "demands/demands.html", context)


@require_GET
def demand(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    is_open = row.state == DemandState.OPEN
    may_decide = not row.is_void and DECIDE_DEMANDS.allows(request.actor, row)
    shown = context | {
        "subheading": "",
        "steps": questions.steps_of(demand_id=pk),
        "extra_actions": _actions(row) if may_decide else [],
        "may_note": may_decide and is_open,
        "gap": _gap(row),
        "sees_team": row.unit_id is not None and not VIEW_TEAMS.nowhere(request.actor),
        "sees_found": not VIEW_DISCOVERIES.nowhere(request.actor),
        "is_overdue": is_open and row.due_on < clock.today(),
        **_found(request, row),
    }
    return page(request, "demands/demand.html", "found", shown)


def _actions(row: Demand) -> list[dict[str, str]]:
    if row.state == DemandState.OPEN:
        url = reverse("demands:demand-close", args=[row.pk])
        return [{"label": _("办结"), "url": url, "icon": "circle-check", "method": "get"}]
    url = reverse("demands:demand-reopen", args=[row.pk])
    return [{"label": _("重新启用"), "url": url, "icon": "refresh", "method": "get"}]


def _gap(row: Demand) -> dict[str, Any] | None:
    """The gap as it stood when the demand was raised, day by day."""
    if row.gap is None:
        return None
    days = [
        {
            "label": AHEAD[months],
            "count": row.gap["counts"][str(months)],
            "short": row.gap["short"][str(months)],
        }
        for months in HORIZONS
    ]
    return {**row.gap, "days": days}


def _found(request: Request, row: Demand) -> dict[str, Any]:
    progress = questions.progress_of(actor=request.actor, demand_ids=[row.pk])
    found = progress.get(row.pk, Progress())
    rows = questions.discoveries_of(actor=request.actor, demand_id=row.pk)
    here = page_of(rows, request.GET, size=FOUND_PAGE)
    urls = _origins(request, here.object_list)
    return {
        "progress": found,
        "ways": [{"label": FoundBy(way).label, "count": count} for way, count in found.by.items()],
        "discoveries": [
            {"row": each, "url": urls.get((each.origin_kind, each.origin_id), "")}
            for each in here.object_list
        ],
        "page": here,
        "page_links": page_links(here, request.GET),
    }


def _origins(request: Request, found: Iterable[Discovery]) -> dict[tuple[str, int | None], str]:
    """The records somebody was found by, of which this reader may read; one question a kind."""
    wanted: dict[str, set[int | None]] = defaultdict(set)
    for each in found:
        wanted[each.origin_kind].add(each.origin_id)
    registers = {register.model._meta.label_lower: register for register in REGISTERS.values()}
    urls = {}
    for kind in wanted.keys() & registers.keys():
        register = registers[kind]
        rows = visible(register, request.actor, with_void=True).filter(pk__in=wanted[kind])
        for pk in rows.values_list("pk", flat=True):
            urls[kind, pk] = reverse(register.url_name("detail"), args=[pk])
    return urls


def _decided(request: Request, pk: int) -> Demand:
    row: Demand = get_object_or_404(questions.decided_demands(actor=request.actor), pk=pk)
    return row


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    row, today = _decided(request, pk), clock.today()
    form = CloseForm(request.POST or None, today=today)

    def change() -> str:
        services.close_demand(
            actor=request.actor,
            demand_id=pk,
            state=form.way,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            today=today,
        )
        messages.success(request, _("需求已办结"))
        return urls_of(DEMANDS, pk)["detail"]

    heading = _("办结需求：%(title)s") % {"title": row}
    return answered(
        request,
        form,
        heading=heading,
        urls=urls_of(DEMANDS, pk),
        submit_label=_("确认办结"),
        change=change,
    )


@require_http_methods(["GET", "POST"])
def reopen(request: Request, pk: int) -> HttpResponse:
    row, today = _decided(request, pk), clock.today()
    form = ReopenForm(request.POST or None, today=today)

    def change() -> str:
        services.reopen_demand(
            actor=request.actor,
            demand_id=pk,
            on=form.cleaned_data["on"],
            due_on=form.cleaned_data["due_on"],
            reason=form.cleaned_data["reason"],
            today=today,
        )
        messages.success(request, _("需求已重新启用"))
        return urls_of(DEMANDS, pk)["detail"]

    heading = _("重新启用需求：%(title)s") % {"title": row}
    return answered(
        request,
        form,
        heading=heading,
        urls=urls_of(DEMANDS, pk),
        submit_label=_("确认启用"),
        change=change,
    )


@require_http_methods(["GET", "POST"])
def note(request: Request, pk: int) -> HttpResponse:
    row, today = _decided(request, pk), clock.today()
    form = FoundForm(request.POST or None, actor=request.actor, today=today)

    def change() -> str:
        findings.note_by_hand(
            actor=request.actor,
            demand_id=pk,
            person=form.cleaned_data["person"],
            on=form.cleaned_data["on"],
            text=form.cleaned_data["text"],
            today=today,
        )
        messages.success(request, _("人选已记入"))
        return f"{urls_of(DEMANDS, pk)['detail']}#found"

    heading = _("记入人选：%(title)s") % {"title": row}
    return answered(
        request,
        form,
        heading=heading,
        urls=urls_of(DEMANDS, pk),
        submit_label=_("记入"),
        change=change,
    )


@require_http_methods(["GET", "POST"])
def retract(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(questions.noted_by_hand(actor=request.actor), pk=pk)
    form, back = RetractForm(request.POST or None), urls_of(DEMANDS, row.demand_id)

    def change() -> str:
        findings.retract_by_hand(
            actor=request.actor, discovery_id=pk, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("人选已撤回"))
        return f"{back['detail']}#found"

    heading = _("撤回人选：%(title)s") % {"title": row.person}
    return answered(
        request, form, heading=heading, urls=back, submit_label=_("确认撤回"), change=change
    )
