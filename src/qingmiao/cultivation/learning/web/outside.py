"""校外学习: its page with the hands it went through, and the form of each hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.cultivation.learning.enums import OutsideState
from qingmiao.cultivation.learning.models import OutsideLearning
from qingmiao.cultivation.learning.permissions import (
    CONFIRM_OUTSIDE,
    RECOGNISE_OUTSIDE,
    REPORT_OUTSIDE,
)
from qingmiao.cultivation.learning.queries import outside as questions
from qingmiao.cultivation.learning.register import OUTSIDE
from qingmiao.cultivation.learning.services import outside as services
from qingmiao.cultivation.learning.web.forms import (
    OutsideForm,
    ReasonForm,
    RecogniseForm,
    RemarkForm,
)
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered
from qingmiao.registers.web.listing import list_context, list_page, urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request


@require_GET
def outsides(request: Request, register: Register) -> HttpResponse:
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    may = not REPORT_OUTSIDE.nowhere(request.actor)
    context = {**list_context(register, request)}
    context["report_url"] = reverse("learning:outside-report") if may else ""
    return list_page(request, "learning/outsides.html", context)


@require_GET
def outside(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    shown = {
        "extra_actions": [] if row.is_void else _actions(request, row),
        "steps": questions.steps_of(outside_id=pk),
        "waits": row.state in {OutsideState.REPORTED, OutsideState.CONFIRMED},
    }
    return render(request, "learning/outside.html", context | shown)


def _actions(request: Request, row: OutsideLearning) -> list[dict[str, str]]:
    """What this reader may do now; whoever touched it before is not offered the next step."""
    fresh = request.actor.account_id not in questions.hands_of(outside_id=row.pk)
    confirms = CONFIRM_OUTSIDE.allows(request.actor, row)
    recognises = RECOGNISE_OUTSIDE.allows(request.actor, row)
    doors = [
        (_("单位确认"), "confirm", row.state == OutsideState.REPORTED and confirms and fresh),
        (_("认定学时"), "recognise", row.state == OutsideState.CONFIRMED and recognises and fresh),
        (
            _("退回"),
            "return",
            (row.state == OutsideState.REPORTED and confirms)
            or (row.state == OutsideState.CONFIRMED and recognises),
        ),
        (
            _("重新申报"),
            "again",
            row.state == OutsideState.RETURNED and REPORT_OUTSIDE.allows(request.actor, row.person),
        ),
    ]
    icons = {
        "confirm": "check",
        "recognise": "check",
        "return": "arrow-back-up",
        "again": "refresh",
    }
    return [
        {
            "label": label,
            "url": reverse(f"learning:outside-{name}", args=[row.pk]),
            "icon": icons[name],
            "method": "get",
        }
        for label, name, is_open in doors
        if is_open
    ]


@require_http_methods(["GET", "POST"])
def report(request: Request) -> HttpResponse:
    if REPORT_OUTSIDE.nowhere(request.actor):
        raise Forbidden(REPORT_OUTSIDE.sentence)
    form = OutsideForm(request.POST or None, actor=request.actor)

    def change() -> str:
        row = services.report_outside(
            actor=request.actor,
            person_id=form.person_id,
            draft=form.draft,
            on=clock.today(),
        )
        messages.success(request, _("已申报，等待办理"))
        return urls_of(OUTSIDE, row.pk)["detail"]

    return answered(
        request, OUTSIDE, form, _("申报校外学习"), urls_of(OUTSIDE), submit_label=_("申报"),
        change=change,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def again(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk)
    if not REPORT_OUTSIDE.allows(request.actor, row.person):
        raise Forbidden(REPORT_OUTSIDE.sentence)
    form = OutsideForm(request.POST or None, actor=request.actor, row=row)

    def change() -> str:
        services.report_again(
            actor=request.actor, outside_id=pk, draft=form.draft, on=clock.today()
        )
        messages.success(request, _("已重新申报"))
        return urls_of(OUTSIDE, pk)["detail"]

    heading = _("重新申报：%(title)s") % {"title": row}
    return answered(
        request, OUTSIDE, form, heading, urls_of(OUTSIDE, pk), submit_label=_("申报"),
        change=change,
    )  # fmt: skip


def _row(request: Request, pk: int) -> OutsideLearning:
    row: OutsideLearning = get_object_or_404(
        OUTSIDE.view.rows(request.actor, OUTSIDE.base()), pk=pk
    )
    return row


def _stepped(
    request: Request, pk: int, form: Any, heading: str, label: str, service: Any, **given: Any
) -> HttpResponse:
    row = _row(request, pk)

    def change() -> str:
        more = {name: form.cleaned_data[source] for name, source in given.items()}
        service(actor=request.actor, outside_id=pk, on=clock.today(), **more)
        messages.success(request, _("已办理"))
        return urls_of(OUTSIDE, pk)["detail"]

    heading = f"{heading}：{row}"
    return answered(
        request, OUTSIDE, form, heading, urls_of(OUTSIDE, pk), submit_label=label, change=change
    )


@require_http_methods(["GET", "POST"])
def confirm(request: Request, pk: int) -> HttpResponse:
    CONFIRM_OUTSIDE.one(request.actor, OUTSIDE.base(), pk=pk)
    form = RemarkForm(request.POST or None)
    return _stepped(
        request, pk, form, _("单位确认"), _("确认属实"), services.confirm_outside, remark="remark"
    )


@require_http_methods(["GET", "POST"])
def recognise(request: Request, pk: int) -> HttpResponse:
    row = RECOGNISE_OUTSIDE.one(request.actor, OUTSIDE.base(), pk=pk)
    form = RecogniseForm(request.POST or None, initial={"hours": row.hours})
    return _stepped(
        request, pk, form, _("认定学时"), _("认定"), services.recognise_outside,
        remark="remark", hours="hours",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def give_back(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk)
    may = (CONFIRM_OUTSIDE if row.state == OutsideState.REPORTED else RECOGNISE_OUTSIDE).allows(
        request.actor, row
    )
    if not may:
        raise Forbidden(RECOGNISE_OUTSIDE.sentence)
    form = ReasonForm(request.POST or None, label=_("退回理由"))
    return _stepped(
        request, pk, form, _("退回"), _("确认退回"), services.return_outside, remark="reason"
    )
