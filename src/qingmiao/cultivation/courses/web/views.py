"""Pages that show more than a register does: counters of programmes, rolls of classes."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from qingmiao.cultivation.courses import queries
from qingmiao.cultivation.courses.contracts import Counts, RosterLine
from qingmiao.cultivation.courses.permissions import VIEW_HOURS
from qingmiao.cultivation.courses.register import CLASSES, PROGRAMMES
from qingmiao.cultivation.courses.rules import plain
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.contracts import Cell, Head, ListLine
from qingmiao.registers.web.listing import list_context
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page, wants_part

Card = dict[str, Any]


@require_GET
def programmes(request: Request) -> HttpResponse:
    """The list of programmes under its counters; the list alone is swapped by filters."""
    if PROGRAMMES.view.nowhere(request.actor):
        raise Forbidden(PROGRAMMES.view.sentence)
    shown = list_context(PROGRAMMES, request)
    if wants_part(request):
        return page(request, "registers/list.html", "results", shown)
    cards = _cards(queries.counts_of(actor=request.actor), "")
    own_hours = {"hours_url": _hours_url(request), "cards": cards}
    return page(request, "courses/programmes.html", "results", {**shown, **own_hours})


def _hours_url(request: Request) -> str:
    return "" if VIEW_HOURS.nowhere(request.actor) else reverse("learning:hours")


def _cards(counts: Counts, tail: str) -> list[Card]:
    """Sessions, participations and people are three words for three things, each with its list."""
    attendances = f"{reverse('courses:attendance')}?presence=present{tail and '&' + tail}"
    return [
        {
            "label": pgettext("list", "班次"),
            "value": counts.classes,
            "unit": _("个"),
            "url": f"{reverse('courses:class')}?{tail}",
        },
        {
            "label": pgettext("list", "课次"),
            "value": counts.sessions,
            "unit": _("次"),
            "note": _("共 %(hours)s 学时") % {"hours": plain(counts.hours)},
            "url": f"{reverse('courses:session')}?{tail}",
        },
        {
            "label": _("参训人次"),
            "value": counts.participations,
            "unit": _("人次"),
            "note": _("一人一课次为一人次"),
            "url": attendances,
        },
        {
            "label": _("参训人数"),
            "value": counts.people,
            "unit": _("人"),
            "note": _("同一人只计一次"),
            "url": "",
        },
    ]


@require_GET
def programme(request: Request, pk: int) -> HttpResponse:
    context = detail_context(PROGRAMMES, request, pk)
    counts = queries.counts_of(actor=request.actor, programme_id=pk)
    context["cards"] = _cards(counts, urlencode({"programme": pk}))
    return render(request, "courses/programme.html", context)


@require_GET
def training_class(request: Request, pk: int) -> HttpResponse:
    context = detail_context(CLASSES, request, pk)
    roster = queries.roster_of(actor=request.actor, class_id=pk)
    labels = (
        (_("学员"), "person"), (_("单位"), "unit"), (_("出勤"), "number"), (_("请假"), "number"),
        (_("缺勤"), "number"), (_("计入学时"), "number"),
    )  # fmt: skip
    context["roster"] = {
        "columns": [Head(key=label, label=label, kind=kind) for label, kind in labels],
        "lines": [_roster_line(line) for line in roster],
        "total": len(roster),
    }
    return render(request, "courses/class.html", context)


def _roster_line(line: RosterLine) -> ListLine:
    numbers = (line.present, line.leave, line.absent, plain(line.hours))
    return ListLine(
        pk=line.person_id,
        url=reverse("learning:hours-of", args=[line.person_id]),
        cells=[
            Cell(text=line.name, kind="person"),
            Cell(text=line.unit, kind="unit"),
            *(Cell(text=str(number), kind="number") for number in numbers),
        ],
    )
