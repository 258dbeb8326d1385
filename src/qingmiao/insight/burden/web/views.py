from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.insight.burden import queries, services
from qingmiao.insight.burden.contracts import GivenForm
from qingmiao.insight.burden.permissions import READ_BURDEN, reads_burden
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.web.forms import ExportForm
from qingmiao.webkit.http import Request, kept_file

MONTHS_BACK = 12


@require_GET
def burden(request: Request) -> HttpResponse:
    """填表时间: a year of months, and one of them unit by unit."""
    _require(request)
    month, by_kind = _month(request), request.GET.get("rows", "unit") == "kind"
    since = _months_before(month, MONTHS_BACK - 1)
    forms = queries.given_forms(actor=request.actor, since=since, until=_last_day(month))
    mine = [form for form in forms if form.month == month]
    context = {
        "month": month,
        "before": _months_before(month, 1),
        "after": _next_month(month) if _next_month(month) <= clock.today() else None,
        "by_kind": by_kind,
        "months": queries.by_month(forms),
        "lines": queries.by_unit(mine, by_kind=by_kind),
        "minutes": sum(form.minutes for form in mine),
        "copies": sum(form.copies for form in mine),
    }
    return render(request, "burden/burden.html", context)


@require_GET
def forms(request: Request) -> HttpResponse:
    """The forms behind a number."""
    _require(request)
    month = _month(request)
    found = _narrowed(request, month)
    named = queries.unit_names(found)
    context = {
        "month": month,
        "address": request.GET.urlencode(),
        "forms": found,
        "lines": [{"form": form, "unit": named[form.unit_id]} for form in found],
        "names_units": len(named) > 1,
        "minutes": sum(form.minutes for form in found),
        "label": queries.told_group(code=request.GET.get("group", "")),
    }
    return render(request, "burden/forms.html", context)


@require_http_methods(["GET", "POST"])
def export(request: Request, what: str) -> HttpResponse:
    _require(request)
    if what not in {"units", "forms"}:
        raise Forbidden(READ_BURDEN.sentence)
    month = _month(request)
    found = _narrowed(request, month)
    rows: list[Any] = list(found)
    if what == "units":
        rows = list(queries.by_unit(found, by_kind=request.GET.get("rows") == "kind"))
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told, purpose = f"{month:%Y.%m}", form.reason
        content = (
            services.export_burden(actor=request.actor, month=told, lines=rows, purpose=purpose)
            if what == "units"
            else services.export_forms(actor=request.actor, month=told, forms=rows, purpose=purpose)
        )
        return kept_file(content, f"{pgettext('burden', '填表时间')} {told}.xlsx")
    back = reverse("burden:burden" if what == "units" else "burden:forms")
    context = {
        "register": {"title": pgettext("burden", "填表时间"), "link": "", "mark": ""},
        "urls": {"list": f"{back}?{request.GET.urlencode()}"},
        "form": form,
        "total": len(rows),
        "unit_word": _("行"),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)


def _require(request: Request) -> None:
    if not reads_burden(request.actor):
        raise Forbidden(READ_BURDEN.sentence)


def _narrowed(request: Request, month: date) -> list[GivenForm]:
    """The forms of one month, of one unit or of one kind of unit if the address names one."""
    found = queries.given_forms(actor=request.actor, since=month, until=_last_day(month))
    return queries.of_group(found, code=request.GET.get("group", ""))


def _month(request: Request) -> date:
    """The month of the address, else the present one."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return queries.month_of(clock.today())


def _months_before(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def _next_month(month: date) -> date:
    return _months_before(month, -1)


def _last_day(month: date) -> date:
    return _next_month(month) - timedelta(days=1)
