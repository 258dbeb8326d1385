"""测验 through its doors: questions for whoever keeps them, answering, and what it came to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.cultivation.learning.permissions import KEEP_QUIZZES, TAKE_QUIZZES
from qingmiao.cultivation.learning.queries import quiz as questions
from qingmiao.cultivation.learning.queries.assignment import class_to_set
from qingmiao.cultivation.learning.rules.quiz import flaws_of_taking
from qingmiao.cultivation.learning.services import quiz as services
from qingmiao.cultivation.learning.web.assignment import shown
from qingmiao.cultivation.learning.web.forms import AnswerForm, QuestionForm, QuizForm, ReasonForm
from qingmiao.kernel import clock
from qingmiao.registers.web.filling import answered, stepped
from qingmiao.webkit.http import Request


@require_http_methods(["GET", "POST"])
def add(request: Request, pk: int) -> HttpResponse:
    around = class_to_set(actor=request.actor, class_id=pk)
    form = QuizForm(request.POST or None)

    def change() -> str:
        row = services.set_quiz(actor=request.actor, class_id=pk, draft=form.draft)
        messages.success(request, _("测验已设置，请出题"))
        return reverse("learning:quiz", args=[row.pk])

    back = reverse("learning:tasks", args=[pk])
    heading = _("设置测验：%(title)s") % {"title": around}
    urls = {"list": back, "cancel": back}
    return answered(request, shown(), form, heading, urls, submit_label=_("设置"), change=change)


@require_GET
def quiz(request: Request, pk: int) -> HttpResponse:
    """Questions with their answers are shown to whoever keeps them; others see what theirs came to."""
    actor = request.actor
    row = questions.quiz_of(actor=actor, quiz_id=pk)
    is_kept = KEEP_QUIZZES.allows(actor, row)
    found = questions.questions_in(quiz_id=pk)
    mine = questions.attempts_by(quiz_id=pk, person_id=actor.person_id)
    reasons = flaws_of_taking(
        questions=len(found), opens_at=timezone.localtime(row.opens_at),
        closes_at=timezone.localtime(row.closes_at), most=row.attempts,
        tries=len(mine), is_passed=any(attempt.is_passed for attempt in mine), at=clock.now(),
    )  # fmt: skip
    takes = not is_kept and TAKE_QUIZZES.allows(actor, row)
    context = {
        "row": row,
        "count": len(found),
        "questions": [(each, set(each.right)) for each in found] if is_kept else [],
        "standings": questions.standings_in(actor=actor, quiz_id=pk) if is_kept else [],
        "is_kept": is_kept,
        "mine": mine if takes else [],
        "reasons": list(reasons),
        "takes": takes,
    }
    return render(request, "learning/quiz.html", context)


@require_http_methods(["GET", "POST"])
def question_add(request: Request, pk: int) -> HttpResponse:
    row = questions.quiz_to_keep(actor=request.actor, quiz_id=pk)
    form = QuestionForm(request.POST or None)
    back = reverse("learning:quiz", args=[pk])

    return stepped(
        request, shown(), form,
        lambda: services.add_question(
            actor=request.actor, quiz_id=pk, text=form.cleaned_data["text"], asked=form.asked
        ),
        heading=_("出题：%(title)s") % {"title": row}, label=_("出题"), said=_("已出题"),
        urls={"list": back, "cancel": back},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def question_withdraw(request: Request, pk: int) -> HttpResponse:
    row = questions.question_to_keep(actor=request.actor, question_id=pk)
    form = ReasonForm(request.POST or None, label=_("撤下理由"))
    back = reverse("learning:quiz", args=[row.quiz_id])

    return stepped(
        request, shown(), form,
        lambda: services.withdraw_question(
            actor=request.actor, question_id=pk, reason=form.cleaned_data["reason"],
            at=clock.now(),
        ),
        heading=_("撤下试题"), label=_("撤下"), said=_("已撤下"),
        urls={"list": back, "cancel": back},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def take(request: Request, pk: int) -> HttpResponse:
    row = questions.quiz_to_take(actor=request.actor, quiz_id=pk)
    form = AnswerForm(request.POST or None, questions=questions.questions_in(quiz_id=pk))
    back = reverse("learning:quiz", args=[pk])

    def change() -> str:
        attempt = services.take_quiz(
            actor=request.actor, quiz_id=pk, answers=form.answers, at=clock.now()
        )
        told = _("%(score)d 分，合格") if attempt.is_passed else _("%(score)d 分，未合格")
        messages.success(request, told % {"score": attempt.score})
        return back

    urls = {"list": back, "cancel": back}
    heading = _("答题：%(title)s") % {"title": row}
    return answered(request, shown(), form, heading, urls, submit_label=_("交卷"), change=change)
