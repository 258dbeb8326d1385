from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.insight.figures import services
from qingmiao.insight.figures.contracts import Definition, Question, Row
from qingmiao.insight.figures.permissions import (
    READ_DEFINITIONS,
    READ_FIGURES,
    chooses_readings,
    reads_definitions,
    reads_figures,
)
from qingmiao.insight.figures.queries import figures as questions
from qingmiao.insight.figures.queries.ask import Ask
from qingmiao.insight.figures.queries.readings import histories, readings_on
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS
from qingmiao.insight.figures.rules.readings import PLANS, in_words
from qingmiao.insight.figures.web.forms import QuestionForm, ReadingChoiceForm, as_text
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.web.forms import ExportForm
from qingmiao.registers.web.listing import page_links
from qingmiao.webkit.http import Request, kept_file, page

PAGE_SIZE = 50
LONGEST = 60


@require_GET
def catalogue(request: Request) -> HttpResponse:
    _require_definitions(request)
    today = clock.today()
    form = QuestionForm.of(request.GET, today=today)
    question = form.question(today=today)
    context = {
        "form": form,
        "question": question,
        "asked": _asked(question),
        "cards": questions.cards(actor=request.actor, question=question),
        "is_readable": reads_figures(request.actor),
        "withheld": READ_FIGURES.sentence,
    }
    return page(request, "figures/catalogue.html", "results", context)


@require_GET
def figure(request: Request, code: str) -> HttpResponse:
    _require_definitions(request)
    definition = _definition(code)
    today = clock.today()
    form = QuestionForm.of(request.GET, today=today)
    question = form.question(today=today)
    ask = questions.asked(question)
    readable = reads_figures(request.actor)
    answer = (
        questions.answer_to(code, ask=ask, hidden=request.actor.confidential_ids)
        if readable
        else None
    )
    context = {
        "card": questions.card_of(definition, readings=questions.readings_of(ask), answer=answer),
        "form": form,
        "question": question,
        "asked": _asked(question),
        "readings": _readings_shown(definition, ask),
        "record_title": definition.record_title,
        "is_readable": readable,
        "is_confidential": code in questions.CONFIDENTIAL,
        "withheld": READ_FIGURES.sentence,
        **(_listed(request, code, ask) if readable else {}),
    }
    return page(request, "figures/figure.html", "results", context)


@require_http_methods(["GET", "POST"])
def export(request: Request, code: str) -> HttpResponse:
    if not reads_figures(request.actor):
        raise Forbidden(READ_FIGURES.sentence)
    definition = _definition(code)
    question = _question(request)
    text, unit_id = _narrowed(request)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = services.export_figure(
            actor=request.actor,
            code=code,
            question=question,
            purpose=form.reason,
            text=text,
            unit_id=unit_id,
        )
        return kept_file(content, f"{code}-{question.on.isoformat()}.xlsx")
    hidden = request.actor.confidential_ids
    context = {
        "register": {"title": f"{code} {definition.title}", "link": "", "mark": ""},
        "urls": {"list": f"{reverse('figures:figure', args=[code])}?{request.GET.urlencode()}"},
        "form": form,
        "total": questions.number_of_rows(
            code, ask=questions.asked(question), hidden=hidden, text=text, unit_id=unit_id
        ),
        "unit_word": _("条"),
        "error_summary": list(form.non_field_errors()),
    }
    return render(
        request, "registers/export.html", context, status=422 if request.method == "POST" else 200
    )


@require_GET
def readings(request: Request) -> HttpResponse:
    _require_definitions(request)
    now = readings_on(on=clock.today())
    context = {
        "lines": [
            {
                "code": code,
                "title": plan.title,
                "value": in_words(plan, now[code].value),
                "reading": now[code],
                "figures": [f.code for f in DEFINITIONS.values() if code in f.readings],
            }
            for code, plan in PLANS.items()
        ],
        "can_choose": chooses_readings(request.actor),
    }
    return render(request, "figures/readings.html", context)


@require_http_methods(["GET", "POST"])
def reading(request: Request, code: str) -> HttpResponse:
    _require_definitions(request)
    plan = PLANS.get(code)
    if plan is None or (request.method == "POST" and not chooses_readings(request.actor)):
        raise Forbidden(READ_DEFINITIONS.sentence)
    form = ReadingChoiceForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_reading(
                actor=request.actor,
                code=code,
                value=as_text(form.cleaned_data["value"]),
                begins=form.cleaned_data["begins"],
                reason=form.cleaned_data["reason"],
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("口径已设定，自所填日期起计算时采用"))
            return redirect("figures:reading", code=code)
    context = {
        "plan": plan,
        "form": form,
        "history": [
            asdict(version)
            | {"words": in_words(plan, version.value) if version.value is not None else ""}
            for version in histories(codes=[code])[code]
        ],
        "can_choose": chooses_readings(request.actor),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "figures/reading.html", context, status=status)


def _require_definitions(request: Request) -> None:
    if not reads_definitions(request.actor):
        raise Forbidden(READ_DEFINITIONS.sentence)


def _definition(code: str) -> Definition:
    definition = DEFINITIONS.get(code)
    if definition is None:
        raise Forbidden(READ_DEFINITIONS.sentence)
    return definition


def _question(request: Request) -> Question:
    today = clock.today()
    return QuestionForm.of(request.GET, today=today).question(today=today)


def _asked(question: Question) -> str:
    """The question as the end of an address, so that every link keeps it."""
    given = {name: day.isoformat() for name, day in asdict(question).items() if day}
    return urlencode(given)


def _narrowed(request: Request) -> tuple[str, int | None]:
    unit = request.GET.get("unit", "")
    return request.GET.get("q", "").strip()[:LONGEST], int(unit) if unit.isdecimal() else None


def _listed(request: Request, code: str, ask: Ask) -> dict[str, Any]:
    text, unit_id = _narrowed(request)
    hidden = request.actor.confidential_ids
    rows = _Rows(code, ask, hidden, text, unit_id)
    shown = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "q": text,
        "unit_id": unit_id,
        "units": questions.units_behind(code, ask=ask, hidden=hidden),
        "rows": shown.object_list,
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "total": shown.paginator.count,
    }


class _Rows(Sequence[Row]):
    """The list as the paginator takes it: counted once, fetched by the page."""

    def __init__(
        self, code: str, ask: Ask, hidden: frozenset[int], text: str, unit_id: int | None
    ) -> None:
        self._code = code
        self._narrowing: dict[str, Any] = {
            "ask": ask,
            "hidden": hidden,
            "text": text,
            "unit_id": unit_id,
        }
        self._length = questions.number_of_rows(code, **self._narrowing)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, wanted: Any) -> Any:
        return questions.rows_behind(
            self._code,
            **self._narrowing,
            skip=wanted.start or 0,
            most=wanted.stop - (wanted.start or 0),
        )


def _readings_shown(definition: Definition, ask: Ask) -> list[dict[str, Any]]:
    known = questions.readings_of(ask)
    past = histories(codes=definition.readings)
    return [
        {
            "code": code,
            "title": PLANS[code].title,
            "value": in_words(PLANS[code], known[code].value),
            "basis": known[code].basis,
            "is_own_choice": known[code].is_own_choice,
            "changes": len(past[code]) - 1,
        }
        for code in definition.readings
    ]
