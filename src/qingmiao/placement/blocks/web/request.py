"""The desk of requests: the page of one, and every step it takes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.access.permissions import Permission
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.placement.blocks.enums import (
    Channel,
    Difficulty,
    Phase,
    RequestCategory,
    RequestState,
    StepKind,
)
from qingmiao.placement.blocks.models import ResidentRequest
from qingmiao.placement.blocks.permissions import DESK_BLOCKS, DESK_REQUESTS, HANDLE_REQUESTS
from qingmiao.placement.blocks.queries import request as queries
from qingmiao.placement.blocks.register import REQUESTS
from qingmiao.placement.blocks.rules.way import leads
from qingmiao.placement.blocks.services import answer, intake
from qingmiao.placement.blocks.services import request as services
from qingmiao.placement.blocks.web import forms
from qingmiao.placement.blocks.web.code import keep_slip
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered, stepped
from qingmiao.registers.web.listing import urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request

K, S = StepKind, RequestState


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row: ResidentRequest = context["row"]
    if not row.is_live:
        return render(request, "registers/detail.html", context)
    context["can"] = context["can"] | {"amend": False}
    context |= {
        "extra_actions": [] if row.is_void else actions_of(request, row),
        "steps": steps_of(row),
        "clock": queries.clock_of(row, at=clock.now()),
        "way": queries.way_of(row),
        "photos": queries.photos_of(actor=request.actor, row=row),
        "is_mine": HANDLE_REQUESTS.allows(request.actor, row),
    }
    return render(request, "blocks/request.html", context)


def steps_of(row: ResidentRequest) -> list[dict[str, Any]]:
    """Where the request stands on its way."""
    if row.state in (S.DECLINED, S.MERGED):
        return [{"label": S(row.state).label, "is_here": True, "is_past": False}]
    last = S.CLOSED if row.state == S.CLOSED else S.CONFIRMED
    way = [S.RECEIVED, S.CLASSIFIED, S.DISPATCHED, S.WORKING, S.DONE, last]
    if row.state == S.REOPENED:
        way[2] = S.REOPENED
    here = way.index(S(row.state))
    return [
        {"label": each.label, "is_here": number == here, "is_past": number < here}
        for number, each in enumerate(way)
    ]


def _action(name: str, row: ResidentRequest, label: str, icon: str, method: str = "get") -> Any:
    url = reverse(f"blocks:{name}", args=[row.pk])
    return {"label": label, "url": url, "icon": icon, "method": method}


def actions_of(request: Request, row: ResidentRequest) -> list[dict[str, str]]:
    """What this reader may do now: the steps that lead from here, by desk and by handler."""
    found: list[dict[str, str]] = []

    def offer(kind: StepKind, name: str, label: str, icon: str, method: str = "get") -> None:
        if leads(kind, old=row.state):
            found.append(_action(name, row, label, icon, method))

    if HANDLE_REQUESTS.allows(request.actor, row):
        offer(K.ACCEPTED, "request-accept", _("接单"), "check", "post")
        offer(K.NOTED, "request-note", _("填报办理情况"), "pencil")
        offer(K.DONE, "request-done", _("报办结"), "checks")
    if DESK_REQUESTS.allows(request.actor, row):
        offer(K.CLASSIFIED, "request-classify", _("分类定级"), "list-check")
        offer(K.DISPATCHED, "request-dispatch", _("派单"), "send")
        offer(K.TRANSFERRED, "request-transfer", _("转派"), "arrows-sort")
        offer(K.UNREACHED, "request-call", _("回访"), "phone")
        offer(K.REOPENED, "request-reopen", _("重新办理"), "refresh")
        offer(K.MOVED, "request-move", _("转区块"), "map-pin")
        offer(K.MERGED, "request-merge", _("并单"), "link")
        offer(K.DECLINED, "request-decline", _("不予受理"), "circle-x")
        if row.contact_sealed:
            found.append(_action("request-contact", row, _("查看电话"), "eye"))
        found.append(_action("request-renew", row, _("重发答复链接"), "copy", "post"))
    return found


def _row(request: Request, pk: int, permission: Permission[ResidentRequest]) -> ResidentRequest:
    rows = queries.live().select_related("block__unit", "handler")
    row: ResidentRequest = get_object_or_404(permission.rows(request.actor, rows), pk=pk)
    return row


def step(
    request: Request,
    row: ResidentRequest,
    form: Any,
    heading: str,
    done: str,
    change: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    return stepped(
        request, REQUESTS, form, lambda: change(form.cleaned_data),
        heading=f"{heading}：{row}", label=_("确认办理"), said=done, urls=urls_of(REQUESTS, row.pk),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def take_in(request: Request) -> HttpResponse:
    """受理登记 at the desk or by phone; the answer is the slip with the resident's own link."""
    if DESK_BLOCKS.nowhere(request.actor):
        raise Forbidden(DESK_BLOCKS.sentence)
    given = request.GET.get("block", "")
    initial = {"block": int(given)} if given.isdecimal() else {}
    form = forms.IntakeForm(request.POST or None, actor=request.actor, initial=initial)

    def change() -> str:
        told = form.cleaned_data
        receipt = intake.take_in(
            actor=request.actor,
            block_id=told["block"].pk,
            asked=form.read(),
            channel=Channel(told["channel"]),
            at=clock.now(),
        )
        messages.success(request, _("已受理，请把回执交给群众"))
        return keep_slip(request, receipt)

    return answered(
        request,
        REQUESTS,
        form,
        _("受理诉求"),
        urls_of(REQUESTS),
        submit_label=_("受理"),
        change=change,
    )


