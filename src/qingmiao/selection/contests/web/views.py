from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qingmiao.registers.web.views import detail_context
from qingmiao.selection.contests import queries
from qingmiao.selection.contests.permissions import SEE_PLATES
from qingmiao.selection.contests.register import CONTESTS
from qingmiao.webkit.http import Request


@require_GET
def contest(request: Request, pk: int) -> HttpResponse:
    """The page of a contest, with the way to its plates for those who may see them."""
    context = detail_context(CONTESTS, request, pk)
    if SEE_PLATES.allows(request.actor, context["row"]):
        url = reverse("contests:plates", args=[pk])
        context["extra_actions"] = [
            {"label": _("号牌"), "url": url, "icon": "list-details", "method": "get"}
        ]
    return render(request, "registers/detail.html", context)


@require_GET
def plates(request: Request, pk: int) -> HttpResponse:
    """What judges see of the contestants: numbers, never names."""
    title, lines = queries.plates(actor=request.actor, contest_id=pk)
    return render(request, "contests/plates.html", {"title": title, "plates": lines, "pk": pk})
