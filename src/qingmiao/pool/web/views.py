"""The page of a member, and the two deeds that change where a member stands."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.pool import queries, services
from qingmiao.pool.enums import IN_POOL, ON_THE_WAY, ExitReason, MembershipState, Tier
from qingmiao.pool.models import Membership
from qingmiao.pool.register import MEMBERSHIPS
from qingmiao.pool.rules import ENDED
from qingmiao.pool.web.forms import LeaveForm, StateForm
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.listing import list_context, urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page


@require_GET
def memberships(request: Request, register: Register) -> HttpResponse:
    """The list under the numbers it is asked for most; each number opens its own list."""
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    context = dict(list_context(register, request))
    context["counts"] = _counts(request)
    return page(request, "pool/memberships.html", "results", context)


def _counts(request: Request) -> list[dict[str, Any]]:
    today = clock.today()
    found = queries.standing_counts(actor=request.actor, on=today)
    overdue = {"review_ends": (today - timedelta(days=1)).isoformat(), "state": IN_POOL}
    cards: list[tuple[Any, int, dict[str, Any], str]] = [
        (Tier.A.label, found.upper, {"tier": "A", "state": IN_POOL}, _("在库")),
        (Tier.B.label, found.lower, {"tier": "B", "state": IN_POOL}, _("在库")),
        (_("拟入库与会商"), found.on_the_way, {"state": ON_THE_WAY}, ""),
        (_("研判到期"), found.due, overdue, _("下次研判日期已过")),
    ]
    base = reverse("pool:membership")
    return [
        {
            "label": label,
            "value": value,
            "url": f"{base}?{urlencode(chosen, doseq=True)}",
            "note": note,
        }
        for label, value, chosen, note in cards
    ]


@require_GET
def membership(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    steps = queries.steps_of(membership_id=pk)
    shown = context | {"steps": steps, "extra_actions": _actions(context)}
    return render(request, "pool/membership.html", shown)


def _actions(context: dict[str, Any]) -> list[dict[str, str]]:
    row = context["row"]
    if row.is_void or not context["can"]["amend"] or row.state in ENDED:
        return []
    return [
        {
            "label": _("调整状态"),
            "url": reverse("pool:membership-state", args=[row.pk]),
            "icon": "arrows-exchange",
            "method": "get",
        },
        {
            "label": _("办理出库"),
            "url": reverse("pool:membership-leave", args=[row.pk]),
            "icon": "door-exit",
            "method": "get",
        },
    ]


def _kept(request: Request, pk: int) -> Membership:
    rows = MEMBERSHIPS.keep.rows(request.actor, MEMBERSHIPS.base())
    row: Membership = get_object_or_404(rows.exclude(state__in=ENDED), pk=pk)
    return row


@require_http_methods(["GET", "POST"])
def state(request: Request, pk: int) -> HttpResponse:
    row, today = _kept(request, pk), clock.today()
    form = StateForm(request.POST or None, old=row.state, today=today)

    def change() -> None:
        services.change_state(
            actor=request.actor,
            membership_id=pk,
            state=MembershipState(form.cleaned_data["state"]),
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            today=today,
        )

    return _answer(request, row, form, _("调整状态：%(title)s"), change)


@require_http_methods(["GET", "POST"])
def leave(request: Request, pk: int) -> HttpResponse:
    row, today = _kept(request, pk), clock.today()
    form = LeaveForm(request.POST or None, today=today)

    def change() -> None:
        services.leave(
            actor=request.actor,
            membership_id=pk,
            exit_reason=ExitReason(form.cleaned_data["exit_reason"]),
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            today=today,
        )

    return _answer(request, row, form, _("办理出库：%(title)s"), change)


def _answer(
    request: Request,
    row: Membership,
    form: forms.Form,
    heading: str,
    change: Callable[[], None],
) -> HttpResponse:
    urls = urls_of(MEMBERSHIPS, row.pk)
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("已办理"))
            if request.htmx:
                return HttpResponse(status=204, headers={"HX-Redirect": urls["detail"]})
            return redirect(urls["detail"])
    context = {
        "register": MEMBERSHIPS,
        "heading": heading % {"title": row},
        "form": form,
        "urls": urls,
        "submit_label": _("确认办理"),
        "error_summary": list(form.non_field_errors()),
        "version": None,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "registers/form.html", "form", context, status=status)
