"""One nomination: its page, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.views import detail_context
from qingmiao.selection.nominations.enums import NominationState, Opinion, Route
from qingmiao.selection.nominations.models import Nomination
from qingmiao.selection.nominations.permissions import (
    DECIDE_NOMINATIONS,
    GIVE_OPINION,
    HANDLE_NOMINATIONS,
    MEND_NOMINATIONS,
)
from qingmiao.selection.nominations.queries import nomination as queries
from qingmiao.selection.nominations.queries.event import facts_of
from qingmiao.selection.nominations.rules.event import takes_nominations
from qingmiao.selection.nominations.services import nomination as services
from qingmiao.selection.nominations.services.opinion import give_opinion
from qingmiao.selection.nominations.web.event import small_form
from qingmiao.selection.nominations.web.forms import OpinionForm, ReasonForm
from qingmiao.webkit.http import Request

S = NominationState
WAITING = (Opinion.PENDING, Opinion.SILENT)


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row, actor = context["row"], request.actor
    handles = HANDLE_NOMINATIONS.allows(actor, row)
    context |= {
        "extra_actions": [] if row.is_void else _ways(request, row, handles=handles),
        "referees": list(row.referees.select_related("person__unit")),
        "sees_statements": DECIDE_NOMINATIONS.allows(actor, row) or _is_of_the_unit(request, row),
        "group_url": reverse("nominations:group", args=[row.event_id, row.person_id])
        if DECIDE_NOMINATIONS.allows(actor, row)
        else "",
    }
    return render(request, "nominations/nomination.html", context)


def _is_of_the_unit(request: Request, row: Nomination) -> bool:
    return row.route == Route.ORGANIZATION and MEND_NOMINATIONS.allows(request.actor, row)


def _ways(request: Request, row: Nomination, *, handles: bool) -> list[dict[str, str]]:
    is_open = takes_nominations(facts_of(row.event), on=clock.today())
    returned = row.state == S.RETURNED
    submitted = row.state == S.SUBMITTED
    changes = (returned or (submitted and is_open)) and MEND_NOMINATIONS.allows(request.actor, row)
    ways = (
        (changes and not handles, "mend", _("修改后提交"), "post", "edit"),
        (changes, "withdraw", _("撤回"), "get", "arrow-back-up"),
        (row.opinion in WAITING and submitted and GIVE_OPINION.allows(request.actor, row),
         "opinion", _("填写单位意见"), "get", "writing"),
        (handles and submitted, "return", _("退回补充"), "get", "arrow-back-up"),
        (handles and submitted, "accept", _("受理"), "get", "check"),
    )  # fmt: skip
    return [
        {
            "label": label,
            "url": reverse(f"nominations:nomination-{name}", args=[row.pk]),
            "method": method,
            "icon": icon,
        }
        for is_open_to, name, label, method, icon in ways
        if is_open_to
    ]


def _act(
    request: Request,
    row: Nomination | None,
    form: Any,
    act: Callable[[dict[str, Any]], object],
    *,
    heading: str,
    submit: str,
    said: str,
    lead: str = "",
    back: str = "",
) -> HttpResponse:
    if row is None:
        raise Http404
    back = back or reverse("nominations:nomination-detail", args=[row.pk])
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, said)
            return redirect(back)
    rows = [
        (_("推荐通知"), str(row.event)),
        (_("被推荐人"), str(row.person)),
        (_("推荐单位"), str(row.unit)),
        (_("推荐理由"), row.merits),
    ]
    return small_form(
        request, form, heading=heading, submit=submit, lead=lead, parent=str(row), back=back,
        rows=rows,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    row = queries.one(MEND_NOMINATIONS, actor=request.actor, pk=pk)
    is_own = row is not None and row.person_id == request.actor.person_id
    return _act(
        request,
        row,
        ReasonForm(request.POST or None),
        lambda said: services.withdraw_nomination(
            actor=request.actor, nomination_id=pk, reason=said["reason"], on=clock.today()
        ),
        heading=_("撤回推荐"),
        submit=_("撤回"),
        said=_("已撤回"),
        lead=_("撤回后名额空出，截止前可以重新推荐"),
        back=reverse("nominations:desk") if is_own else "",
    )


@require_http_methods(["GET", "POST"])
def send_back(request: Request, pk: int) -> HttpResponse:
    return _act(
        request,
        queries.one(HANDLE_NOMINATIONS, actor=request.actor, pk=pk),
        ReasonForm(request.POST or None),
        lambda said: services.return_nomination(
            actor=request.actor, nomination_id=pk, reason=said["reason"]
        ),
        heading=_("退回补充"),
        submit=_("退回"),
        said=_("已退回，提交人会收到提醒"),
        lead=_("写明要补充或更正什么；截止之后也可以补充"),
    )


@require_http_methods(["GET", "POST"])
def accept(request: Request, pk: int) -> HttpResponse:
    return _act(
        request,
        queries.one(HANDLE_NOMINATIONS, actor=request.actor, pk=pk),
        ReasonForm(request.POST or None),
        lambda said: services.accept_nomination(
            actor=request.actor, nomination_id=pk, note=said["reason"], on=clock.today()
        ),
        heading=_("受理推荐"),
        submit=_("受理"),
        said=_("已受理"),
        lead=_("有资格待核的，写明核实情况；没有的可以不填"),
    )


@require_http_methods(["GET", "POST"])
def opinion(request: Request, pk: int) -> HttpResponse:
    row = queries.one(GIVE_OPINION, actor=request.actor, pk=pk)
    due = row.opinion_due_on if row else None
    return _act(
        request,
        row,
        OpinionForm(request.POST or None),
        lambda said: give_opinion(
            actor=request.actor,
            nomination_id=pk,
            answer=said["answer"],
            text=said["text"],
            on=clock.today(),
        ),
        heading=_("单位意见"),
        submit=_("提交意见"),
        said=_("单位意见已提交"),
        lead=_("请在 %(day)s 前表态，逾期由干部部门直接受理") % {"day": f"{due:%Y.%m.%d}"}
        if due
        else "",
    )
