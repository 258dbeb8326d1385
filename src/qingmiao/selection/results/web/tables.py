"""评委统计 beside the raw result, and for whoever supervises the indicators with their error rates."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from qingmiao.selection.results.permissions import READ_INDICATORS
from qingmiao.selection.results.queries.tables import tables_of, told_of
from qingmiao.selection.results.services.tables import TABLES, ask_tables
from qingmiao.webkit.http import Request, page


@require_http_methods(["GET", "POST"])
def tables(request: Request, pk: int) -> HttpResponse:
    found = told_of(actor=request.actor, computation_id=pk)
    if request.method == "POST":
        ask_tables(actor=request.actor, computation_id=pk)
        return redirect("results:tables", pk=pk)
    kept = tables_of(computation=found)
    context = {
        "found": found,
        "contest": found.contest,
        "kept": kept,
        "whole": TABLES,
        "facets": kept.content.get("facets") if kept else None,
        "agreement": kept.content.get("agreement", []) if kept else [],
        "left_out": kept.content.get("left_out", []) if kept else [],
        "bands": kept.content.get("bands", []) if kept else [],
        "indicators": kept.content.get("indicators")
        if kept and READ_INDICATORS.allows(request.actor, found)
        else None,
    }
    return page(request, "results/tables.html", "tables", context)
