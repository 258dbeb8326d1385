"""The list and the page of members, and the deeds that change where a member stands."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.pool.contracts import Notice
from qingmiao.pool.enums import (
    ENDED,
    IN_POOL,
    ON_THE_WAY,
    Channel,
    ExitReason,
    MembershipState,
    NextAction,
    SuspendCause,
    Tier,
)
from qingmiao.pool.models import Membership
from qingmiao.pool.permissions import READ_GRID, VIEW_STANDARDS
from qingmiao.pool.queries import membership as queries
from qingmiao.pool.register import MEMBERSHIPS
from qingmiao.pool.services import membership as services
from qingmiao.pool.web.forms import LeaveForm, PlanForm, ProposeForm, ReasonForm, StateForm
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import done as there
from qingmiao.registers.web.filling import tell
from qingmiao.registers.web.listing import list_context, list_page, urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page


@require_GET
def memberships(request: Request, register: Register) -> HttpResponse:
    """The list under the numbers it is asked for most; each number opens its own list."""
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    context = dict(list_context(register, request))
    context["counts"] = _counts(request)
    context["suggests"] = not VIEW_STANDARDS.nowhere(request.actor)
    context["reads_grid"] = not READ_GRID.nowhere(request.actor)
    return list_page(request, "pool/memberships.html", context)


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
    row, today = context["row"], clock.today()
    if queries.is_withheld(actor=request.actor, membership=row):
        context["story"] = []
    shown = context | {
        "steps": queries.steps_of(actor=request.actor, membership_id=pk),
        "past": queries.other_memberships(actor=request.actor, membership=row),
        "by_rule": queries.tier_by_rule(person=row.person, on=today),
        "tier_article": queries.limits_in_force(on=today)[1],
        "extra_actions": _actions(context),
        "is_open": row.left_on is None and not row.is_void,
    }
    return render(request, "pool/membership.html", shown)


def _actions(context: dict[str, Any]) -> list[dict[str, str]]:
    row = context["row"]
    if row.is_void:
        return []
    sheet = {
        "label": _("一页纸"),
        "url": reverse("pool:membership-sheet", args=[row.pk]),
        "icon": "file-text",
        "method": "get",
    }
    if not context["can"]["amend"] or row.state in ENDED:
        return [sheet]
    offered = [
        (_("调整状态"), "state", "arrows-exchange"),
        (_("办理出库"), "leave", "door-exit"),
    ]
    if row.state in IN_POOL:
        offered.insert(0, (_("安排下一步"), "plan", "calendar-event"))
    return [
        sheet,
        *[
            {
                "label": label,
                "url": reverse(f"pool:membership-{door}", args=[row.pk]),
                "icon": icon,
                "method": "get",
            }
            for label, door, icon in offered
        ],
    ]


@require_http_methods(["GET", "POST"])
def propose(request: Request, register: Register) -> HttpResponse:
    """提名入库 instead of a bare row: every membership begins with 拟入库 and a source."""
    if register.keep.nowhere(request.actor):
        raise Forbidden(register.keep.sentence)
    given: dict[str, Any] = {
        name: request.GET[name]
        for name in ("channel", "happened_on", "text")
        if name in request.GET
    }
    if request.GET.get("person", "").isdecimal():
        given["person"] = int(request.GET["person"])
    form = ProposeForm(
        request.POST or None, initial=given, actor=request.actor, today=clock.today()
    )
    made: list[Membership] = []

    def change() -> None:
        said = form.cleaned_data
        notice = Notice(
            channel=Channel(said["channel"]), happened_on=said["happened_on"], text=said["text"]
        )
        made.append(
            services.admit(
                actor=request.actor,
                person_id=said["person"].pk,
                on=said["on"],
                notices=[notice],
                reason=said["reason"],
                sponsor=said["sponsor"],
            )
        )

    return answer(
        request,
        form,
        heading=_("提名入库"),
        cancel=reverse("pool:membership"),
        change=change,
        done=lambda: urls_of(MEMBERSHIPS, made[0].pk)["detail"],
    )


def _kept(request: Request, pk: int) -> Membership:
    rows = MEMBERSHIPS.keep.rows(request.actor, MEMBERSHIPS.base())
    row: Membership = get_object_or_404(rows.exclude(state__in=ENDED), pk=pk)
    return row


@require_http_methods(["GET", "POST"])
def state(request: Request, pk: int) -> HttpResponse:
    row, today = _kept(request, pk), clock.today()
    form = StateForm(request.POST or None, ways=queries.ways_of(membership=row), today=today)

    def change() -> None:
        services.change_state(
            actor=request.actor,
            membership_id=pk,
            state=MembershipState(form.cleaned_data["state"]),
            cause=SuspendCause(form.cleaned_data["cause"]),
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            today=today,
        )

    return _answer(request, row, form, _("调整状态：%(title)s"), change)


@require_http_methods(["GET", "POST"])
def leave(request: Request, pk: int) -> HttpResponse:
    row, today = _kept(request, pk), clock.today()
    given = {name: request.GET.get(name, "") for name in ("exit_reason", "reason")}
    form = LeaveForm(request.POST or None, initial=given, today=today)

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


@require_http_methods(["GET", "POST"])
def plan(request: Request, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    given: dict[str, Any] = {
        "action": request.GET.get("action", row.next_action),
        "action_on": row.next_action_on,
        "review_on": row.next_review_on,
    }
    form = PlanForm(request.POST or None, initial=given)

    def change() -> None:
        services.plan(
            actor=request.actor,
            membership_id=pk,
            action=NextAction(form.cleaned_data["action"]),
            action_on=form.cleaned_data["action_on"],
            review_on=form.cleaned_data["review_on"],
            reason=form.cleaned_data["reason"],
            today=clock.today(),
        )

    return _answer(request, row, form, _("安排下一步：%(title)s"), change)


@require_http_methods(["GET", "POST"])
def tier(request: Request, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    form = ReasonForm(request.POST or None)

    def change() -> None:
        services.set_tier(
            actor=request.actor,
            membership_id=pk,
            on=clock.today(),
            reason=form.cleaned_data["reason"],
        )

    return _answer(request, row, form, _("转层次：%(title)s"), change)


def _answer(
    request: Request, row: Membership, form: forms.Form, heading: str, change: Callable[[], None]
) -> HttpResponse:
    detail = urls_of(MEMBERSHIPS, row.pk)["detail"]
    return answer(
        request,
        form,
        heading=heading % {"title": row},
        cancel=detail,
        change=change,
        done=lambda: detail,
    )


def answer(
    request: Request,
    form: forms.Form,
    *,
    heading: str,
    cancel: str,
    change: Callable[[], None],
    done: Callable[[], str],
    lead: str = "",
    register: Register = MEMBERSHIPS,
) -> HttpResponse:
    """One form, one call: what is refused comes back with every reason, what is done leads on."""
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            messages.success(request, _("已办理"))
            return there(request, done())
    context = {
        "register": register,
        "heading": heading,
        "lead": lead,
        "form": form,
        "urls": {"list": reverse(register.url_name()), "cancel": cancel},
        "submit_label": _("确认办理"),
        "error_summary": list(form.non_field_errors()),
        "version": None,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "registers/form.html", "form", context, status=status)
