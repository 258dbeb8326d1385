"""The board's page of one opening, the steps the department takes, and the cadre's own page of wishes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.placement.openings.contracts import Fit
from qingmiao.placement.openings.enums import OpeningState
from qingmiao.placement.openings.models import Opening
from qingmiao.placement.openings.permissions import CURATE_OPENINGS, MAKE_WISHES
from qingmiao.placement.openings.queries import opening as questions
from qingmiao.placement.openings.register import OPENINGS
from qingmiao.placement.openings.services.opening import move_opening
from qingmiao.placement.openings.services.wish import make_wish
from qingmiao.placement.openings.web.forms import ReasonForm, WishForm
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered
from qingmiao.registers.web.listing import list_context, list_page, urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request


def _steps() -> dict[OpeningState, tuple[str, str, str]]:
    return {
        OpeningState.OPEN: ("publish", _("发布"), "circle-check"),
        OpeningState.CLOSED: ("close", _("截止"), "lock"),
        OpeningState.WITHDRAWN: ("withdraw", _("撤回"), "arrow-back-up"),
    }


@require_GET
def openings(request: Request, register: Register) -> HttpResponse:
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    context = {
        **list_context(register, request),
        "may_wish": not MAKE_WISHES.nowhere(request.actor),
    }
    return list_page(request, "openings/openings.html", context)


@require_GET
def opening(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    steps = _steps()
    context["extra_actions"] = [
        {
            "label": steps[state][1],
            "url": reverse("openings:opening-step", args=[pk, steps[state][0]]),
            "icon": steps[state][2],
        }
        for state in questions.steps_open(actor=request.actor, opening=row)
    ]
    return render(request, "openings/opening.html", context)


@require_http_methods(["GET", "POST"])
def step(request: Request, pk: int, name: str) -> HttpResponse:
    found = {each[0]: (state, each[1]) for state, each in _steps().items()}
    if name not in found:
        raise Http404
    state, label = found[name]
    row = CURATE_OPENINGS.one(request.actor, OPENINGS.base(), pk=pk)
    needs_reason = state == OpeningState.WITHDRAWN
    given = request.POST if request.method == "POST" else None
    form = ReasonForm(given, label=_("理由"), required=needs_reason)

    def change() -> str:
        move_opening(
            actor=request.actor, opening_id=pk, state=state, on=clock.today(),
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        messages.success(request, _("已办理"))
        return urls_of(OPENINGS, pk)["detail"]

    heading = f"{label}：{row}"
    return answered(
        request, OPENINGS, form, heading, urls_of(OPENINGS, pk), submit_label=label, change=change
    )


@require_http_methods(["GET", "POST"])
def wishes(request: Request) -> HttpResponse:
    """我的志愿: what is offered, why one matches or what one lacks, and three wishes."""
    if request.actor.person_id is None:
        raise Forbidden(MAKE_WISHES.sentence)
    today = clock.today()
    offered = questions.open_openings(on=today)
    wish = questions.wish_of(person_id=request.actor.person_id)
    form = WishForm(request.POST if request.method == "POST" else None, openings=offered, wish=wish)

    def change() -> str:
        make_wish(actor=request.actor, draft=form.draft, on=today)
        messages.success(request, _("志愿已保存，截止前可以随时修改"))
        return reverse("openings:mine")

    if request.method == "GET":
        fits = questions.fits_of(person_id=request.actor.person_id, openings=offered, on=today)
        context = {"form": form, "lines": _lines(offered, fits), "wish": wish}
        return render(request, "openings/mine.html", context)
    back = {"list": reverse("openings:mine"), "cancel": reverse("openings:mine")}
    return answered(
        request, OPENINGS, form, _("我的志愿"), back, submit_label=_("保存志愿"), change=change
    )


def _lines(offered: list[Opening], fits: dict[int, Fit]) -> list[dict[str, Any]]:
    return [{"opening": each, "fit": fits.get(each.pk)} for each in offered]
