"""编题、开始、截止、结果: the pages of whoever keeps a survey."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.cultivation.needs import deeds, services
from qingmiao.cultivation.needs.contracts import QuestionDraft
from qingmiao.cultivation.needs.enums import SurveyState
from qingmiao.cultivation.needs.permissions import ANSWER_SURVEYS, KEEP_SURVEYS, VIEW_RESULTS
from qingmiao.cultivation.needs.queries import survey as questions
from qingmiao.cultivation.needs.register import SURVEYS
from qingmiao.cultivation.needs.web.forms import LiftForm, QuestionForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.queries import story_of
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered
from qingmiao.registers.web.listing import urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request

BOTH = require_http_methods(["GET", "POST"])


def _home(pk: int) -> str:
    return urls_of(SURVEYS, pk)["detail"]


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    """A survey with its questions: what may be done now follows from its state and from who reads."""
    context = detail_context(register, request, pk)
    row = context["row"]
    context["story"] = story_of(row, without=[deeds.SURVEY_ANSWERED])
    keeps = KEEP_SURVEYS.allows(request.actor, row) and not row.is_void
    is_draft = row.state == SurveyState.DRAFT
    asked = questions.number_asked(row)
    context["can"]["amend"] = keeps and row.state != SurveyState.CLOSED
    context["can"]["void"] = keeps and is_draft
    shown = {
        "questions": questions.questions_of(survey_id=pk),
        "may_build": keeps and is_draft,
        "may_close": keeps
        and row.state == SurveyState.OPEN
        and row.closes_on < clock.today(),
        "may_read": VIEW_RESULTS.allows(request.actor, row),
        "may_answer": row.state == SurveyState.OPEN and ANSWER_SURVEYS.allows(request.actor, row)
        and not questions.has_answered(actor=request.actor, survey=row),
        "is_draft": is_draft,
        "lifted": questions.lifted_of(survey_id=pk),
        "asked": asked,
        "is_closed": row.state == SurveyState.CLOSED,
    }  # fmt: skip
    return render(request, "needs/survey.html", context | shown)


def _question_page(
    request: Request,
    pk: int,
    form: QuestionForm,
    heading: str,
    change: Callable[[QuestionDraft], object],
) -> HttpResponse:
    def act() -> str:
        change(form.draft)
        messages.success(request, _("已保存题目"))
        return _home(pk)

    urls = {"list": reverse("needs:survey"), "cancel": _home(pk)}
    return answered(request, SURVEYS, form, heading, urls, submit_label=_("保存题目"), change=act)


@BOTH
def add(request: Request, pk: int) -> HttpResponse:
    row = questions.kept_survey(actor=request.actor, survey_id=pk)
    form = QuestionForm(request.POST or None)
    return _question_page(
        request, pk, form, _("加题：%(title)s") % {"title": row},
        lambda draft: services.add_question(actor=request.actor, survey_id=pk, draft=draft),
    )  # fmt: skip


@BOTH
def change(request: Request, pk: int, question: int) -> HttpResponse:
    row = questions.kept_survey(actor=request.actor, survey_id=pk)
    held = questions.questions_of(survey_id=pk).filter(pk=question).first()
    form = QuestionForm(request.POST or None, row=held)
    return _question_page(
        request, pk, form, _("改题：%(title)s") % {"title": row},
        lambda draft: services.change_question(
            actor=request.actor, survey_id=pk, question_id=question, draft=draft
        ),
    )  # fmt: skip


def _step(request: Request, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    """A step without a form: done, or its reasons on the page it came from."""
    try:
        act()
    except Refused as no:
        messages.error(request, "；".join(no.reasons))
    else:
        messages.success(request, said)
    return redirect(_home(pk))


@require_POST
def remove(request: Request, pk: int, question: int) -> HttpResponse:
    return _step(
        request, pk,
        lambda: services.remove_question(actor=request.actor, survey_id=pk, question_id=question),
        _("已删除题目"),
    )  # fmt: skip


@require_POST
def begin(request: Request, pk: int) -> HttpResponse:
    return _step(
        request, pk,
        lambda: services.open_survey(actor=request.actor, survey_id=pk, on=clock.today()),
        _("征求已经开始，征求对象会收到提醒"),
    )  # fmt: skip


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    return _step(
        request, pk,
        lambda: services.close_survey(actor=request.actor, survey_id=pk, on=clock.today()),
        _("征求已经截止"),
    )  # fmt: skip


@require_GET
def results(request: Request, pk: int) -> HttpResponse:
    row = questions.result_survey(actor=request.actor, survey_id=pk)
    told, why = questions.results_for(row)
    asked = questions.number_asked(row)
    context = {
        "row": row,
        "told": told,
        "why": why,
        "asked": asked,
        "may_lift": KEEP_SURVEYS.allows(request.actor, row),
        "lifted": questions.lifted_of(survey_id=pk),
        "least": questions.least_of(row),
    }
    return render(request, "needs/results.html", context)


@BOTH
def lift(request: Request, pk: int) -> HttpResponse:
    row = questions.kept_survey(actor=request.actor, survey_id=pk)
    told = request.GET.get("title", "")
    form = LiftForm(request.POST or None, initial={"title": told[:80], "option": told})
    back = reverse("needs:results", args=[pk])

    def act() -> str:
        services.lift_need(
            actor=request.actor,
            survey_id=pk,
            title=form.cleaned_data["title"],
            topic=form.cleaned_data["topic"],
            description=form.cleaned_data["description"],
            option=form.cleaned_data["option"],
            on=clock.today(),
        )
        messages.success(request, _("已列入需求看板"))
        return back

    heading = _("列入需求看板：%(title)s") % {"title": row}
    urls = {"list": reverse("needs:survey"), "cancel": back}
    return answered(request, SURVEYS, form, heading, urls, submit_label=_("列入看板"), change=act)
