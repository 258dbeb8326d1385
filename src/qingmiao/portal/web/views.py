from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qingmiao.insight.figures.contracts import Question
from qingmiao.kernel import clock
from qingmiao.portal.contracts import AgeBand, Day
from qingmiao.portal.queries import figures as told
from qingmiao.portal.queries import search as searching
from qingmiao.portal.queries import workbench as bench
from qingmiao.webkit.http import Request, page

DAYS_AHEAD = 30


@require_GET
def workbench(request: Request) -> HttpResponse:
    today = clock.today()
    day = Day(on=today, ahead=today + timedelta(days=DAYS_AHEAD))
    bands = bench.age_bands(actor=request.actor, on=today)
    context = {
        "flow": bench.flow(actor=request.actor, day=day),
        "bands": bands,
        "total": sum(band.total for band in bands),
        "ages": _pyramid(bands),
        "todos": bench.todos(actor=request.actor, day=day),
        "map": bench.heat_map(actor=request.actor, day=day),
        "reserve": told.reserve(actor=request.actor, question=Question(on=today)),
        "origins": told.origins(actor=request.actor, question=Question(on=today)),
    }
    return render(request, "portal/workbench.html", context)


def _pyramid(bands: list[AgeBand]) -> dict[str, Any]:
    return {
        "bands": [band.label for band in bands],
        "left": {"name": _("男"), "values": [band.men.count for band in bands]},
        "right": {"name": _("女"), "values": [band.women.count for band in bands]},
        "unit": _("人"),
    }


@require_GET
def search(request: Request) -> HttpResponse:
    """People and units at once; the records, which take longer, arrive after them."""
    typed = request.GET.get("q", "").strip()[: searching.LONGEST]
    found = (
        [
            searching.people_found(actor=request.actor, typed=typed),
            searching.units_found(typed=typed, on=clock.today()),
        ]
        if typed
        else []
    )
    return render(request, "portal/search.html", {"q": typed, "found": found})


@require_GET
def search_records(request: Request) -> HttpResponse:
    typed = request.GET.get("q", "").strip()[: searching.LONGEST]
    found = searching.records_found(actor=request.actor, typed=typed) if typed else []
    return page(request, "portal/records.html", "records", {"q": typed, "found": found})
