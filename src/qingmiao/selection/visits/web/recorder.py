"""现场记录: the page that also works where there is no network, and what it sends home."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.selection.demands.queries.demand import open_demands
from qingmiao.selection.visits.models import Visit
from qingmiao.selection.visits.permissions import KEEP_VISITS
from qingmiao.selection.visits.queries.duty import plannable_units
from qingmiao.selection.visits.queries.visit import my_open_visits
from qingmiao.selection.visits.rules import LARGEST_TAKEN, MOST_TAKEN
from qingmiao.selection.visits.services.visit import record_visit
from qingmiao.selection.visits.web.sheet import Sheet
from qingmiao.webkit.http import Request

DRAFT = "X-Draft"
"""Set by the page's own script when it sends a draft: it is answered in JSON, not with a page."""


@require_http_methods(["GET", "POST"])
def record(request: Request) -> HttpResponse:
    if KEEP_VISITS.nowhere(request.actor):
        raise Forbidden(KEEP_VISITS.sentence)
    today = clock.today()
    is_sent = request.method == "POST"
    sheet = Sheet(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        today=today,
        units=plannable_units(actor=request.actor, on=today),
        plans=my_open_visits(actor=request.actor),
        demands=open_demands(actor=request.actor),
        initial={
            "send_key": uuid4(),
            "held_on": today,
            "visit": request.GET.get("visit", ""),
            "unit": request.GET.get("unit", ""),
            "demand": request.GET.get("demand", ""),
        },
    )
    if request.method == "GET":
        return _page(request, sheet, [])
    reasons: list[str] = []
    if sheet.is_valid():
        try:
            visit, is_new = record_visit(actor=request.actor, sheet=sheet.read(), today=today)
        except (Refused, Forbidden) as no:
            reasons = list(no.reasons) if isinstance(no, Refused) else [str(no)]
        else:
            return _received(request, visit, is_new=is_new)
    if DRAFT in request.headers:
        return JsonResponse({"reasons": [*reasons, *sheet.flaws()]}, status=422)
    return _page(request, sheet, reasons, status=422)


def _received(request: Request, visit: Visit, *, is_new: bool) -> HttpResponse:
    url = reverse("visits:visit-detail", args=[visit.pk])
    if DRAFT in request.headers:
        return JsonResponse({"url": url, "title": str(visit), "is_new": is_new})
    messages.success(request, _("已记录，等组长确认") if is_new else _("这份记录已经收到过"))
    return redirect(url)


def _page(request: Request, sheet: Sheet, reasons: list[str], *, status: int = 200) -> HttpResponse:
    context = {
        "sheet": sheet,
        "reasons": reasons,
        "flaws": sheet.flaws() if request.method == "POST" else [],
        "has_dossier": request.actor.person_id is not None,
        "owner": request.actor.account_id,
        "limits": {
            kind.value: {"most": most, "size": LARGEST_TAKEN[kind]}
            for kind, most in MOST_TAKEN.items()
        },
    }
    return render(request, "visits/record.html", context, status=status)


@require_GET
def worker(request: Request) -> HttpResponse:
    """The service worker: its address decides which pages it may keep, so it stands below this one."""
    if KEEP_VISITS.nowhere(request.actor):
        raise Forbidden(KEEP_VISITS.sentence)
    response = render(request, "visits/worker.js", content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response
