"""双维视图: for the department's leaders and those they named; every cell opens the rows it counts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.evidence.enums import Dimension, Freshness
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.pool.enums import GridAxis, Tier
from qingmiao.pool.permissions import NAME_GRID_READERS, READ_GRID
from qingmiao.pool.queries import grid as queries
from qingmiao.pool.queries.upkeep import grid_officers
from qingmiao.pool.services import upkeep as services
from qingmiao.pool.web.forms import ReaderForm
from qingmiao.pool.web.membership import answer
from qingmiao.pool.web.watch import day_of
from qingmiao.registers.web.listing import page_links, page_of, query
from qingmiao.webkit.http import Request, page

CELL_PAGE = 20


def _asked(request: Request) -> queries.Question:
    given = request.GET
    axis = given.get("axis", "")
    dimension, tier = given.get("dimension", ""), given.get("tier", "")
    return queries.Question(
        on=day_of(request),
        axis=GridAxis(axis) if axis in GridAxis.values else GridAxis.BREADTH,
        dimension=dimension if dimension in Dimension.values else "",
        tier=tier if tier in Tier.values else "",
    )


@require_GET
def grid(request: Request) -> HttpResponse:
    if READ_GRID.nowhere(request.actor):
        raise Forbidden(READ_GRID.sentence)
    question, cell = _asked(request), _cell(request)
    found = queries.cells(actor=request.actor, question=question)
    opened: Any = (
        queries.members_in(actor=request.actor, question=question, cell=cell) if cell else []
    )
    here = page_of(opened, request.GET, size=CELL_PAGE, count=found[cell] if cell else 0)
    claims = queries.claims_behind(actor=request.actor, rows=here.object_list, question=question)
    names = not NAME_GRID_READERS.nowhere(request.actor)
    context = {
        "question": question,
        "rows": _rows(request, found, cell),
        "columns": ["0", "1", "2", "3+"],
        "axes": GridAxis.choices,
        "dimensions": queries.dimension_choices(),
        "tiers": Tier.choices,
        "total": sum(found.values()),
        "is_open": cell is not None,
        "lines": [
            {"row": row, "claims": claims.get(row.person_id, [])} for row in here.object_list
        ],
        "page": here,
        "page_links": page_links(here, request.GET),
        "may_name": names,
        "readers": queries.grid_readers() if names else [],
    }
    return page(request, "pool/grid.html", "results", context)


def _cell(request: Request) -> queries.Cell | None:
    column, band = request.GET.get("column", ""), request.GET.get("band", "")
    known = {str(number) for number in queries.COLUMNS}
    if column in known and band in queries.BANDS:
        return int(column), band
    return None


def _rows(
    request: Request, counted: dict[queries.Cell, int], here: queries.Cell | None
) -> list[dict[str, Any]]:
    labels = {**dict(Freshness.choices), queries.NOTHING: _("没有材料")}
    return [
        {
            "label": labels[band],
            "cells": [
                {
                    "count": counted[column, band],
                    "url": query(request.GET, column=column, band=band, page=None) + "#cell",
                    "is_current": (column, band) == here,
                }
                for column in queries.COLUMNS
            ],
        }
        for band in queries.BANDS
    ]


@require_http_methods(["GET", "POST"])
def name_reader(request: Request) -> HttpResponse:
    if NAME_GRID_READERS.nowhere(request.actor):
        raise Forbidden(NAME_GRID_READERS.sentence)
    accounts = [(one.pk, str(one)) for one in grid_officers()]
    form = ReaderForm(request.POST or None, accounts=accounts)
    back = reverse("pool:grid")

    def change() -> None:
        services.name_grid_reader(
            actor=request.actor,
            account_id=form.cleaned_data["account"],
            reason=form.cleaned_data["reason"],
        )

    return answer(
        request,
        form,
        heading=_("指定双维视图查看人"),
        cancel=back,
        change=change,
        done=lambda: back,
    )


@require_POST
def end_reader(request: Request, pk: int) -> HttpResponse:
    rows = [reader for reader in queries.grid_readers() if reader.pk == pk]
    if NAME_GRID_READERS.nowhere(request.actor) or not rows:
        raise Forbidden(NAME_GRID_READERS.sentence)
    services.end_grid_reader(actor=request.actor, reader_id=pk, at=clock.now())
    return redirect("pool:grid")
