"""The door of a sitting: codes for the hall and for the line, the phone that signs in, the organizer who settles."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.cultivation.campaigns.enums import Way
from qingmiao.cultivation.campaigns.models import Sitting
from qingmiao.cultivation.campaigns.permissions import KEEP_SITTINGS
from qingmiao.cultivation.campaigns.queries import sitting as queries
from qingmiao.cultivation.campaigns.register import SITTINGS
from qingmiao.cultivation.campaigns.rules import campaign as rules
from qingmiao.cultivation.campaigns.services import sitting as services
from qingmiao.cultivation.campaigns.web.forms import SettleForm, StrikeForm
from qingmiao.engines.documents.rules.code import code_of
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page

STEPS = require_http_methods(["GET", "POST"])


def detail_url(pk: int) -> str:
    return reverse("campaigns:sitting-detail", args=[pk])


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    """A sitting with who signed in, for whom that is open."""
    context = detail_context(SITTINGS, request, pk)
    row = context["row"]
    may_keep = KEEP_SITTINGS.allows(request.actor, row) and not row.is_void
    context |= {
        "signins": list(queries.signins_of(actor=request.actor, sitting_id=pk)),
        "counts": queries.counts_of(sitting=row),
        "may_strike": may_keep and row.settled_at is None,
        "hidden": request.actor.confidential_ids,
        "extra_actions": _actions(row) if may_keep and row.settled_at is None else [],
    }
    return render(request, "campaigns/sitting.html", context)


def _actions(row: Sitting) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("campaigns:sitting-door", args=[row.pk]),
            "label": _("签到码"),
            "icon": "phone",
            "method": "get",
        },
        {
            "url": reverse("campaigns:sitting-settle", args=[row.pk]),
            "label": _("核定人数"),
            "icon": "checks",
            "method": "get",
        },
    ]


@never_cache
@require_GET
def door(request: Request, pk: int) -> HttpResponse:
    """签到码 for the screen of the hall and for the line; it asks for itself anew every few seconds."""
    row = queries.kept(actor=request.actor, sitting_id=pk)
    now, on = clock.now(), clock.today()
    codes = []
    seconds_left = 0
    for way in rules.ways_of(row.mode):
        token, seconds_left = queries.token_of(sitting=row, way=way, at=now, on=on)
        codes.append(
            {
                "way": way,
                "label": way.label,
                "stamp": token.rpartition("-")[0].rpartition("-")[2],
                "address": request.build_absolute_uri(
                    reverse("campaigns:scan", args=[way.value, token])
                ),
                "image": reverse("campaigns:sitting-code", args=[row.pk, way.value]),
            }
        )
    context = {
        "row": row,
        "codes": codes,
        "seconds_left": seconds_left,
        "counts": queries.counts_of(sitting=row),
        "is_today": row.held_on == on and row.settled_at is None,
    }
    return page(request, "campaigns/door.html", "door", context)


@never_cache
@require_GET
def door_code(request: Request, pk: int, way: str) -> HttpResponse:
    """The code of this moment as a picture."""
    row = queries.kept(actor=request.actor, sitting_id=pk)
    if way not in Way.values:
        raise Http404
    token, _left = queries.token_of(sitting=row, way=Way(way), at=clock.now(), on=clock.today())
    address = request.build_absolute_uri(reverse("campaigns:scan", args=[way, token]))
    return HttpResponse(code_of(address), content_type="image/svg+xml")


def _scan_page(request: Request, reasons: list[str], **context: Any) -> HttpResponse:
    shown = {"error_summary": reasons} | context
    return page(request, "campaigns/scan.html", "scan", shown, status=422 if reasons else 200)


@never_cache
@require_GET
def scan(request: Request, way: str, token: str) -> HttpResponse:
    """Where the code leads: one's own phone or computer, one button."""
    if way not in Way.values:
        raise Http404
    now, on, me = clock.now(), clock.today(), request.actor.person_id
    row = queries.sitting_behind(actor=request.actor, token=token, way=Way(way), at=now, on=on)
    if row is None:
        return _scan_page(request, [_("签到码已经更换或不存在，请重新扫码")])
    if me is None:
        return _scan_page(request, [_("只有干部本人可以签到，请用本人的账号登录")], row=row)
    if queries.my_sign_in(sitting=row, person_id=me) is not None:
        return redirect("campaigns:signed-in", pk=row.pk)
    pass_ = queries.pass_of(sitting=row, way=Way(way), person_id=me, at=now)
    return _scan_page(request, [], row=row, way=Way(way), scan=pass_)


@require_POST
def sign_in(request: Request, pk: int) -> HttpResponse:
    row = queries.seen(actor=request.actor, sitting_id=pk)
    try:
        services.sign_in(
            actor=request.actor,
            sitting_id=pk,
            way=request.POST.get("way", ""),
            scan=request.POST.get("scan", ""),
            at=clock.now(),
        )
    except Refused as no:
        return _scan_page(request, list(no.reasons), row=row)
    return redirect("campaigns:signed-in", pk=pk)


@never_cache
@require_GET
def signed_in(request: Request, pk: int) -> HttpResponse:
    """What became of one's own sign-in."""
    row = queries.seen(actor=request.actor, sitting_id=pk)
    found = queries.my_sign_in(sitting=row, person_id=request.actor.person_id or 0)
    if found is None:
        raise Http404
    return _scan_page(request, [], row=row, mine=found)


@STEPS
def strike(request: Request, pk: int) -> HttpResponse:
    found = queries.struck(actor=request.actor, pk=pk)
    form = StrikeForm(request.POST or None)

    def change() -> str:
        services.strike_sign_in(
            actor=request.actor, signin_id=pk, reason=form.cleaned_data["reason"], at=clock.now()
        )
        messages.success(request, _("已剔除，不计入参加人数"))
        return detail_url(found.sitting_id)

    back = detail_url(found.sitting_id)
    heading = _("剔除签到：%(name)s") % {"name": found.person}
    return answered(
        request, SITTINGS, form, heading, {"list": back, "cancel": back},
        submit_label=_("剔除"), change=change,
    )  # fmt: skip


@STEPS
def settle(request: Request, pk: int) -> HttpResponse:
    row = queries.kept(actor=request.actor, sitting_id=pk)
    counts = queries.counts_of(sitting=row)
    form = SettleForm(request.POST or None, initial={"hall": counts.hall, "online": counts.online})

    def change() -> str:
        services.settle_sitting(
            actor=request.actor, sitting_id=pk, at=clock.now(), **form.cleaned_data
        )
        messages.success(request, _("已核定，签到计入参加人次"))
        return detail_url(pk)

    heading = _("核定人数：%(title)s") % {"title": row}
    return answered(
        request, SITTINGS, form, heading, {"list": detail_url(pk), "cancel": detail_url(pk)},
        submit_label=_("核定"), change=change,
    )  # fmt: skip
