"""参加征求 on a phone: one page, one form, no name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingmiao.cultivation.needs.enums import SurveyState
from qingmiao.cultivation.needs.queries import survey as questions
from qingmiao.cultivation.needs.register import SURVEYS
from qingmiao.cultivation.needs.services import answer_survey
from qingmiao.cultivation.needs.web.forms import AnswerForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.web.filling import done, tell
from qingmiao.webkit.http import Request, page


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    row = questions.survey_to_answer(actor=request.actor, survey_id=pk)
    today = clock.today()
    form = AnswerForm(request.POST or None, questions=questions.asked_of(survey_id=pk))
    if request.method == "POST" and form.is_valid():
        try:
            answer_survey(actor=request.actor, survey_id=pk, said=form.said, on=today)
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已收下您的答卷，谢谢"))
            return done(request, reverse("needs:board"))
    context = {
        "register": SURVEYS,
        "row": row,
        "form": form,
        "error_summary": list(form.non_field_errors()),
        "urls": {"list": reverse("needs:board"), "cancel": reverse("needs:board")},
        "least": questions.least_of(row),
    }
    if request.method == "GET":
        if questions.has_answered(actor=request.actor, survey=row):
            return render(
                request, "needs/answered.html", context | {"why": _("您已经参加过，每人一次")}
            )
        if row.state != SurveyState.OPEN or not row.opens_on <= today <= row.closes_on:
            return render(
                request, "needs/answered.html", context | {"why": _("不在征求期间，不收答卷")}
            )
    status = 422 if request.method == "POST" else 200
    return page(request, "needs/answer.html", "form", context, status=status)
