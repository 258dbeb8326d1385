"""The list of lectures under its counters."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from qingmiao.cultivation.lectures.contracts import Counts
from qingmiao.cultivation.lectures.queries import counts_of
from qingmiao.cultivation.lectures.register import LECTURES
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.web.listing import list_context
from qingmiao.webkit.http import Request, page, wants_part


@require_GET
def lectures(request: Request) -> HttpResponse:
    """Filters swap the list alone; the counters speak of everything the reader may see."""
    if LECTURES.view.nowhere(request.actor):
        raise Forbidden(LECTURES.view.sentence)
    shown = list_context(LECTURES, request)
    if wants_part(request):
        return page(request, "registers/list.html", "results", shown)
    cards = _cards(counts_of(actor=request.actor))
    return page(request, "lectures/lectures.html", "results", {**shown, "cards": cards})


def _cards(counts: Counts) -> list[dict[str, Any]]:
    delivered = f"{reverse('lectures:lecture')}?state=delivered"
    return [
        {
            "label": pgettext("list", "宣讲场次"),
            "value": counts.lectures,
            "unit": _("场"),
            "note": _("已宣讲，几人讲也是一场"),
            "url": delivered,
        },
        {
            "label": _("参与人次"),
            "value": counts.participations,
            "unit": _("人次"),
            "note": _("一人讲一场为一人次"),
            "url": f"{reverse('lectures:speaking')}?state=delivered",
        },
        {
            "label": _("参与人数"),
            "value": counts.speakers,
            "unit": _("人"),
            "note": _("同一成员只计一次"),
            "url": f"{reverse('lectures:member')}?spoken=1",
        },
        {
            "label": _("听众"),
            "value": counts.audience,
            "unit": _("人次"),
            "note": _("已宣讲场次的听众合计"),
            "url": delivered,
        },
    ]
