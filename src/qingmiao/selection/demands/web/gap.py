"""缺什么: the gap list with its filters, and the way out of it as a spreadsheet."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.orgs.enums import UnitKind
from qingmiao.registers.contracts import FacetShown, Option
from qingmiao.registers.queries import Filter
from qingmiao.registers.web.forms import ExportForm
from qingmiao.registers.web.listing import chips_of, page_links, page_of
from qingmiao.selection.demands.contracts import GapList, Wanted
from qingmiao.selection.demands.enums import TargetItem
from qingmiao.selection.demands.permissions import RAISE_DEMANDS, VIEW_TEAMS
from qingmiao.selection.demands.queries.gap import gap_list
from qingmiao.selection.demands.register import DEMANDS
from qingmiao.selection.demands.services.gap import export_gaps
from qingmiao.selection.demands.web.forms import AHEAD, NUMBERS, wanted_in
from qingmiao.webkit.http import Request, kept_file, page


@require_GET
def gaps(request: Request) -> HttpResponse:
    wanted = _asked(request)
    found = gap_list(actor=request.actor, wanted=wanted)
    facets = _facets(wanted, found)
    shown = page_of(found.gaps, request.GET)
    context = {
        "wanted": wanted,
        "asked": _as_of(wanted),
        "facets": facets,
        "chips": chips_of(DEMANDS, facets, Filter(words=wanted.words), request.GET),
        "clear_query": f"{reverse('demands:gaps')}?{_as_of(wanted)}",
        "cards": _cards(wanted, found),
        "ahead": list(AHEAD.values()),
        "gaps": shown.object_list,
        "total": len(found.gaps),
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "may_raise": wanted.on == clock.today() and not RAISE_DEMANDS.nowhere(request.actor),
    }
    return page(request, "demands/gaps.html", "results", context)


def _asked(request: Request) -> Wanted:
    if VIEW_TEAMS.nowhere(request.actor):
        raise Forbidden(VIEW_TEAMS.sentence)
    return wanted_in(request.GET, today=clock.today())


def _as_of(wanted: Wanted) -> str:
    """The day and the reading of terms, as every link from the list keeps them."""
    renewed = {"renewed": "1"} if wanted.is_renewed else {}
    return urlencode({"on": wanted.on.isoformat(), **renewed})


def _facets(wanted: Wanted, found: GapList) -> list[FacetShown]:
    labels: list[tuple[str, Any, list[tuple[str, Any]], tuple[str, ...]]] = [
        (
            "at",
            _("何时有缺口"),
            [(number, AHEAD[int(number)]) for number in NUMBERS],
            tuple(str(months) for months in wanted.at),
        ),
        ("kind", _("单位类别"), list(UnitKind.choices), wanted.kinds),
        ("item", _("结构项目"), list(TargetItem.choices), wanted.items),
        ("raised", _("需求"), [("0", _("尚未提出")), ("1", _("已提出"))], wanted.raised),
    ]
    return [
        FacetShown(
            name=name,
            label=label,
            kind="choice",
            options=[
                Option(
                    value=value,
                    label=str(text),
                    count=found.choices[name].get(value, 0),
                    on=value in chosen,
                )
                for value, text in options
                if found.choices[name].get(value) or value in chosen
            ],
        )
        for name, label, options, chosen in labels
    ]


def _cards(wanted: Wanted, found: GapList) -> list[dict[str, Any]]:
    """The list in numbers; each number opens its own lines."""
    base, as_of = reverse("demands:gaps"), _as_of(wanted)
    cards: list[dict[str, Any]] = [
        {
            "label": AHEAD[months],
            "value": short,
            "unit": _("人"),
            "note": _("按项目累计的缺额"),
            "url": f"{base}?{as_of}&at={months}",
        }
        for months, short in found.sums.short.items()
    ]
    return [
        {
            "label": _("有缺口的班子"),
            "value": found.sums.teams,
            "unit": _("个"),
            "note": _("%(count)d 项已提出需求") % {"count": found.sums.raised},
            "url": f"{base}?{as_of}",
        },
        *cards,
    ]


@require_http_methods(["GET", "POST"])
def export(request: Request) -> HttpResponse:
    wanted = _asked(request)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = export_gaps(actor=request.actor, wanted=wanted, purpose=form.reason)
        return kept_file(content, f"{_('缺口清单')}-{wanted.on.isoformat()}.xlsx")
    found = gap_list(actor=request.actor, wanted=wanted)
    context = {
        "register": {"title": _("缺口清单"), "link": "select", "mark": DEMANDS.mark},
        "urls": {"list": f"{reverse('demands:gaps')}?{request.GET.urlencode()}"},
        "chips": chips_of(DEMANDS, _facets(wanted, found), Filter(words=wanted.words), request.GET),
        "form": form,
        "total": len(found.gaps),
        "unit_word": _("条"),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)
