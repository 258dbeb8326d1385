"""学时台账: who has how many hours, who will miss the target, what was archived, and why some do not count."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.cultivation.courses.permissions import VIEW_HOURS
from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.courses.services import tell_hours_export
from qingmiao.cultivation.learning.contracts.hours import HoursLine, YearOf
from qingmiao.cultivation.learning.enums import LedgerKind, Standing
from qingmiao.cultivation.learning.permissions import ARCHIVE_HOURS
from qingmiao.cultivation.learning.queries import hours as questions
from qingmiao.cultivation.learning.queries.evaluation import open_to
from qingmiao.cultivation.learning.queries.sitting import credits_of
from qingmiao.cultivation.learning.services.hours import archive_year, warn_of_missing
from qingmiao.cultivation.learning.web.forms import ArchiveForm, WarnForm
from qingmiao.engines.sheets.services import write_table
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.registers.contracts import Cell, Chip, Head, ListLine
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.registers.web.forms import ExportForm
from qingmiao.registers.web.listing import page_links, page_of, query
from qingmiao.webkit.http import Request, kept_file, page


def asked_in(parameters: QueryDict, on: date) -> questions.Asked:
    """Only what the ledger understands is read; anything else in the address is ignored."""
    year, unit = parameters.get("year", ""), parameters.get("unit", "")
    years = questions.years_taught(on=on)
    standing = parameters.get("standing", "")
    return questions.Asked(
        year=int(year) if year.isdecimal() and int(year) in years else on.year,
        words=parameters.get("q", "").strip()[:60],
        unit_id=int(unit) if unit.isdecimal() and len(unit) < 18 else None,
        standing=standing if standing in Standing.values else "",
    )


@require_GET
def hours(request: Request) -> HttpResponse:
    _require_hours(request)
    today = clock.today()
    asked = asked_in(request.GET, today)
    people = questions.ledger_people(actor=request.actor, asked=asked, on=today)
    leaf = page_of(people, request.GET)
    lines = questions.ledger_lines(leaf.object_list, year=asked.year)
    runs = asked.year == today.year
    context = {
        "asked": asked,
        "years": questions.years_taught(on=today),
        "standings": Standing.choices if runs else Standing.choices[:1],
        "units": questions.ledger_units(actor=request.actor),
        "columns": _heads(),
        "lines": [_hours_line(line) for line in lines],
        "page": leaf,
        "page_links": page_links(leaf, request.GET),
        "total": leaf.paginator.count,
        "targets": questions.targets_for(year=asked.year),
        "archive": questions.archive_of(year=asked.year),
        "export_url": f"{reverse('learning:hours-export')}{query(request.GET, page=None)}",
        "warn_url": _warn_url(request, asked, runs=runs),
        "archive_url": _archive_url(request),
    }
    return page(request, "learning/hours.html", "results", context)


def _archive_url(request: Request) -> str:
    return "" if ARCHIVE_HOURS.nowhere(request.actor) else reverse("learning:hours-archive")


def _may_warn(request: Request) -> bool:
    return request.actor.has(*UNIT_HANDS, *DEPARTMENT)


def _warn_url(request: Request, asked: questions.Asked, *, runs: bool) -> str:
    if not runs or asked.standing != Standing.MISSING or not _may_warn(request):
        return ""
    unit = {"unit": asked.unit_id} if asked.unit_id is not None else {}
    return f"{reverse('learning:hours-warn')}?{urlencode(unit)}"


def _require_hours(request: Request) -> None:
    if VIEW_HOURS.nowhere(request.actor):
        raise Forbidden(VIEW_HOURS.sentence)


def _heads() -> list[Head]:
    labels = [
        (_("姓名"), "person"),
        (_("单位"), "unit"),
        (_("本年学时"), "number"),
        (_("要求"), "number"),
        (_("还差"), "number"),
        (_("后续已排"), "number"),
        *((str(kind.label), "number") for kind in LedgerKind),
    ]
    return [Head(key=label, label=label, kind=kind) for label, kind in labels]


def _hours_line(line: HoursLine) -> ListLine:
    return ListLine(
        pk=line.person_id,
        url=reverse("learning:hours-of", args=[line.person_id]),
        cells=[
            Cell(text=line.name, small=line.post, kind="person"),
            Cell(text=line.unit, kind="unit"),
            Cell(text=plain(line.this_year), kind="number"),
            _wanted(line),
            _missing(line),
            _number(line.ahead),
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
    asked = asked_in(request.GET, today)
    people = questions.ledger_people(actor=request.actor, asked=asked, on=today)
    form, columns, chips = ExportForm(request.POST or None), _export_columns(), _chips(asked)
    title = _("%(year)d 年学时台账") % {"year": asked.year}
    if request.method == "POST" and form.is_valid():
        lines = questions.ledger_lines(people, year=asked.year)
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
        return kept_file(content, f"{title} {today:%Y%m%d}.xlsx")
    context = {
        "register": {"title": title, "link": "nurture", "mark": ""},
        "form": form,
        "urls": {"list": reverse("learning:hours"), "cancel": reverse("learning:hours")},
        "total": people.count(),
        "unit_word": _("人"),
        "chips": chips,
        "columns": [{"label": label} for label, _kind in columns],
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)


def _chips(asked: questions.Asked) -> list[Chip]:
    said = [asked.words, str(Standing(asked.standing).label) if asked.standing else ""]
    if asked.unit_id is not None:
        said.append(_("一个单位"))
    return [Chip(label=label, query="") for label in said if label]


def _export_columns() -> list[tuple[str, str]]:
    return [
        (_("姓名"), "text"),
        (_("单位"), "text"),
        (_("职务"), "text"),
        *((str(kind.label), "number") for kind in LedgerKind),
        (_("本年学时"), "number"),
        (_("五年学时"), "number"),
        (_("要求"), "number"),
        (_("还差"), "number"),
        (_("后续已排"), "number"),
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
        line.ahead,
    ]


@require_GET
def hours_of_one(request: Request, pk: int) -> HttpResponse:
    """学时 of one person, year by year, and attendance by attendance for the year one looks at."""
    _require_hours(request)
    today = clock.today()
    years = questions.hours_of(actor=request.actor, person_id=pk, on=today)
    chosen = _chosen(request.GET, years)
    found = credits_of(
        person_id=pk,
        year=chosen.line.year,
        daily_most=questions.targets_for(year=chosen.line.year).daily_most,
    )
    targets = questions.targets_for(year=chosen.line.year)
    context = {
        "line": years[0].line,
        "chosen": chosen,
        "columns": [Head(key="year", label=_("年度"), kind="text"), *_heads()[2:], _as_archived()],
        "lines": [_year_line(each) for each in years],
        "credits": found,
        "lost": sum((loss.hours for credit in found for loss in credit.losses), Decimal(0)),
        "targets": targets,
        "evaluable": open_to(person_id=pk, on=today) if pk == request.actor.person_id else [],
        "differs": [each for each in years if each.difference],
        "attendances_url": f"{reverse('courses:attendance')}?{urlencode({'q': years[0].line.name})}",
    }
    return render(request, "learning/hours_of.html", context)


def _chosen(parameters: QueryDict, years: list[YearOf]) -> YearOf:
    asked = parameters.get("year", "")
    return next((each for each in years if str(each.line.year) == asked), years[0])


def _as_archived() -> Head:
    return Head(key="archived", label=_("归档后变化"), kind="number")


def _year_line(year: YearOf) -> ListLine:
    line = year.line
    pages = reverse("learning:hours-of", args=[line.person_id])
    changed = f"{year.difference:+f}" if year.difference else ""
    return ListLine(
        pk=line.year,
        url=f"{pages}?{urlencode({'year': line.year})}#credits",
        cells=[
            Cell(text=str(line.year), small=_("已归档") if line.is_archived else ""),
            *_hours_line(line).cells[2:],
            Cell(text=changed, kind="badge" if changed else "number", tone="warning"),
        ],
    )


@require_http_methods(["GET", "POST"])
def archive(request: Request) -> HttpResponse:
    """归档: what was archived, and the form that closes one year more."""
    if ARCHIVE_HOURS.nowhere(request.actor):
        raise Forbidden(ARCHIVE_HOURS.sentence)
    today = clock.today()
    kept = {each.year for each in questions.archives()}
    open_years = [
        year for year in questions.years_taught(on=today) if year < today.year and year not in kept
    ]
    form = ArchiveForm(request.POST or None, years=open_years)
    if request.method == "POST" and form.is_valid():
        year = int(form.cleaned_data["year"])
        try:
            made = archive_year(actor=request.actor, year=year, on=today)
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            text = _("%(year)d 年学时已归档：%(people)d 人") % {"year": year, "people": made.people}
            messages.success(request, text)
            return done(request, f"{reverse('learning:hours')}?{urlencode({'year': year})}")
    return _form(request, form, _("归档年度学时"), _("归档"))


@require_http_methods(["GET", "POST"])
def warn(request: Request) -> HttpResponse:
    """提醒 those who will miss the target, and their units."""
    _require_hours(request)
    if not _may_warn(request):
        raise Forbidden(VIEW_HOURS.sentence)
    today = clock.today()
    asked = asked_in(request.GET, today)
    form = WarnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = warn_of_missing(actor=request.actor, unit_id=asked.unit_id, on=today)
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            messages.success(request, _("已提醒 %(count)d 人") % {"count": count})
            return done(
                request, f"{reverse('learning:hours')}{query(request.GET, standing='missing')}"
            )
    return _form(request, form, _("提醒预计不达标的人"), _("提醒"))


def _form(request: Request, form: Any, heading: str, label: str) -> HttpResponse:
    shown = {"title": _("学时台账"), "link": "nurture", "mark": "育"}  # not interface: the badge
    urls = {"list": reverse("learning:hours"), "cancel": reverse("learning:hours")}
    return form_page(request, shown, form, heading, urls, submit_label=label)
