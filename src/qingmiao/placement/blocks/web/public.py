"""The two open doors: the page behind a block's code, and the page behind a resident's own link."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qingmiao.access.services import TooManyTries
from qingmiao.engines.documents.rules.code import read_number
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.placement.blocks.contracts import Answerable
from qingmiao.placement.blocks.queries.resident import answerable, block_behind
from qingmiao.placement.blocks.services import answer as answers
from qingmiao.placement.blocks.services import intake
from qingmiao.placement.blocks.web.code import drawn
from qingmiao.placement.blocks.web.forms import AgainForm, AnswerForm, PublicAskForm
from qingmiao.registers.web.filling import tell
from qingmiao.webkit.http import Request


def address_of(request: Request) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _shown(
    request: Request, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: Request, code: str) -> HttpResponse:
    """扫码受理: anybody may ask; a code that opens nothing is told so, and nothing of any request is shown."""
    block = block_behind(code=read_number(code), on=clock.today())
    if block is None:
        raise Http404
    form = PublicAskForm(request.POST or None)
    context: dict[str, Any] = {"place": block, "form": form, "error_summary": []}
    if request.method != "POST":
        return _shown(request, "blocks/ask.html", context)
    if form.is_trapped:
        form.add_error(None, _("没有受理：请直接在页面上填写，不要用程序提交"))
    if form.is_valid():
        try:
            intake.count_intake(address=address_of(request), code=read_number(code), at=clock.now())
            receipt = intake.receive(code=read_number(code), asked=form.read(), at=clock.now())
        except TooManyTries:
            context["error_summary"] = [_("提交过于频繁，请一小时后再试；紧急的事请直接打电话")]
            return _shown(request, "blocks/ask.html", context, status=429)
        except Refused as no:
            tell(form, no)
        else:
            return redirect("blocks:answer", receipt.token)
    context["error_summary"] = list(form.non_field_errors())
    return _shown(request, "blocks/ask.html", context, status=422)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: Request, token: str) -> HttpResponse:
    """本人链接: how far it is, and once for each time it is reported done, whether it is solved.

    A secret that opens nothing is a missing page, whether it was guessed, replaced or voided.
    """
    token, at, on = read_number(token), clock.now(), clock.today()
    try:
        answers.count_answer(address=address_of(request), at=at)
    except TooManyTries:
        refusal = _("打开过于频繁，请一分钟后再试")
        return _shown(request, "blocks/answer.html", {"refusal": refusal}, status=429)
    told = answerable(token=token, on=on)
    if told is None:
        raise Http404
    form = _form_for(told, request)
    if request.method == "POST":
        try:
            if form.is_valid():
                _do(form, token, at)
                return redirect("blocks:answer", token)
        except Refused as no:
            tell(form, no)
            told = answerable(token=token, on=on) or told
        except Forbidden as no:
            raise Http404 from no
    link = request.build_absolute_uri(reverse("blocks:answer", args=[token]))
    context = {
        "told": told,
        "form": form,
        "link": link,
        "code": drawn(link),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return _shown(request, "blocks/answer.html", context, status=status)


def _form_for(told: Answerable, request: Request) -> AnswerForm | AgainForm:
    """An answer that names its round is an answer even where none is awaited: it is refused in words."""
    data = request.POST or None
    if told.may_answer or (data is not None and "round" in data):
        return AnswerForm(data, initial={"round": told.round})
    return AgainForm(data)


def _do(form: AnswerForm | AgainForm, token: str, at: Any) -> None:
    said = form.cleaned_data
    if isinstance(form, AgainForm):
        answers.ask_again(token=token, note=said["note"], at=at)
        return
    answers.answer(
        token=token,
        round_=said["round"],
        is_solved=said["is_solved"],
        satisfaction=said["satisfaction"],
        note=said["note"],
        at=at,
    )
