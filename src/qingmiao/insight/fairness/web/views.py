from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.insight.fairness import services
from qingmiao.insight.fairness.contracts import StepRow
from qingmiao.insight.fairness.enums import Step
from qingmiao.insight.fairness.permissions import READ_FAIRNESS, reads_fairness
from qingmiao.insight.fairness.queries import habits as habit_questions
from qingmiao.insight.fairness.queries import steps
from qingmiao.insight.fairness.web.forms import WHOLE, Asked, HabitsForm, MonitorForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.web.forms import ExportForm
from qingmiao.registers.web.listing import page_links
from qingmiao.webkit.http import Request, kept_file, page

PAGE_SIZE = 50


@require_GET
def monitor(request: Request) -> HttpResponse:
    """每一步的通过率: each step in the window, and one of them group by group."""
    _require(request)
    form, asked = _asked(request, MonitorForm)
    hidden = request.actor.confidential_ids
    totals = steps.totals(window=asked.window, hidden=hidden)
    context = {
        "form": form,
        "asked": asked,
        "address": _address(asked),
        "steps": [
            {"step": step, "came": came, "passed": passed, "query": _address(asked, step=step)}
            for step, (came, passed) in totals.items()
        ],
        "table": steps.table(
            step=asked.step, attribute=asked.attribute, window=asked.window, hidden=hidden
        ),
        "bounds": steps.bounds_on(asked.window),
        "whole": WHOLE,
    }
    return page(request, "fairness/monitor.html", "results", context)


@require_GET
def habits(request: Request) -> HttpResponse:
    """推荐习惯: whom units name of those they could have named."""
    _require(request)
    form, asked = _asked(request, HabitsForm)
    context = {
        "form": form,
        "asked": asked,
        "address": _habit_address(asked),
        "lines": _habits(request, asked),
        "bounds": steps.bounds_on(asked.window),
    }
    return page(request, "fairness/habits.html", "results", context)


@require_GET
def young(request: Request) -> HttpResponse:
    """The people behind a number of the habits: who was named, or could have been."""
    _require(request)
    _form, asked = _asked(request, HabitsForm)
    code = request.GET.get("group", "")
    with_trait = {"1": True, "0": False}.get(request.GET.get("trait", ""))
    rows = habit_questions.young_cadres(
        habit=asked.habit,
        by_kind=asked.by_kind,
        window=asked.window,
        hidden=request.actor.confidential_ids,
        code=code,
        trait=with_trait,
        named=request.GET.get("named") == "1",
    )
    shown = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "address": _habit_address(asked),
        "rows": shown.object_list,
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "total": len(rows),
    }
    return render(request, "fairness/young.html", context)


@require_GET
def people(request: Request) -> HttpResponse:
    """The people behind a number of the monitor."""
    _require(request)
    _form, asked = _asked(request, MonitorForm)
    code, passed = _narrowed(request)
    shown = Paginator(_Rows(request, asked, code, passed), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "asked": asked,
        "is_passed": passed,
        "group": "" if code is None else _group(asked, code, list(shown.object_list)),
        "address": _address(asked),
        "full_address": request.GET.urlencode(),
        "rows": shown.object_list,
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "total": shown.paginator.count,
    }
    return render(request, "fairness/people.html", context)


@require_http_methods(["GET", "POST"])
def export(request: Request, what: str) -> HttpResponse:
    """导出: the groups of a step, the people behind a number, or the habits of units."""
    _require(request)
    if what not in _SHEETS:
        raise Forbidden(READ_FAIRNESS.sentence)
    title, heads, rows = _SHEETS[what](request)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = services.export_monitor(
            actor=request.actor, title=title, heads=heads, rows=rows, purpose=form.reason
        )
        return kept_file(content, f"{title}.xlsx")
    back = reverse({"groups": "fairness:monitor"}.get(what, f"fairness:{what}"))
    context = {
        "register": {"title": title, "link": "", "mark": ""},
        "urls": {"list": f"{back}?{request.GET.urlencode()}"},
        "form": form,
        "total": len(rows),
        "unit_word": _("行"),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)


Sheet = tuple[str, list[services.Head], list[list[Any]]]


def _groups_sheet(request: Request) -> Sheet:
    _form, asked = _asked(request, MonitorForm)
    table = steps.table(
        step=asked.step,
        attribute=asked.attribute,
        window=asked.window,
        hidden=request.actor.confidential_ids,
    )
    rows = [services.comparison_row(line) for line in table.lines]
    return _title(asked), services.comparison_heads(), rows


def _people_sheet(request: Request) -> Sheet:
    _form, asked = _asked(request, MonitorForm)
    code, passed = _narrowed(request)
    rows = _Rows(request, asked, code, passed)
    told = [services.person_row(row) for row in rows[: len(rows)]]
    return _title(asked), services.person_heads(), told


def _habits_sheet(request: Request) -> Sheet:
    _form, asked = _asked(request, HabitsForm)
    rows = [services.habit_row(line) for line in _habits(request, asked)]
    return _("推荐习惯"), services.habit_heads(), rows


_SHEETS = {"groups": _groups_sheet, "people": _people_sheet, "habits": _habits_sheet}


def _require(request: Request) -> None:
    if not reads_fairness(request.actor):
        raise Forbidden(READ_FAIRNESS.sentence)


def _asked(request: Request, form_class: type[MonitorForm]) -> tuple[MonitorForm, Asked]:
    today = clock.today()
    form = form_class.of(request.GET, today=today)
    return form, form.asked(today=today)


def _address(asked: Asked, *, step: Step | None = None) -> str:
    """The question as the end of an address, so that every link keeps it."""
    return urlencode(
        {
            "since": asked.window.since.isoformat(),
            "until": asked.window.until.isoformat(),
            "step": (step or asked.step).value,
            "by": asked.attribute.value,
        }
    )


def _habit_address(asked: Asked) -> str:
    return urlencode(
        {
            "since": asked.window.since.isoformat(),
            "until": asked.window.until.isoformat(),
            "habit": asked.habit.value,
            "rows": "kind" if asked.by_kind else "unit",
        }
    )


def _title(asked: Asked) -> str:
    return f"{asked.step.label}（{asked.attribute.label}）"


def _habits(request: Request, asked: Asked) -> list[habit_questions.HabitLine]:
    return habit_questions.habits(
        habit=asked.habit,
        by_kind=asked.by_kind,
        window=asked.window,
        hidden=request.actor.confidential_ids,
    )


def _narrowed(request: Request) -> tuple[str | None, bool]:
    """Of which group, and whether only those who passed."""
    code = request.GET.get("group", WHOLE)
    return None if code == WHOLE else code, request.GET.get("passed") == "1"


def _group(asked: Asked, code: str, rows: Sequence[StepRow]) -> str:
    return rows[0].group if rows else steps.label_of(asked.attribute, code)


class _Rows(Sequence[StepRow]):
    """The people as the paginator takes them: counted once, fetched by the page."""

    def __init__(self, request: Request, asked: Asked, code: str | None, passed: bool) -> None:
        self._narrowing: dict[str, Any] = {
            "step": asked.step,
            "attribute": asked.attribute,
            "window": asked.window,
            "hidden": request.actor.confidential_ids,
            "code": code,
            "passed": passed,
        }
        self._length = steps.number_of_rows(**self._narrowing)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, wanted: Any) -> Any:
        skip = wanted.start or 0
        return steps.rows(**self._narrowing, skip=skip, most=wanted.stop - skip)
