"""The page of a visit and the deeds that move it on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.access.permissions import Permission
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.declaration import Register
from qingmiao.registers.web import views as registers
from qingmiao.registers.web.listing import list_context, list_page
from qingmiao.registers.web.views import detail_context
from qingmiao.selection.demands.queries.demand import open_demands
from qingmiao.selection.visits.enums import VisitState
from qingmiao.selection.visits.models import Visit
from qingmiao.selection.visits.permissions import (
    CLOSE_VISITS,
    CONFIRM_VISITS,
    KEEP_VISITS,
    SETTLE_VISITS,
)
from qingmiao.selection.visits.queries.duty import plannable_units
from qingmiao.selection.visits.queries.enclosure import enclosures_of
from qingmiao.selection.visits.register import VISITS
from qingmiao.selection.visits.services import visit as services
from qingmiao.selection.visits.web.forms import ConfirmForm, PlanForm, ReasonForm
from qingmiao.selection.visits.web.steps import step
from qingmiao.webkit.http import Request

V = VisitState


@require_GET
def visits(request: Request, register: Register) -> HttpResponse:
    """The list of visits, with the ways into the field."""
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    context = {
        **list_context(register, request),
        "goes_out": not KEEP_VISITS.nowhere(request.actor),
    }
    return list_page(request, "visits/visits.html", context)


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    context |= {
        "extra_actions": _actions(request, row),
        "steps": _steps(row),
        "enclosures": [] if row.is_void else list(enclosures_of(actor=request.actor, visit_id=pk)),
        "keeps": not row.is_void
        and row.state != V.PLANNED
        and KEEP_VISITS.allows(request.actor, row),
    }
    return render(request, "visits/visit.html", context)


def edit(request: Request, pk: int, register: Register) -> HttpResponse:
    """Amending leaves the state alone: it moves by its own deeds."""
    answer: HttpResponse = registers.amend(request, pk, register=register.without(("state",)))
    return answer


def _actions(request: Request, row: Visit) -> list[dict[str, str]]:
    if row.is_void:
        return []
    actor, found = request.actor, []
    is_mine = actor.person_id == row.visitor_id
    keeps = KEEP_VISITS.allows(actor, row)
    confirms = not is_mine and CONFIRM_VISITS.allows(actor, row)
    if row.state == V.PLANNED and keeps:
        found.append(_action("visit-start", row, _("开始走访"), "player-play", "post"))
    if row.state in (V.PLANNED, V.UNDER_WAY) and is_mine and not row.state_note:
        record = {"label": _("现场记录"), "icon": "pencil", "method": "get"}
        found.append(record | {"url": f"{reverse('visits:record')}?visit={row.pk}"})
    if row.state == V.UNDER_WAY and keeps and row.summary:
        found.append(_action("visit-submit", row, _("重新报送"), "send", "post"))
    if row.state == V.RECORDED and confirms:
        found.append(_action("visit-return", row, _("退回"), "arrow-back-up"))
        found.append(_action("visit-confirm", row, _("确认走访"), "check", "post"))
    if row.state in (V.PLANNED, V.UNDER_WAY) and keeps:
        found.append(_action("visit-cancel", row, _("取消走访"), "circle-x"))
    if row.state == V.CONFIRMED and CLOSE_VISITS.allows(actor, row):
        found.append(_action("visit-close", row, _("办结"), "checks", "post"))
    return found


def _action(name: str, row: Visit, label: str, icon: str, method: str = "get") -> dict[str, str]:
    url = reverse(f"visits:{name}", args=[row.pk])
    return {"label": label, "url": url, "icon": icon, "method": method}


def _steps(row: Visit) -> list[dict[str, Any]]:
    """Where the visit stands on its way."""
    if row.state == V.CANCELLED:
        return [{"label": V.CANCELLED.label, "is_here": True, "is_past": False}]
    way = [V.PLANNED, V.UNDER_WAY, V.RECORDED, V.CONFIRMED, V.CLOSED]
    here = way.index(V(row.state))
    return [
        {"label": each.label, "is_here": number == here, "is_past": number < here}
        for number, each in enumerate(way)
    ]


@require_http_methods(["GET", "POST"])
def plan(request: Request) -> HttpResponse:
    if KEEP_VISITS.nowhere(request.actor):
        raise Forbidden(KEEP_VISITS.sentence)
    today = clock.today()
    form = PlanForm(
        request.POST or None,
        initial={
            "unit": request.GET.get("unit"),
            "on": request.GET.get("on") or today,
            "demand": request.GET.get("demand"),
        },
        actor=request.actor,
        today=today,
        units=plannable_units(actor=request.actor, on=today),
        demands=open_demands(actor=request.actor),
        plans_for_others=not SETTLE_VISITS.nowhere(request.actor),
    )

    def change(told: dict[str, Any]) -> None:
        visitor = told.get("visitor")
        services.plan_visit(
            actor=request.actor,
            unit_id=told["unit"].pk,
            on=told["on"],
            purpose=told["purpose"],
            today=today,
            visitor_id=visitor.pk if visitor else None,
            demand_id=told["demand"],
        )

    return step(
        request,
        register=VISITS,
        row=None,
        form=form,
        heading=_("计划走访"),
        done=_("已列入计划"),
        change=change,
        back=reverse("visits:mine"),
    )


def _row(request: Request, pk: int, permission: Permission[Visit]) -> Visit:
    row: Visit = get_object_or_404(permission.rows(request.actor, VISITS.base()), pk=pk)
    return row


@require_http_methods(["GET", "POST"])
def start(request: Request, pk: int) -> HttpResponse:
    today = clock.today()
    return step(
        request,
        register=VISITS,
        row=_row(request, pk, KEEP_VISITS),
        form=ConfirmForm(request.POST),
        heading=_("开始走访：%(title)s"),
        done=_("走访已开始，可以现场记录"),
        change=lambda _told: services.start_visit(actor=request.actor, visit_id=pk, today=today),
    )


@require_http_methods(["GET", "POST"])
def submit(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        register=VISITS,
        row=_row(request, pk, KEEP_VISITS),
        form=ConfirmForm(request.POST),
        heading=_("重新报送：%(title)s"),
        done=_("已重新报送，等组长确认"),
        change=lambda _told: services.submit_visit(
            actor=request.actor, visit_id=pk, today=clock.today()
        ),
    )


@require_http_methods(["GET", "POST"])
def confirm(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        register=VISITS,
        row=_row(request, pk, CONFIRM_VISITS),
        form=ConfirmForm(request.POST),
        heading=_("确认走访：%(title)s"),
        done=_("已确认"),
        change=lambda _told: services.confirm_visit(actor=request.actor, visit_id=pk),
    )


@require_http_methods(["GET", "POST"])
def send_back(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        register=VISITS,
        row=_row(request, pk, CONFIRM_VISITS),
        form=ReasonForm(request.POST or None),
        heading=_("退回走访：%(title)s"),
        lead=_("走访人会看到理由，补充后重新报送。"),
        done=_("已退回"),
        change=lambda told: services.return_visit(
            actor=request.actor, visit_id=pk, reason=told["reason"]
        ),
    )


@require_http_methods(["GET", "POST"])
def cancel(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        register=VISITS,
        row=_row(request, pk, KEEP_VISITS),
        form=ReasonForm(request.POST or None),
        heading=_("取消走访：%(title)s"),
        done=_("已取消"),
        change=lambda told: services.cancel_visit(
            actor=request.actor, visit_id=pk, reason=told["reason"]
        ),
    )


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        register=VISITS,
        row=_row(request, pk, CLOSE_VISITS),
        form=ConfirmForm(request.POST),
        heading=_("办结走访：%(title)s"),
        done=_("已办结"),
        change=lambda _told: services.close_visit(actor=request.actor, visit_id=pk),
    )