@require_http_methods(["GET", "POST"])
def classify(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk, DESK_REQUESTS)
    initial = {"category": row.category, "difficulty": row.difficulty or Difficulty.USUAL}
    return step(
        request,
        row,
        forms.ClassifyForm(request.POST or None, initial=initial),
        _("分类定级"),
        _("已分类定级，办理时限开始计算"),
        lambda told: services.classify(
            actor=request.actor,
            request_id=pk,
            category=RequestCategory(told["category"]),
            difficulty=Difficulty(told["difficulty"]),
            at=clock.now(),
        ),
    )


def _hand(request: Request, pk: int, *, anew: bool) -> HttpResponse:
    row = _row(request, pk, DESK_REQUESTS)
    people = queries.on_duty(block_id=row.block_id, on=clock.today()).select_related("unit")
    form = forms.HandlerForm(request.POST or None, people=people, needs_reason=anew)

    def change(told: dict[str, Any]) -> None:
        given = {"actor": request.actor, "request_id": pk, "handler_id": told["handler"]}
        if anew:
            services.transfer(**given, at=clock.now(), reason=told["reason"])
        else:
            services.dispatch(**given, at=clock.now(), note=told["reason"])

    heading, done = (_("转派"), _("已转派")) if anew else (_("派单"), _("已派单"))
    return step(request, row, form, heading, done, change)


@require_http_methods(["GET", "POST"])
def dispatch(request: Request, pk: int) -> HttpResponse:
    return _hand(request, pk, anew=False)


@require_http_methods(["GET", "POST"])
def transfer(request: Request, pk: int) -> HttpResponse:
    return _hand(request, pk, anew=True)


@require_http_methods(["GET", "POST"])
def move(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk, DESK_REQUESTS)
    blocks = queries.standing_blocks(on=clock.today()).exclude(pk=row.block_id)
    return step(
        request,
        row,
        forms.MoveForm(request.POST or None, blocks=blocks),
        _("转区块"),
        _("已转到对方区块受理"),
        lambda told: services.move(
            actor=request.actor,
            request_id=pk,
            block_id=told["block"],
            at=clock.now(),
            reason=told["reason"],
        ),
    )


