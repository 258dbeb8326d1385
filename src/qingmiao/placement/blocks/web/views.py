"""Blocks and requests under their counters."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from qingmiao.kernel.errors import Forbidden
from qingmiao.placement.blocks.contracts import Coverage, RequestCounts
from qingmiao.placement.blocks.enums import BlockRole, RequestState
from qingmiao.placement.blocks.models import OPEN
from qingmiao.placement.blocks.permissions import DESK_BLOCKS
from qingmiao.placement.blocks.queries import coverage, request_counts
from qingmiao.placement.blocks.register import BLOCKS, REQUESTS
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.listing import list_context
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page, wants_part

Card = dict[str, Any]


@require_GET
def blocks(request: Request) -> HttpResponse:
    _require(BLOCKS, request)
    shown = list_context(BLOCKS, request)
    if wants_part(request):
        return page(request, "registers/list.html", "results", shown)
    cards = _coverage_cards(coverage(actor=request.actor))
    return page(request, "blocks/list.html", "results", {**shown, "cards": cards})


@require_GET
def block(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    if not context["row"].is_void and DESK_BLOCKS.allows(request.actor, context["row"]):
        context["extra_actions"] = [
            {
                "label": _("扫码受理"),
                "url": reverse("blocks:block-code", args=[pk]),
                "icon": "speakerphone",
                "method": "get",
            }
        ]
    return render(request, "registers/detail.html", context)


@require_GET
def requests(request: Request) -> HttpResponse:
    _require(REQUESTS, request)
    shown = list_context(REQUESTS, request)
    if wants_part(request):
        return page(request, "registers/list.html", "results", shown)
    cards = _request_cards(request_counts(actor=request.actor))
    return page(
        request,
        "blocks/list.html",
        "results",
        {
            **shown,
            "cards": cards,
            "at_desk": not DESK_BLOCKS.nowhere(request.actor),
        },
    )


def _require(register: Register, request: Request) -> None:
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)


def _coverage_cards(told: Coverage) -> list[Card]:
    listed = reverse("blocks:block")
    cards: list[Card] = [
        {"label": pgettext("list", "区块"), "value": told.blocks, "unit": _("个"), "url": listed},
        {
            "label": _("有缺岗的区块"),
            "value": told.vacant,
            "unit": _("个"),
            "note": _("三种角色今天有一种无人在岗"),
            "url": f"{listed}?vacancy=1",
        },
    ]
    cards += [
        {
            "label": str(role.label),
            "value": told.on_duty[role.value],
            "unit": pgettext("duties", "人次"),
            "note": _("今天在岗"),
            "url": "",
        }
        for role in BlockRole
    ]
    return cards


def _request_cards(told: RequestCounts) -> list[Card]:
    listed = reverse("blocks:request")
    still_open = "&".join(f"state={state}" for state in OPEN)
    pairs: list[tuple[str, int, str, str]] = [
        (_("在办"), told.open, still_open, ""),
        (_("超过时限"), told.overdue, "overdue=1", _("在办且过了办理时限")),
        (_("待群众确认"), told.done, f"state={RequestState.DONE}", _("干部报办结，群众还没有答复")),
        (_("群众确认"), told.confirmed, f"state={RequestState.CONFIRMED}", _satisfied(told)),
        (_("重新办理"), told.reopened, f"state={RequestState.REOPENED}", _("群众认为没有解决")),
    ]
    return [
        {"label": label, "value": value, "unit": _("件"), "note": note, "url": f"{listed}?{tail}"}
        for label, value, tail, note in pairs
    ]


def _satisfied(told: RequestCounts) -> str:
    if told.satisfaction is None:
        return ""
    return _("平均满意度 %(satisfaction)s") % {"satisfaction": f"{told.satisfaction:.1f}"}
