"""走访覆盖 as a map of tiles and as a list; every number opens its rows."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.orgs.enums import UnitKind
from qingmiao.registers.contracts import FacetShown, Option
from qingmiao.registers.web.forms import ExportForm
from qingmiao.rulebook.library import regulation
from qingmiao.selection.visits.contracts import Contact, CoverageFilter
from qingmiao.selection.visits.permissions import KEEP_VISITS, VIEW_VISITS
from qingmiao.selection.visits.queries.coverage import ONLY, narrowed, tiles
from qingmiao.selection.visits.queries.coverage import coverage as coverage_of
from qingmiao.selection.visits.services.coverage import export_coverage
from qingmiao.webkit.http import Request, kept_file, page


@require_GET
def coverage(request: Request) -> HttpResponse:
    every, wanted, rule = _asked(request)
    contacts = narrowed(every, wanted)
    shows_map = request.GET.get("as") == "map"
    overdue = sum(contact.is_overdue for contact in contacts)
    context = {
        "contacts": contacts,
        "blocks": tiles(contacts) if shows_map else [],
        "shows_map": shows_map,
        "facets": _facets(every, wanted),
        "q": wanted.words,
        "cards": _cards(request, contacts, overdue),
        "views": _views(request, shows_map=shows_map),
        "is_narrowed": wanted != CoverageFilter(),
        "export_url": f"{reverse('visits:coverage-export')}?{request.GET.urlencode()}",
        "rule": rule,
        "plans_here": not KEEP_VISITS.nowhere(request.actor),
    }
    return page(request, "visits/coverage.html", "results", context)


def _asked(request: Request) -> tuple[list[Contact], CoverageFilter, Any]:
    if VIEW_VISITS.nowhere(request.actor):
        raise Forbidden(VIEW_VISITS.sentence)
    on = clock.today()
    rule = regulation("visits/coverage").on(on)["days_between_visits"]
    every = coverage_of(actor=request.actor, on=on, most_days=rule.value)
    return every, _wanted(request), rule


def _wanted(request: Request) -> CoverageFilter:
    asked = request.GET
    only = asked.get("only", "")
    return CoverageFilter(
        words=asked.get("q", "").strip()[:60],
        segment_ids=tuple(int(s) for s in asked.getlist("segment") if s.isdecimal()),
        kinds=tuple(kind for kind in asked.getlist("kind") if kind in UnitKind.values),
        only=only if only in ONLY else "",
    )


def _facets(every: list[Contact], wanted: CoverageFilter) -> list[FacetShown]:
    segments: dict[int, tuple[str, int]] = {}
    kinds: dict[str, tuple[str, int]] = {}
    for contact in every:
        place = contact.place
        number, name = (place.segment_id, place.segment) if place else (0, _("未划片"))
        segments[number] = (name, segments.get(number, ("", 0))[1] + 1)
        kinds[contact.kind_code] = (contact.kind, kinds.get(contact.kind_code, ("", 0))[1] + 1)
    return [
        FacetShown(
            name="segment",
            label=_("片"),
            kind="related",
            options=[
                Option(value=str(key), label=label, count=n, on=key in wanted.segment_ids)
                for key, (label, n) in sorted(segments.items(), key=lambda kv: kv[0] or 1 << 62)
            ],
        ),
        FacetShown(
            name="kind",
            label=_("单位类别"),
            kind="choice",
            options=[
                Option(value=key, label=label, count=n, on=key in wanted.kinds)
                for key, (label, n) in sorted(kinds.items())
            ],
        ),
    ]


def _cards(request: Request, contacts: list[Contact], overdue: int) -> list[dict[str, Any]]:
    """Each number opens just as many units."""
    never = sum(contact.last_on is None for contact in contacts)
    headless = sum(not (contact.place and contact.place.head_id) for contact in contacts)
    return [
        {"label": _("应走访"), "value": len(contacts), "url": _url(request)},
        {"label": _("超期未访"), "value": overdue, "url": _url(request, only="overdue")},
        {"label": _("从未走访"), "value": never, "url": _url(request, only="never")},
        {"label": _("没有点长"), "value": headless, "url": _url(request, only="headless")},
    ]


def _url(request: Request, **changes: str) -> str:
    kept = {"segment", "kind", "q", "as"} | ({"only"} & set(request.GET) if not changes else set())
    pairs = [(key, value) for key in sorted(kept) for value in request.GET.getlist(key)]
    pairs += [(key, value) for key, value in changes.items() if value]
    return f"{reverse('visits:coverage')}?{urlencode(pairs)}"


def _views(request: Request, *, shows_map: bool) -> list[dict[str, Any]]:
    other = [(k, v) for k in request.GET for v in request.GET.getlist(k) if k != "as"]
    base = reverse("visits:coverage")
    return [
        {
            "label": pgettext("view", "列表"),
            "url": f"{base}?{urlencode(other)}",
            "is_current": not shows_map,
        },
        {
            "label": _("覆盖图"),
            "url": f"{base}?{urlencode([*other, ('as', 'map')])}",
            "is_current": shows_map,
        },
    ]


@require_http_methods(["GET", "POST"])
def export(request: Request) -> HttpResponse:
    every, wanted, _rule = _asked(request)
    contacts = narrowed(every, wanted)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = export_coverage(actor=request.actor, contacts=contacts, purpose=form.reason)
        return kept_file(content, f"{_('走访覆盖')}-{clock.today().isoformat()}.xlsx")
    context = {
        "register": {"title": _("走访覆盖"), "link": "select", "mark": ""},
        "urls": {"list": f"{reverse('visits:coverage')}?{request.GET.urlencode()}"},
        "form": form,
        "total": len(contacts),
        "unit_word": _("个"),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)
