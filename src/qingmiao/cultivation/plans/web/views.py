"""The page of a plan: goals and who may move them, reviews, the gap and what to do about it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.cultivation.plans import queries as questions
from qingmiao.cultivation.plans import rules, services
from qingmiao.cultivation.plans.enums import OPEN_STATES, GoalKind, GoalState, PlanState
from qingmiao.cultivation.plans.models import Goal, Plan
from qingmiao.cultivation.plans.permissions import (
    APPROVE_PLANS,
    KEEP_GOALS,
    REVIEW_PLANS,
    VERIFY_GOALS,
    WORK_ON_GOALS,
)
from qingmiao.cultivation.plans.register import PLANS
from qingmiao.cultivation.plans.web.forms import ProofForm, ReasonForm, ReviewForm
from qingmiao.kernel import clock
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import stepped
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page

STEPS = require_http_methods(["GET", "POST"])
WAYS = {
    PlanState.ACTIVE: (gettext_lazy("同意执行"), "circle-check"),
    PlanState.COMPLETED: (gettext_lazy("完成培养"), "checks"),
    PlanState.STOPPED: (gettext_lazy("终止计划"), "circle-x"),
}


def detail_url(pk: int) -> str:
    return reverse("plans:plan-detail", args=[pk])


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(PLANS, request, pk)
    plan, actor, today = context["row"], request.actor, clock.today()
    sees_gap = not plan.is_void and questions.may_see_gap(actor=actor, plan=plan)
    gaps = questions.gaps_of(actor=actor, plan=plan, on=today) if sees_gap else []
    keeps = (
        plan.state in OPEN_STATES and KEEP_GOALS.rows(actor, questions.goals_of(plan=plan)).exists()
    )
    context |= {
        "extra_actions": [] if plan.is_void else _actions(request, plan),
        "goals": [] if plan.is_void else _goals(request, plan),
        "reviews": list(questions.reviews_of(plan=plan)),
        "sees_gap": sees_gap,
        "gaps": gaps,
        "suggested": questions.suggested_for(actor=actor, plan=plan, gaps=gaps, on=today),
        "add_goal": f"{reverse('plans:goal-new')}?plan={plan.pk}" if keeps else "",
    }  # fmt: skip
    return render(request, "plans/plan.html", context)


def _actions(request: Request, plan: Plan) -> list[dict[str, Any]]:
    found = []
    if plan.state in OPEN_STATES and REVIEW_PLANS.allows(request.actor, plan):
        url = reverse("plans:plan-review", args=[plan.pk])
        found.append({"url": url, "label": _("评议"), "icon": "message-2", "method": "get"})
    if rules.WAYS[plan.state] and APPROVE_PLANS.allows(request.actor, plan):
        for to, (label, icon) in WAYS.items():
            if to in rules.WAYS[plan.state]:
                url = reverse("plans:plan-step", args=[plan.pk, to.value])
                found.append({"url": url, "label": str(label), "icon": icon, "method": "get"})
    return found


def _goals(request: Request, plan: Plan) -> list[dict[str, Any]]:
    actor, rows = request.actor, questions.goals_of(plan=plan)
    works, verifies = set(WORK_ON_GOALS.rows(actor, rows)), set(VERIFY_GOALS.rows(actor, rows))
    drops = APPROVE_PLANS.allows(actor, plan)
    is_active = plan.state == PlanState.ACTIVE
    return [
        {
            "row": each,
            "is_late": rules.is_late(state=each.state, due_on=each.due_on, on=clock.today()),
            "may_hand_in": is_active and each.state == GoalState.DOING and each in works,
            "may_answer": each.state == GoalState.HANDED_IN
            and each in verifies
            and each.handed_in_by_id != actor.account_id,
            "may_drop": drops
            and each.kind != GoalKind.GATE
            and each.state in {GoalState.DOING, GoalState.HANDED_IN},
        }
        for each in rows
    ]


@require_GET
def evidence(request: Request, pk: int, competence: int) -> HttpResponse:
    """What stands behind one cell: every claim this reader may read, and whether it counts."""
    plan = questions.plan_seen(actor=request.actor, pk=pk)
    found = questions.competence_of(plan=plan, pk=competence)
    if found is None or not questions.may_see_gap(actor=request.actor, plan=plan):
        raise Http404
    rows = questions.counted_of(actor=request.actor, plan=plan, competence=found, on=clock.today())
    services.note_reading(actor=request.actor, plan_id=pk, competence=found)
    context = {
        "plan": plan,
        "competence": found,
        "rows": rows,
        "counted": sum(is_counted for _row, is_counted in rows),
        "anchors": [(level, found.anchor(level)) for level in range(1, 5)],
    }
    return page(request, "plans/evidence.html", "evidence", context)


def _filled(
    request: Request,
    plan: Plan,
    form: Any,
    act: Callable[[], object],
    *,
    heading: str,
    label: str,
    said: str,
) -> HttpResponse:
    urls = {"list": reverse(PLANS.url_name()), "cancel": detail_url(plan.pk)}
    return stepped(request, PLANS, form, act, heading=heading, label=label, said=said, urls=urls)


@STEPS
def step(request: Request, pk: int, to: str) -> HttpResponse:
    if to not in WAYS:
        raise Http404
    plan = questions.plan_to_step(actor=request.actor, pk=pk)
    form, label = ReasonForm(request.POST or None), str(WAYS[PlanState(to)][0])
    return _filled(
        request, plan, form,
        lambda: services.step_plan(
            actor=request.actor, plan_id=pk, to=to, reason=form.cleaned_data["reason"]
        ),
        heading=f"{label}：{plan}", label=label, said=_("已办理，本人会收到提醒"),
    )  # fmt: skip


@STEPS
def review(request: Request, pk: int) -> HttpResponse:
    plan = questions.plan_to_review(actor=request.actor, pk=pk)
    form = ReviewForm(request.POST or None)
    return _filled(
        request, plan, form,
        lambda: services.review_plan(
            actor=request.actor, plan_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("评议：%(title)s") % {"title": plan}, label=_("提交评议"), said=_("评议已提交"),
    )  # fmt: skip


@STEPS
def hand_in(request: Request, pk: int) -> HttpResponse:
    goal = questions.goal_to_work_on(actor=request.actor, pk=pk)
    form = ProofForm(request.POST or None, initial={"proof": goal.proof})
    return _filled(
        request, goal.plan, form,
        lambda: services.hand_in_goal(
            actor=request.actor, goal_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("提交佐证：%(title)s") % {"title": goal}, label=_("提交佐证"),
        said=_("已提交，由他人核验"),
    )  # fmt: skip


def _answered(request: Request, pk: int, *, is_reached: bool) -> HttpResponse:
    goal: Goal = questions.goal_to_verify(actor=request.actor, pk=pk)
    form = ReasonForm(request.POST or None)
    label = _("核验") if is_reached else _("退回")
    return _filled(
        request, goal.plan, form,
        lambda: services.answer_goal(
            actor=request.actor, goal_id=pk, is_reached=is_reached, on=clock.today(),
            **form.cleaned_data,
        ),
        heading=f"{label}：{goal}", label=label,
        said=_("已核验") if is_reached else _("已退回"),
    )  # fmt: skip


@STEPS
def verify(request: Request, pk: int) -> HttpResponse:
    return _answered(request, pk, is_reached=True)


@STEPS
def send_back(request: Request, pk: int) -> HttpResponse:
    return _answered(request, pk, is_reached=False)


@STEPS
def drop(request: Request, pk: int) -> HttpResponse:
    goal = questions.goal_to_verify(actor=request.actor, pk=pk)
    questions.plan_to_step(actor=request.actor, pk=goal.plan_id)
    form = ReasonForm(request.POST or None)
    return _filled(
        request, goal.plan, form,
        lambda: services.drop_goal(actor=request.actor, goal_id=pk, **form.cleaned_data),
        heading=_("不再要求：%(title)s") % {"title": goal}, label=_("不再要求"),
        said=_("已办理"),
    )  # fmt: skip
