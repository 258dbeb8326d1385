"""The page of a round and the form of each step."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.engines.matching.enums import Status
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.placement.openings.enums import Merit, RoundState, Stance
from qingmiao.placement.openings.models import Round, Solution
from qingmiao.placement.openings.permissions import APPROVE_ROUNDS, KEEP_ROUNDS
from qingmiao.placement.openings.queries import round as questions
from qingmiao.placement.openings.register import ROUNDS
from qingmiao.placement.openings.services import round as services
from qingmiao.placement.openings.web.forms import (
    CandidatesForm,
    OpeningsForm,
    ReasonForm,
    StanceForm,
)
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered
from qingmiao.registers.web.listing import urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request

SHOWN = 40


@require_GET
def round_page(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row: Round = context["row"]
    versions = questions.solutions_of(around=row)
    asked = request.GET.get("version", "")
    solution = next((one for one in versions if str(one.number) == asked), None) or next(
        iter(versions), None
    )
    shown = {
        "chosen": questions.chosen_openings(around=row),
        "candidates": questions.candidates_of(actor=request.actor, around=row),
        "versions": versions,
        "solution": solution,
        "keeps": KEEP_ROUNDS.allows(request.actor, row) and not row.is_void,
        "is_open": row.state == RoundState.DRAFT,
        "extra_actions": [] if row.is_void else _actions(request, row, solution),
    }
    if solution is not None:
        shown |= _told(request, solution)
    return render(request, "openings/round.html", context | shown)


def _told(request: Request, solution: Solution) -> dict[str, object]:
    lines = questions.shown_lines(actor=request.actor, solution=solution)
    left = [line for line in lines if line.opening_id is None]
    everybody = "all" in request.GET
    newest = questions.newest_solution(around=solution.round)
    return {
        "pairs": [line for line in lines if line.opening_id is not None],
        "left": left if everybody else left[:SHOWN],
        "left_total": len(left),
        "conflict": questions.shown_conflict(actor=request.actor, solution=solution),
        "weights": [(Merit(kind).label, solution.weights.get(kind, 0)) for kind in Merit.values],
        "is_optimal": solution.status == Status.OPTIMAL,
        "is_feasible": solution.status == Status.FEASIBLE,
        "is_infeasible": solution.status == Status.INFEASIBLE,
        "percent": f"{solution.gap:.2%}" if solution.gap is not None else "—",
        "is_newest": newest is not None and newest.pk == solution.pk,
    }


def _actions(request: Request, row: Round, solution: Solution | None) -> list[dict[str, str]]:
    draft, proposed = row.state == RoundState.DRAFT, row.state == RoundState.PROPOSED
    doors = [
        (_("选岗位"), "openings", "briefcase", draft),
        (_("选人选"), "candidates", "users", draft),
        (_("求解"), "solve", "refresh", draft),
        (_("提请审批"), "propose", "send", draft and solution is not None),
        (_("审批"), "approve", "check", proposed and row.proposed_by != request.actor.account_id),
        (_("退回"), "return", "arrow-back-up", proposed),
        (_("放弃"), "drop", "ban", draft or proposed),
    ]
    keeps = KEEP_ROUNDS.allows(request.actor, row)
    return [
        {
            "label": label,
            "url": _url(name, row.pk),
            "icon": icon,
            "method": "post" if name == "solve" else "get",
        }
        for label, name, icon, is_open in doors
        if is_open and keeps
    ]


def _url(name: str, pk: int) -> str:
    if name in ENDS or name in {"propose", "approve"}:
        return reverse("openings:round-step", args=[pk, name])
    return reverse(f"openings:round-{name}", args=[pk])


ENDS = {"return": RoundState.DRAFT, "drop": RoundState.DROPPED}


def _kept(request: Request, pk: int) -> Round:
    row: Round = get_object_or_404(KEEP_ROUNDS.rows(request.actor, ROUNDS.base()), pk=pk)
    return row


@require_http_methods(["GET", "POST"])
def openings(request: Request, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    form = OpeningsForm(
        request.POST if request.method == "POST" else None,
        offered=questions.offered_openings(around=row),
        chosen=questions.chosen_openings(around=row),
    )

    def change() -> str:
        services.choose_openings(
            actor=request.actor, round_id=pk, opening_ids=form.cleaned_data["openings"],
            must=form.cleaned_data["must"],
        )  # fmt: skip
        messages.success(request, _("已选定本轮岗位"))
        return urls_of(ROUNDS, pk)["detail"]

    heading = _("选岗位：%(title)s") % {"title": row}
    return answered(
        request, ROUNDS, form, heading, urls_of(ROUNDS, pk), submit_label=_("确定"), change=change
    )


@require_http_methods(["GET", "POST"])
def candidates(request: Request, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    form = CandidatesForm(request.POST if request.method == "POST" else None, actor=request.actor)

    def change() -> str:
        person = form.cleaned_data["person"]
        count = services.add_candidates(
            actor=request.actor, round_id=pk, tiers=form.cleaned_data["tiers"],
            from_wishes=form.cleaned_data["from_wishes"],
            person_id=person.pk if person else None, on=clock.today(),
        )  # fmt: skip
        messages.success(request, _("已列入 %(count)d 人") % {"count": count})
        return urls_of(ROUNDS, pk)["detail"]

    heading = _("选人选：%(title)s") % {"title": row}
    return answered(
        request, ROUNDS, form, heading, urls_of(ROUNDS, pk), submit_label=_("列入"), change=change
    )


@require_http_methods(["GET", "POST"])
def stance(request: Request, pk: int) -> HttpResponse:
    candidate = questions.candidate_kept(actor=request.actor, candidate_id=pk)
    if candidate is None:
        raise Http404
    form = StanceForm(
        request.POST if request.method == "POST" else None,
        chosen=questions.chosen_openings(around=candidate.round),
        candidate=candidate,
    )

    def change() -> str:
        services.decide_candidate(
            actor=request.actor, candidate_id=pk, stance=Stance(form.cleaned_data["stance"]),
            opening_id=form.cleaned_data["opening"], reason=form.cleaned_data["reason"],
        )  # fmt: skip
        messages.success(request, _("已保存，请重新求解"))
        return urls_of(ROUNDS, candidate.round_id)["detail"]

    heading = _("指定或排除：%(person)s") % {"person": candidate.person}
    urls = urls_of(ROUNDS, candidate.round_id)
    return answered(request, ROUNDS, form, heading, urls, submit_label=_("保存"), change=change)


@require_POST
def solve(request: Request, pk: int) -> HttpResponse:
    try:
        solution = services.solve_round(actor=request.actor, round_id=pk)
    except Refused as no:
        messages.error(request, "；".join(no.reasons))
    else:
        messages.success(request, _("求解完成：第 %(number)d 版") % {"number": solution.number})
    return redirect("openings:round-detail", pk)


@require_http_methods(["GET", "POST"])
def step(request: Request, pk: int, name: str) -> HttpResponse:
    labels = {
        "propose": _("提请审批"), "approve": _("审批"), "return": _("退回"), "drop": _("放弃"),
    }  # fmt: skip
    if name not in labels:
        raise Http404
    row = APPROVE_ROUNDS.one(request.actor, ROUNDS.base(), pk=pk)
    needs_reason = name in ENDS
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("理由") if needs_reason else _("意见"),
        required=needs_reason,
    )

    def change() -> str:
        if name == "propose":
            services.propose_round(actor=request.actor, round_id=pk)
        elif name == "approve":
            made = services.approve_round(actor=request.actor, round_id=pk, on=clock.today())
            messages.success(request, _("已审批，产生拟选派 %(count)d 人") % {"count": len(made)})
        else:
            services.end_round(
                actor=request.actor, round_id=pk, state=ENDS[name],
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        if name != "approve":
            messages.success(request, _("已办理"))
        return urls_of(ROUNDS, pk)["detail"]

    heading = f"{labels[name]}：{row}"
    return answered(
        request, ROUNDS, form, heading, urls_of(ROUNDS, pk), submit_label=labels[name],
        change=change,
    )  # fmt: skip
