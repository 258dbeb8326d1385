from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.permissions import READ_FIGURES
from qingmiao.insight.figures.web.forms import QuestionForm
from qingmiao.insight.reports import services
from qingmiao.insight.reports.enums import Format
from qingmiao.insight.reports.models import Publication, PublishedFigure
from qingmiao.insight.reports.permissions import (
    PUBLISH,
    READ_PUBLICATIONS,
    publishes,
    reads_publications,
)
from qingmiao.insight.reports.queries import publications as published
from qingmiao.insight.reports.queries.speech import speech
from qingmiao.insight.reports.web.forms import PublishForm, WithdrawForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.queries import story_of
from qingmiao.registers.web.listing import page_links
from qingmiao.webkit.http import Request, kept_file, page

PAGE_SIZE = 50


@require_GET
def speech_page(request: Request) -> HttpResponse:
    today = clock.today()
    form = QuestionForm.of(request.GET, today=today)
    question = form.question(today=today)
    told = speech(actor=request.actor, question=question)
    context = {
        "speech": told,
        "form": form,
        "question": question,
        "asked": _asked(question),
        "withheld": READ_FIGURES.sentence,
        "formats": _formats() if told.is_readable else [],
        "can_publish": publishes(request.actor),
        "can_read_published": reads_publications(request.actor),
    }
    return page(request, "reports/speech.html", "results", context)


@require_POST
def speech_document(request: Request, form: str) -> HttpResponse:
    kind = _format(form)
    question = _question(request)
    try:
        content = services.write_speech(actor=request.actor, question=question, form=kind)
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
        return redirect(f"{reverse('reports:speech')}?{_asked(question)}")
    return _file(content, kind, question.on)


@require_http_methods(["GET", "POST"])
def publish(request: Request) -> HttpResponse:
    if not publishes(request.actor):
        raise Forbidden(PUBLISH.sentence)
    question = _question(request)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publication = services.publish_speech(
                actor=request.actor, question=question, note=form.cleaned_data["note"]
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("已发布并冻结全部数字、定义和名单"))
            return redirect("reports:publication", pk=publication.pk)
    context = {
        "speech": speech(actor=request.actor, question=question),
        "question": question,
        "asked": _asked(question),
        "form": form,
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/publish.html", context, status=status)


@require_GET
def publications(request: Request) -> HttpResponse:
    _require_reader(request)
    shown = Paginator(published.publications(actor=request.actor), PAGE_SIZE)
    here = shown.get_page(request.GET.get("page"))
    context = {
        "publications": here.object_list,
        "page": here,
        "page_links": page_links(here, request.GET),
        "can_publish": publishes(request.actor),
    }
    return page(request, "reports/publications.html", "results", context)


@require_GET
def publication(request: Request, pk: int) -> HttpResponse:
    found = _publication(request, pk)
    context = {
        "publication": found,
        "speech": published.as_speech(found),
        "withdrawal": _withdrawal(found),
        "formats": _formats(),
        "story": story_of(found),
        "can_withdraw": publishes(request.actor) and _withdrawal(found) is None,
    }
    return render(request, "reports/publication.html", context)


@require_POST
def publication_document(request: Request, pk: int, form: str) -> HttpResponse:
    found, kind = _publication(request, pk), _format(form)
    try:
        content = services.write_publication(actor=request.actor, publication=found, form=kind)
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
        return redirect("reports:publication", pk=pk)
    return _file(content, kind, found.on)


@require_GET
def compare(request: Request, pk: int) -> HttpResponse:
    found = _publication(request, pk)
    question = _compared(request, found)
    context = {
        "publication": found,
        "question": question,
        "lines": published.figure_differences(found, actor=request.actor, question=question),
        "on_that_day": question.on == found.on,
    }
    return page(request, "reports/compare.html", "results", context)


@require_GET
def published_figure(request: Request, pk: int, code: str) -> HttpResponse:
    found = _publication(request, pk)
    figure = _figure(found, code)
    question = _compared(request, found)
    rows = published.rows_of_figure(figure, actor=request.actor)
    shown = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "publication": found,
        "figure": figure,
        "title": published.title_of(figure),
        "definition": published.definition_of(figure),
        "shown": published.display_then(figure),
        "rows": shown.object_list,
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "question": question,
        "differences": published.row_differences(figure, actor=request.actor, question=question),
        "withheld": figure.row_count - len(rows),
    }
    return page(request, "reports/published_figure.html", "results", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = _publication(request, pk)
    if not publishes(request.actor):
        raise Forbidden(PUBLISH.sentence)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_publication(
                actor=request.actor, publication_id=pk, reason=form.cleaned_data["reason"]
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("已撤回，原件仍可查看"))
            return redirect("reports:publication", pk=pk)
    context = {
        "publication": found,
        "form": form,
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/withdraw.html", context, status=status)


def _require_reader(request: Request) -> None:
    if not reads_publications(request.actor):
        raise Forbidden(READ_PUBLICATIONS.sentence)


def _publication(request: Request, pk: int) -> Publication:
    _require_reader(request)
    return get_object_or_404(published.publications(actor=request.actor), pk=pk)


def _figure(publication: Publication, code: str) -> PublishedFigure:
    return get_object_or_404(publication.figures.all(), code=code)


def _withdrawal(publication: Publication) -> Any:
    return getattr(publication, "withdrawal", None)


def _compared(request: Request, publication: Publication) -> Question:
    """Today's records with the same windows, or those of the day it was published for."""
    asked = _question(request)
    return Question(
        on=asked.on,
        since=publication.since,
        cumulative_since=publication.cumulative_since,
    )


def _format(text: str) -> Format:
    if text not in Format.values:
        raise Forbidden(READ_PUBLICATIONS.sentence)
    return Format(text)


def _formats() -> list[dict[str, Any]]:
    return [{"code": form.value, "label": form.label} for form in Format]


def _file(content: bytes, form: Format, on: date) -> HttpResponse:
    return kept_file(content, _("交流发言") + f"-{on.isoformat()}.{form.value}")


def _question(request: Request) -> Question:
    today = clock.today()
    return QuestionForm.of(request.GET, today=today).question(today=today)


def _asked(question: Question) -> str:
    given = {name: day.isoformat() for name, day in asdict(question).items() if day}
    return urlencode(given)
