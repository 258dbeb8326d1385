"""The page of an observation, with what may be done next."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web import views as registers
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.registers.web.listing import list_context, list_page
from qingmiao.selection.observations import queries as questions
from qingmiao.selection.observations import rules, services
from qingmiao.selection.observations.enums import ObservationState
from qingmiao.selection.observations.models import Observation
from qingmiao.selection.observations.permissions import (
    ACCEPT_OBSERVATIONS,
    ANSWER_OBSERVATIONS,
    KEEP_OBSERVATIONS,
)
from qingmiao.selection.observations.register import OBSERVATIONS
from qingmiao.selection.observations.web.forms import AnswerForm, ReasonForm
from qingmiao.webkit.http import Request, page

MOVES_BY_ITSELF = ("state",)


def detail_url(pk: int) -> str:
    return reverse("observations:observation-detail", args=[pk])


@require_GET
def listing(request: Request, register: Register) -> HttpResponse:
    """The list, with a way to what concerns oneself."""
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    has_own_page = request.actor.person_id is not None
    context = {**list_context(register, request), "has_own_page": has_own_page}
    return list_page(request, "observations/observations.html", context)


@require_http_methods(["GET", "POST"])
def enter(request: Request, register: Register) -> HttpResponse:
    """A draft: whoever writes it down is most often who saw it, and today."""
    if request.method == "GET":
        given: QueryDict = request.GET.copy()
        given.setdefault("observed_on", clock.today().isoformat())
        if request.actor.person_id is not None:
            given.setdefault("observer", str(request.actor.person_id))
        request.GET = given  # type: ignore[assignment]  # a copy of what was asked
    return registers.enter(request, register.without(MOVES_BY_ITSELF))


@require_http_methods(["GET", "POST"])
def amend(request: Request, pk: int, register: Register) -> HttpResponse:
    return registers.amend(request, pk, register.without(MOVES_BY_ITSELF))


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    return _page(request, pk, register)


def _page(request: Request, pk: int, register: Register, *, status: int = 200) -> HttpResponse:
    context = registers.detail_context(register, request, pk)
    row: Observation = context["row"]
    context["subheading"] = row.get_state_display()
    if not row.is_void:
        context["extra_actions"] = _actions(request.actor, row)
        context["can"]["amend"] &= row.state in rules.OPEN_TO_CHANGE
    return render(request, "observations/observation.html", context, status=status)


def _actions(actor: Actor, row: Observation) -> list[dict[str, Any]]:
    """What this reader may do with it next, as the rules and the permissions say."""
    ways = rules.WAYS[ObservationState(row.state)]
    keeps = KEEP_OBSERVATIONS.allows(actor, row)
    found = []
    if ObservationState.SUBMITTED in ways and keeps:
        found.append(_action(row, "submit", _("提交旁证"), "send", "post"))
    if ObservationState.WITNESSED in ways and ANSWER_OBSERVATIONS.allows(actor, row):
        label = _("旁证") if actor.person_id == row.witness_id else _("代录旁证")
        found.append(_action(row, "answer", label, "user-check", "get"))
    if ObservationState.ACCEPTED in ways and ACCEPT_OBSERVATIONS.allows(actor, row):
        found.append(_action(row, "accept", _("采信"), "circle-check", "post"))
    if ObservationState.DRAFT in ways and keeps:
        found.append(_action(row, "send-back", _("退回修改"), "arrow-back-up", "get"))
    return found


def _action(row: Observation, name: str, label: str, icon: str, method: str) -> dict[str, Any]:
    url = reverse(f"observations:observation-{name}", args=[row.pk])
    return {"label": label, "url": url, "icon": icon, "method": method}


@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    try:
        services.submit_observation(actor=request.actor, observation_id=pk, on=clock.today())
    except Refused as no:
        return _refused(request, pk, no)
    messages.success(request, _("已提交，旁证人会收到提醒"))
    return redirect(detail_url(pk))


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    try:
        services.accept_observation(actor=request.actor, observation_id=pk)
    except Refused as no:
        return _refused(request, pk, no)
    messages.success(request, _("已采信，计入印证材料"))
    return redirect(detail_url(pk))


def _refused(request: Request, pk: int, no: Refused) -> HttpResponse:
    """The same page with the reasons."""
    for reason in no.reasons:
        messages.error(request, reason)
    return _page(request, pk, OBSERVATIONS, status=422)


@require_http_methods(["GET", "POST"])
def send_back(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(questions.kept_by(request.actor), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.send_back_observation(
                actor=request.actor, observation_id=pk, reason=form.cleaned_data["reason"]
            )
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已退回为草稿"))
            return done(request, detail_url(pk))
    heading = _("退回修改：%(title)s") % {"title": row}
    return _form(request, form, heading=heading, label=_("退回修改"), back=detail_url(pk))


def _form(request: Request, form: Form, *, heading: str, label: str, back: str) -> HttpResponse:
    urls = {"list": reverse(OBSERVATIONS.url_name()), "cancel": back}
    return form_page(request, OBSERVATIONS, form, heading, urls, submit_label=label)


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """The word of the witness, or of the department for a witness who cannot sign in."""
    row = get_object_or_404(questions.to_be_answered_by(request.actor), pk=pk)
    is_witness = row.witness_id == request.actor.person_id
    back = reverse("observations:mine") if is_witness else detail_url(pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_as_witness(
                actor=request.actor,
                observation_id=pk,
                confirms=form.cleaned_data["confirms"],
                note=form.cleaned_data["note"],
                on=clock.today(),
                at=clock.now(),
            )
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("旁证已记下"))
            return done(request, back)
    context = {"row": row, "form": form, "back": back, "is_witness": is_witness}
    status = 422 if request.method == "POST" else 200
    return page(request, "observations/answer.html", "form", context, status=status)
