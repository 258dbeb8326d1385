"""Pages that show more than a register does: counters of programmes, rolls of classes, hours."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.cultivation.courses import queries
from qingmiao.cultivation.courses.contracts import Counts, HoursLine, RosterLine
from qingmiao.cultivation.courses.enums import ProgrammeKind
from qingmiao.cultivation.courses.permissions import VIEW_HOURS
from qingmiao.cultivation.courses.register import CLASSES, PROGRAMMES
from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.courses.services import tell_hours_export
from qingmiao.engines.sheets.services import write_table
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.ledger.deeds import official
from qingmiao.registers.contracts import Cell, Chip, Head, ListLine
from qingmiao.registers.declaration import PAGE_SIZE
from qingmiao.registers.web.forms import ExportForm
from qingmiao.registers.web.listing import list_context, page_links, query
from qingmiao.registers.web.transfer import workbook
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
    return "" if VIEW_HOURS.nowhere(request.actor) else reverse("courses:hours")


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
        url=reverse("courses:hours-of", args=[line.person_id]),
        cells=[
            Cell(text=line.name, kind="person"),
            Cell(text=line.unit, kind="unit"),
            *(Cell(text=str(number), kind="number") for number in numbers),
        ],
    )


def _asked(parameters: QueryDict, on: date) -> queries.Asked:
    """Only what the ledger understands is read; anything else in the address is ignored."""
    year, unit = parameters.get("year", ""), parameters.get("unit", "")
    years = queries.years_taught(on=on)
    return queries.Asked(
        year=int(year) if year.isdecimal() and int(year) in years else on.year,
        words=parameters.get("q", "").strip()[:60],
        unit_id=int(unit) if unit.isdecimal() and len(unit) < 18 else None,
        only_short=parameters.get("short") == "1",
    )


@require_GET
def hours(request: Request) -> HttpResponse:
    _require_hours(request)
    today = clock.today()
    asked = _asked(request.GET, today)
    people = queries.ledger_people(actor=request.actor, asked=asked, on=today)
    leaf = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = queries.ledger_lines(leaf.object_list, year=asked.year)
    context = {
        "asked": asked,
        "years": queries.years_taught(on=today),
        "units": queries.ledger_units(actor=request.actor),
        "columns": _hours_heads(),
        "lines": [_hours_line(line) for line in lines],
        "page": leaf,
        "page_links": page_links(leaf, request.GET),
        "total": leaf.paginator.count,
        "targets": queries.targets_for(year=asked.year),
        "export_url": f"{reverse('courses:hours-export')}{query(request.GET, page=None)}",
    }
    return page(request, "courses/hours.html", "results", context)


def _require_hours(request: Request) -> None:
    if VIEW_HOURS.nowhere(request.actor):
        raise Forbidden(VIEW_HOURS.sentence)


def _hours_heads() -> list[Head]:
    labels = [
        (_("姓名"), "person"),
        (_("单位"), "unit"),
        (_("本年学时"), "number"),
        (_("要求"), "number"),
        (_("还差"), "number"),
        *((str(kind.label), "number") for kind in ProgrammeKind),
    ]
    return [Head(key=label, label=label, kind=kind) for label, kind in labels]


def _hours_line(line: HoursLine) -> ListLine:
    return ListLine(
        pk=line.person_id,
        url=reverse("courses:hours-of", args=[line.person_id]),
        cells=[
            Cell(text=line.name, small=line.post, kind="person"),
            Cell(text=line.unit, kind="unit"),
            Cell(text=plain(line.this_year), kind="number"),
            _wanted(line),
            _missing(line),
            *(_number(kind.hours) for kind in line.by_kind),
        ],
    )


def _number(hours: Decimal) -> Cell:
    return Cell(text=plain(hours) if hours else "", kind="number")


def _wanted(line: HoursLine) -> Cell:
    """Who counts by five years is told so, with the hours of those five years."""
    if line.wanted is None:
        return Cell(text="", kind="number")
    small = _("五年已修 %(hours)s") % {"hours": plain(line.five_years)} if line.is_senior else ""
    return Cell(text=plain(line.wanted), small=small, kind="number")


def _missing(line: HoursLine) -> Cell:
    if line.wanted is None:
        return Cell(text="", kind="number")
    if line.missing:
        return Cell(text=plain(line.missing), kind="badge", tone="warning")
    return Cell(text=_("达标"), kind="badge", tone="success")


@require_http_methods(["GET", "POST"])
def export_hours(request: Request) -> HttpResponse:
    _require_hours(request)
    today = clock.today()
    asked = _asked(request.GET, today)
    people = queries.ledger_people(actor=request.actor, asked=asked, on=today)
    form, columns, chips = ExportForm(request.POST or None), _export_columns(), _chips(asked)
    title = _("%(year)d 年学时台账") % {"year": asked.year}
    if request.method == "POST" and form.is_valid():
        lines = queries.ledger_lines(people, year=asked.year)
        content = write_table(title, columns, [_export_row(line) for line in lines])
        with official():
            filters = "、".join(chip.label for chip in _chips(asked)) or _("全部")
        tell_hours_export(
            actor=request.actor,
            year=asked.year,
            count=len(lines),
            filters=filters,
            reason=form.reason,
        )
        return workbook(content, f"{title} {today:%Y%m%d}.xlsx")
    context = {
        "register": {"title": title, "link": "nurture", "mark": ""},
        "form": form,
        "urls": {"list": reverse("courses:hours"), "cancel": reverse("courses:hours")},
        "total": people.count(),
        "unit_word": _("人"),
        "chips": chips,
        "columns": [{"label": label} for label, _kind in columns],
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)


def _chips(asked: queries.Asked) -> list[Chip]:
    said = [asked.words, _("只看未达标") if asked.only_short else ""]
    if asked.unit_id is not None:
        said.append(_("一个单位"))
    return [Chip(label=label, query="") for label in said if label]


def _export_columns() -> list[tuple[str, str]]:
    return [
        (_("姓名"), "text"),
        (_("单位"), "text"),
        (_("职务"), "text"),
        *((str(kind.label), "number") for kind in ProgrammeKind),
        (_("本年学时"), "number"),
        (_("五年学时"), "number"),
        (_("要求"), "number"),
        (_("还差"), "number"),
    ]


def _export_row(line: HoursLine) -> list[object]:
    return [
        line.name,
        line.unit,
        line.post,
        *(kind.hours for kind in line.by_kind),
        line.this_year,
        line.five_years,
        line.wanted,
        line.missing if line.wanted is not None else None,
    ]


@require_GET
def hours_of_one(request: Request, pk: int) -> HttpResponse:
    """学时 of one person, year by year, against what each year asks."""
    _require_hours(request)
    lines = queries.hours_of(actor=request.actor, person_id=pk, on=clock.today())
    heads = [Head(key="year", label=_("年度"), kind="text"), *_hours_heads()[2:]]
    shown = [
        ListLine(
            pk=line.year,
            url=f"{reverse('courses:hours')}?{urlencode({'year': line.year})}",
            cells=[Cell(text=str(line.year)), *_hours_line(line).cells[2:]],
        )
        for line in lines
    ]
    context = {
        "line": lines[0],
        "columns": heads,
        "lines": shown,
        "targets": queries.targets_for(year=lines[0].year),
        "attendances_url": f"{reverse('courses:attendance')}?{urlencode({'q': lines[0].name})}",
    }
    return render(request, "courses/hours_of.html", context)