@require_http_methods(["GET", "POST"])
def merge(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk, DESK_REQUESTS)
    others = queries.alike(actor=request.actor, row=row)
    return step(
        request,
        row,
        forms.MergeForm(request.POST or None, others=others),
        _("并单"),
        _("已并单"),
        lambda told: services.merge(
            actor=request.actor, request_id=pk, into_id=told["into"], at=clock.now()
        ),
    )


@require_http_methods(["GET", "POST"])
def decline(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        _row(request, pk, DESK_REQUESTS),
        forms.ReasonForm(request.POST or None),
        _("不予受理"),
        _("已写明理由，不予受理"),
        lambda told: services.decline(
            actor=request.actor, request_id=pk, reason=told["reason"], at=clock.now()
        ),
    )


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        _row(request, pk, HANDLE_REQUESTS),
        forms.ConfirmForm(request.POST),
        _("接单"),
        _("已接单"),
        lambda _told: services.accept(actor=request.actor, request_id=pk, at=clock.now()),
    )


@require_http_methods(["GET", "POST"])
def note(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk, HANDLE_REQUESTS)
    form = forms.NoteForm(request.POST or None, request.FILES or None)
    return step(
        request,
        row,
        form,
        _("填报办理情况"),
        _("已填报"),
        lambda told: services.note(
            actor=request.actor,
            request_id=pk,
            text=told["text"],
            at=clock.now(),
            phase=Phase(told["phase"]),
            photos=form.taken(),
        ),
    )


@require_http_methods(["GET", "POST"])
def done(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk, HANDLE_REQUESTS)
    form = forms.DoneForm(request.POST or None, request.FILES or None)
    return step(
        request,
        row,
        form,
        _("报办结"),
        _("已报办结，等群众答复"),
        lambda told: services.report_done(
            actor=request.actor,
            request_id=pk,
            outcome=told["outcome"],
            at=clock.now(),
            photos=form.taken(),
        ),
    )


@require_http_methods(["GET", "POST"])
def call(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        _row(request, pk, DESK_REQUESTS),
        forms.CallForm(request.POST or None),
        _("回访"),
        _("已记录回访"),
        lambda told: answer.call_back(
            actor=request.actor,
            request_id=pk,
            said=told["said"],
            satisfaction=told["satisfaction"],
            note=told["note"],
            at=clock.now(),
        ),
    )


@require_http_methods(["GET", "POST"])
def reopen(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        _row(request, pk, DESK_REQUESTS),
        forms.ReasonForm(request.POST or None),
        _("重新办理"),
        _("已重新办理"),
        lambda told: answer.reopen(
            actor=request.actor, request_id=pk, reason=told["reason"], at=clock.now()
        ),
    )


@require_http_methods(["GET", "POST"])
def contact(request: Request, pk: int) -> HttpResponse:
    """查看电话: a reason first; the number is shown once and never stands in a page by itself."""
    row = _row(request, pk, DESK_REQUESTS)
    form = forms.ReasonForm(request.POST or None)
    number, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                number = intake.read_out_contact(
                    actor=request.actor,
                    request_id=pk,
                    at=clock.now(),
                    reason=form.cleaned_data["reason"],
                )
                status = 200
            except Refused as no:
                form.add_error(None, "；".join(no.reasons))
    context = {
        "row": row,
        "form": form,
        "number": number,
        "urls": urls_of(REQUESTS, pk),
        "register": REQUESTS,
        "error_summary": list(form.non_field_errors()),
    }
    response = render(request, "blocks/contact.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def to_call(request: Request) -> HttpResponse:
    """待回访: who has not answered yet, and the sample of those who have."""
    if DESK_REQUESTS.nowhere(request.actor):
        raise Forbidden(DESK_REQUESTS.sentence)
    rows = queries.to_call(actor=request.actor, on=clock.today())
    return render(request, "blocks/to_call.html", {"rows": rows, "register": REQUESTS})
