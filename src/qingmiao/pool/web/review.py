"""A review and its steps: each page parses, makes one call, and leads back to the review."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.pool.enums import Duty, ReviewState
from qingmiao.pool.models import Review
from qingmiao.pool.permissions import APPROVE_REVIEWS, KEEP_REVIEWS
from qingmiao.pool.queries import review as queries
from qingmiao.pool.register import REVIEWS
from qingmiao.pool.services import review as services
from qingmiao.pool.web.forms import (
    DecisionForm,
    InviteForm,
    NothingForm,
    OutcomeForm,
    SittingForm,
)
from qingmiao.pool.web.membership import answer
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import PRINTED, Request, kept_file

HAS_MINUTES = (ReviewState.PROPOSED, ReviewState.APPROVED, ReviewState.CLOSED)


@require_GET
def review(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row, actor = context["row"], request.actor
    keeps = KEEP_REVIEWS.allows(actor, row) and not row.is_void
    shown = context | {
        "agenda": queries.agenda_of(actor=actor, review=row, on=clock.today()),
        "people": list(row.participants.select_related("account")),
        "tasks": list(queries.tasks_of(actor=actor, review=row)),
        "keeps": keeps,
        "is_open": row.state == ReviewState.PREPARING,
        "is_sitting": row.state == ReviewState.SITTING,
        "is_running": row.state == ReviewState.APPROVED,
        "has_minutes": row.state in HAS_MINUTES,
        "stages": _stages(row.state),
        "extra_actions": _actions(request, row) if not row.is_void else [],
    }
    shown["can"] = {
        "amend": shown["can"]["amend"] and shown["is_open"],
        "void": shown["can"]["void"] and shown["is_open"],
    }
    return render(request, "pool/review.html", shown)


def _stages(state: str) -> list[dict[str, Any]]:
    order = [str(each) for each in ReviewState]
    return [
        {"label": label, "is_past": number < order.index(state), "is_current": value == state}
        for number, (value, label) in enumerate(ReviewState.choices)
    ]


def _actions(request: Request, row: Review) -> list[dict[str, str]]:
    """The one step that leads on from here, for whoever may take it."""
    keeps = KEEP_REVIEWS.allows(request.actor, row)
    step = {
        ReviewState.PREPARING: (_("固化材料"), "freeze", "lock", keeps),
        ReviewState.FROZEN: (_("开始会商"), "sitting", "users", keeps),
        ReviewState.SITTING: (_("结束会商，报审批"), "submit", "send", keeps),
        ReviewState.PROPOSED: (
            _("审批建议"), "decide", "circle-check", APPROVE_REVIEWS.allows(request.actor, row),
        ),
        ReviewState.APPROVED: (_("办结"), "close", "check", keeps),
    }.get(ReviewState(row.state))  # fmt: skip
    if step is None or not step[3]:
        return []
    label, door, icon, _may = step
    url = reverse(f"pool:review-{door}", args=[row.pk])
    return [{"label": label, "url": url, "icon": icon, "method": "get"}]


def found(request: Request, pk: int, permission: Any = KEEP_REVIEWS) -> Review:
    rows = permission.rows(request.actor, queries.standing_reviews())
    row: Review = get_object_or_404(rows, pk=pk)
    return row


def stepped(
    request: Request,
    row: Review,
    form: forms.Form,
    heading: str,
    change: Callable[[], object],
    *,
    lead: str = "",
) -> HttpResponse:
    """One deed of a review; afterwards one stands on the review again."""
    detail = reverse("pool:review-detail", args=[row.pk])

    def call() -> None:
        change()

    return answer(
        request,
        form,
        heading=_("%(heading)s：%(title)s") % {"heading": heading, "title": row.title},
        cancel=detail,
        change=call,
        done=lambda: detail,
        lead=lead,
        register=REVIEWS,
    )


@require_http_methods(["GET", "POST"])
def invite(request: Request, pk: int) -> HttpResponse:
    row = found(request, pk)
    accounts = [(one.pk, str(one)) for one in queries.offered_accounts(review=row)]
    form = InviteForm(request.POST or None, accounts=accounts)
    return stepped(
        request,
        row,
        form,
        _("邀请人员"),
        lambda: services.invite(
            actor=request.actor,
            review_id=pk,
            account_id=form.cleaned_data["account"],
            duty=Duty(form.cleaned_data["duty"]),
        ),
    )


def _confirmed(request: Request) -> NothingForm:
    return NothingForm(request.POST if request.method == "POST" else None)


@require_http_methods(["GET", "POST"])
def freeze(request: Request, pk: int) -> HttpResponse:
    row = found(request, pk)
    lead = _("固化之后，人选和材料不再增减；拟入库的人选转为“会商”。本人和亲属自动回避。")
    return stepped(
        request,
        row,
        _confirmed(request),
        _("固化材料"),
        lambda: services.freeze_review(
            actor=request.actor, review_id=pk, on=clock.today(), at=clock.now()
        ),
        lead=lead,
    )


@require_http_methods(["GET", "POST"])
def sitting(request: Request, pk: int) -> HttpResponse:
    row = found(request, pk)
    people = [
        (one.pk, f"{one.account}（{one.get_duty_display()}）")
        for one in row.participants.select_related("account")
    ]
    form = SittingForm(request.POST or None, people=people)
    return stepped(
        request,
        row,
        form,
        _("开始会商"),
        lambda: services.begin_sitting(
            actor=request.actor, review_id=pk, present=form.cleaned_data["present"]
        ),
    )


@require_http_methods(["GET", "POST"])
def submit(request: Request, pk: int) -> HttpResponse:
    row = found(request, pk)
    return stepped(
        request,
        row,
        _confirmed(request),
        _("结束会商，报审批"),
        lambda: services.submit_proposals(actor=request.actor, review_id=pk, on=clock.today()),
        lead=_("每一事项须有建议或暂缓；建议由提出人以外的部领导审批。"),
    )


@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    row = found(request, pk, APPROVE_REVIEWS)
    agenda = queries.agenda_of(actor=request.actor, review=row, on=clock.today())
    items = [
        (line.item.pk, _line(line))
        for line in agenda
        if line.proposal and not line.item.held_reason and not hasattr(line.item, "decision")
    ]
    form = DecisionForm(request.POST if request.method == "POST" else None, items=items)
    return stepped(
        request,
        row,
        form,
        _("审批建议"),
        lambda: services.decide(
            actor=request.actor, review_id=pk, returned=form.returned(), on=clock.today()
        ),
    )


def _line(line: queries.ItemShown) -> str:
    proposal = line.proposal
    stale = f"（{'；'.join(line.stale)}）" if line.stale else ""
    if proposal is None:
        return stale
    return _("%(person)s：%(before)s → %(after)s，%(reason)s%(stale)s") % {
        "person": line.item.membership.person,
        "before": proposal.get_before_display(),
        "after": proposal.get_after_display(),
        "reason": proposal.reason,
        "stale": stale,
    }


@require_http_methods(["GET", "POST"])
def task(request: Request, pk: int, task: int) -> HttpResponse:
    row = found(request, pk)
    if not queries.tasks_of(actor=request.actor, review=row).filter(pk=task).exists():
        raise Http404
    form = OutcomeForm(request.POST or None)
    return stepped(
        request,
        row,
        form,
        _("完成任务"),
        lambda: services.finish_task(
            actor=request.actor,
            review_id=pk,
            task_id=task,
            on=clock.today(),
            outcome=form.cleaned_data["outcome"],
        ),
    )


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    row = found(request, pk)
    return stepped(
        request,
        row,
        _confirmed(request),
        _("办结"),
        lambda: services.close_review(actor=request.actor, review_id=pk, on=clock.today()),
    )


@require_POST
def minutes(request: Request, pk: int, form: str) -> HttpResponse:
    row = found(request, pk, REVIEWS.view)
    if form not in PRINTED:
        raise Http404
    try:
        content = services.write_minutes(actor=request.actor, review_id=pk, form=form)
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
        return redirect("pool:review-detail", pk=pk)
    return kept_file(content, f"{row.title}纪要.{form}")  # not interface: the name of the file
