"""How much of the stock is lived in: public inside as a sum, row by row for whoever may see rows."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qingmiao.kernel import clock
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.contracts import Cell, Head, ListLine
from qingmiao.registers.web.listing import list_context, list_page
from qingmiao.stewardship.apartments import queries
from qingmiao.stewardship.apartments.contracts import FlatDays, Occupancy
from qingmiao.stewardship.apartments.permissions import SEE_OCCUPANCY
from qingmiao.stewardship.apartments.register import FLATS
from qingmiao.stewardship.apartments.rules import percent
from qingmiao.stewardship.apartments.web.forms import WindowForm
from qingmiao.webkit.http import Request, page

SHOWN: dict[str, Callable[[FlatDays], bool]] = {
    "days": lambda _flat: True,
    "stock": lambda flat: flat.in_stock,
    "leased": lambda flat: flat.lease_id is not None,
    "vacant": lambda flat: flat.in_stock and flat.lease_id is None,
}


@require_GET
def flats(request: Request) -> HttpResponse:
    """The stock, with a way to how full it is; also for those who may only know the sum."""
    if FLATS.view.nowhere(request.actor):
        raise Forbidden(FLATS.view.sentence)
    return list_page(request, "apartments/flats.html", list_context(FLATS, request))


@require_GET
def occupancy(request: Request) -> HttpResponse:
    if SEE_OCCUPANCY.nowhere(request.actor):
        raise Forbidden(SEE_OCCUPANCY.sentence)
    form = WindowForm(request.GET, today=clock.today())
    since, on = form.window
    counted = queries.occupancy(on=on, since=since)
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWN else "days"
    readable = queries.readable_flats(
        actor=request.actor, flat_ids=[flat.flat_id for flat in counted.flats]
    )
    opens = len(readable) == len(counted.flats)
    rows = [flat for flat in counted.flats if SHOWN[show](flat)] if opens else []
    context = {
        "form": form,
        "counted": counted,
        "cards": _cards(counted, opens=opens),
        "opens": opens,
        "shown_title": _titles()[show],
        "columns": _heads(),
        "lines": _lines(request.actor, rows),
        "total_available": sum(flat.available for flat in rows),
        "total_occupied": sum(flat.occupied for flat in rows),
        "total": len(rows),
    }
    return page(request, "apartments/occupancy.html", "results", context)


def _titles() -> dict[str, str]:
    return {
        "days": _("期间在册的公寓"),
        "stock": _("当日在册的公寓"),
        "leased": _("当日已租的公寓"),
        "vacant": _("当日空置的公寓"),
    }


def _url(counted: Occupancy, show: str) -> str:
    asked = {"since": counted.since.isoformat(), "on": counted.on.isoformat(), "show": show}
    return f"{reverse('apartments:occupancy')}?{urlencode(asked)}#rows"


def _cards(counted: Occupancy, *, opens: bool) -> list[dict[str, Any]]:
    """Every number with the list it is the length, or the sum, of."""
    leased, stock = counted.leased, counted.stock
    lived, there = counted.occupied_days, counted.available_days
    cards = [
        ("stock", _("在册公寓"), stock, _("套公寓"), ""),
        ("leased", _("已租公寓"), leased, _("套公寓"), ""),
        ("vacant", _("空置公寓"), stock - leased, _("套公寓"), ""),
        ("leased", _("当日使用率"), percent(leased, stock), "", f"{leased} / {stock}"),
        ("days", _("期间使用率"), percent(lived, there), "", f"{lived} / {there}"),
    ]
    return [
        {
            "label": label,
            "value": value,
            "unit": unit,
            "note": note,
            "url": _url(counted, show) if opens else "",
        }
        for show, label, value, unit, note in cards
    ]


def _heads() -> list[Head]:
    heads = [
        ("label", _("人才公寓"), "text"),
        ("available", _("在册天数"), "number"),
        ("occupied", _("租住天数"), "number"),
        ("vacant", _("空置天数"), "number"),
        ("share", _("使用率"), "number"),
        ("tenant", _("当日租住人"), "text"),
    ]
    return [Head(key=key, label=label, kind=kind) for key, label, kind in heads]


def _lines(actor: Actor, rows: list[FlatDays]) -> list[ListLine]:
    tenants = queries.readable_leases(
        actor=actor, lease_ids=[row.lease_id for row in rows if row.lease_id]
    )
    return [
        ListLine(
            pk=row.flat_id,
            url=reverse("apartments:flat-detail", args=[row.flat_id]),
            cells=[
                Cell(text=row.label),
                Cell(text=str(row.available), kind="number"),
                Cell(text=str(row.occupied), kind="number"),
                Cell(text=str(row.vacant), kind="number"),
                Cell(text=percent(row.occupied, row.available), kind="number"),
                _tenant(row.lease_id, tenants),
            ],
        )
        for row in rows
    ]


def _tenant(lease_id: int | None, tenants: dict[int, str]) -> Cell:
    if lease_id is None:
        return Cell(text="")
    if lease_id not in tenants:
        return Cell(text=_("已租"))
    return Cell(text=tenants[lease_id], url=reverse("apartments:lease-detail", args=[lease_id]))
