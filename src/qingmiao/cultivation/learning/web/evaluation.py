"""评课: the form for whoever was there, and what a class was told once it may be shown."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.cultivation.learning.queries import evaluation as questions
from qingmiao.cultivation.learning.services.evaluation import evaluate_class
from qingmiao.cultivation.learning.web.forms import EvaluationForm
from qingmiao.kernel import clock
from qingmiao.registers.web.filling import answered
from qingmiao.webkit.http import Request


@require_http_methods(["GET", "POST"])
def evaluate(request: Request, pk: int) -> HttpResponse:
    around = questions.evaluated_class(actor=request.actor, class_id=pk)
    asked = questions.questions_of(class_id=pk, person_id=request.actor.person_id)
    form = EvaluationForm(request.POST or None, questions=asked)
    back = reverse("courses:class-detail", args=[pk])

    def change() -> str:
        evaluate_class(
            actor=request.actor,
            class_id=pk,
            marks=form.marks,
            remark=form.cleaned_data["remark"],
            on=clock.today(),
        )
        messages.success(request, _("已评课，谢谢"))
        return back

    shown = {"title": _("评课"), "link": "nurture", "mark": "育"}  # not interface: the badge
    heading = _("评课：%(title)s") % {"title": around}
    urls = {"list": back, "cancel": back}
    return answered(request, shown, form, heading, urls, submit_label=_("提交"), change=change)


@require_GET
def evaluation(request: Request, pk: int) -> HttpResponse:
    around, told = questions.told_of(actor=request.actor, class_id=pk, on=clock.today())
    return render(request, "learning/evaluation.html", {"around": around, "told": told})
