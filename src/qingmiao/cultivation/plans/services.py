"""Plans from draft to done: seeded by their template, reviewed, agreed, and every goal found by somebody else."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.access.queries import accounts_holding, accounts_of
from qingmiao.cultivation.plans import deeds, rules
from qingmiao.cultivation.plans.enums import Conclusion, GoalKind, GoalState, PlanState
from qingmiao.cultivation.plans.models import Competence, Goal, Plan, Review
from qingmiao.cultivation.plans.permissions import (
    APPROVE_PLANS,
    REVIEW_PLANS,
    VERIFY_GOALS,
    VIEW_PLANS,
    WORK_ON_GOALS,
    review_kind,
)
from qingmiao.cultivation.plans.queries import goals_of, has_unit_review, late_goals, open_goals
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify, settle


@transaction.atomic
def seed_goals(*, actor: Actor, plan: Plan) -> int:
    """列入目标: once, when the plan is entered; what the template asks becomes goals with the plan's last day."""
    if goals_of(plan=plan).exists():
        return 0
    template = plan.template
    with official():
        wanted = [
            (GoalKind.HOURS, _("完成培训 %(n)d 学时") % {"n": template.hours}, template.hours),
            (
                GoalKind.OUTSIDE,
                _("岗外锻炼 %(n)d 个月") % {"n": template.months_outside},
                template.months_outside,
            ),
            (GoalKind.MENTOR, _("导师帮带，按期谈话"), template.needs_mentor),
            *((GoalKind.GATE, gate, True) for gate in rules.gates_of(template.gates)),
        ]
    rows = [
        Goal(
            plan=plan, kind=kind, title=title[:160], due_on=plan.ends, entered_by=actor.name,
            source=plan.source,
        )
        for kind, title, is_asked in wanted
        if is_asked
    ]  # fmt: skip
    Goal.objects.bulk_create(rows)
    detail = {"title": plan, "count": len(rows)}
    record(actor=actor, deed=deeds.PLAN_SEEDED, subject=plan, detail=detail)
    return len(rows)


def _page(plan: Plan) -> str:
    return reverse("plans:plan-detail", args=[plan.pk])


def _person(plan: Plan) -> set[int]:
    return accounts_of([plan.person_id])


def _judges(plan: Plan, on: date) -> set[int]:
    unit = plan.person.unit_id
    hands = (
        accounts_holding(roles=(*UNIT_HANDS, *DEPARTMENT), unit_id=unit, on=on) if unit else set()
    )
    return {*hands, *accounts_of([plan.mentor_id])}


def _tell(actor: Actor, subject: Plan | Goal, kind: Kind, to: set[int], **words: str) -> None:
    plan = subject if isinstance(subject, Plan) else subject.plan
    notify(
        actor=actor, to=to - {actor.account_id}, kind=kind, subject=subject,
        detail={"title": str(subject)} | words, url=_page(plan),
        key=f"{subject._meta.label_lower}:{subject.pk}:{subject.version}",
    )  # fmt: skip


@transaction.atomic
def step_plan(*, actor: Actor, plan_id: int, to: str, reason: str) -> Plan:
    """同意执行、完成、终止, by the department, with a reason."""
    rows = Plan.objects.standing().select_for_update(of=("self",))
    plan = APPROVE_PLANS.one(actor, rows.select_related("template", "person"), pk=plan_id)
    reasons = list(
        rules.flaws_of_step(
            old=plan.state,
            new=to,
            has_unit_review=has_unit_review(plan=plan),
            needs_mentor=plan.template.needs_mentor,
            has_mentor=plan.mentor_id is not None,
            open_goals=open_goals(plan=plan),
        )
    )
    if not reason.strip():
        reasons.append(_("请写明理由"))
    if reasons:
        raise Refused(reasons)
    old, plan.state, plan.state_reason = PlanState(plan.state), PlanState(to), reason.strip()
    plan.version += 1
    plan.save(update_fields=["state", "state_reason", "version"])
    _tell(actor, plan, deeds.PLAN_TOLD, _person(plan), answer=str(plan.get_state_display()))
    record(
        actor=actor,
        deed=deeds.PLAN_MOVED,
        subject=plan,
        detail={"title": plan, "old": old.label, "new": PlanState(to).label},
        reason=reason.strip(),
    )
    return plan


@transaction.atomic
def review_plan(*, actor: Actor, plan_id: int, conclusion: str, opinion: str, on: date) -> Review:
    """评议, as mentor, unit or department: whichever the reviewer is to this plan."""
    rows = Plan.objects.standing().select_for_update(of=("self",))
    plan = REVIEW_PLANS.one(actor, rows.select_related("template", "person"), pk=plan_id)
    reasons = []
    if plan.state not in {PlanState.DRAFT, PlanState.ACTIVE}:
        reasons.append(_("培养计划已经结束，不再评议"))
    if conclusion not in Conclusion.values:
        reasons.append(_("没有这种结论"))
    if not opinion.strip():
        reasons.append(_("请写明意见"))
    if reasons:
        raise Refused(reasons)
    kind = review_kind(actor, plan)
    row = Review.objects.create(
        plan=plan, kind=kind, conclusion=conclusion, opinion=opinion.strip(), reviewed_on=on,
        reviewed_by=actor.name, reviewed_by_id=actor.account_id,
    )  # fmt: skip
    record(
        actor=actor,
        deed=deeds.PLAN_REVIEWED,
        subject=plan,
        detail={"title": plan, "kind": kind.label, "conclusion": Conclusion(conclusion).label},
    )
    return row


def _moved(goal: Goal, new: GoalState, *fields: str) -> None:
    goal.state = new
    goal.version += 1
    goal.save(update_fields=["state", "version", *fields])


@transaction.atomic
def hand_in_goal(*, actor: Actor, goal_id: int, proof: str, on: date) -> Goal:
    """提交佐证: says that it is reached; it counts once somebody else finds it so."""
    rows = Goal.objects.standing().select_for_update(of=("self",))
    goal = WORK_ON_GOALS.one(actor, rows.select_related("plan__person"), pk=goal_id)
    reasons = list(rules.flaws_of_goal_step(state=goal.state, wanted=GoalState.DOING))
    if goal.plan.state != PlanState.ACTIVE:
        reasons.append(_("培养计划没有在执行，不能提交"))
    if not proof.strip():
        reasons.append(_("请写明佐证"))
    if reasons:
        raise Refused(reasons)
    goal.proof, goal.handed_in_on = proof.strip(), on
    goal.handed_in_by, goal.handed_in_by_id = actor.name, actor.account_id
    _moved(goal, GoalState.HANDED_IN, "proof", "handed_in_on", "handed_in_by", "handed_in_by_id")
    settle(actor=actor, subject=goal)
    _tell(actor, goal, deeds.VERIFY_ASKED, _judges(goal.plan, on) - _person(goal.plan))
    record(actor=actor, deed=deeds.GOAL_HANDED_IN, subject=goal, detail={"title": goal})
    return goal


@transaction.atomic
def answer_goal(*, actor: Actor, goal_id: int, is_reached: bool, reason: str, on: date) -> Goal:
    """核验 or 退回, never by whoever handed in, nor by the person or their kin."""
    rows = Goal.objects.standing().select_for_update(of=("self",))
    goal = VERIFY_GOALS.one(actor, rows.select_related("plan__person"), pk=goal_id)
    reasons = list(rules.flaws_of_goal_step(state=goal.state, wanted=GoalState.HANDED_IN))
    if is_reached and goal.handed_in_by_id == actor.account_id:
        reasons.append(_("佐证由您提交，须由另一位同志核验"))
    if not reason.strip():
        reasons.append(_("请写明理由"))
    if reasons:
        raise Refused(reasons)
    goal.state_reason = reason.strip()
    if is_reached:
        goal.verified_by, goal.verified_by_id, goal.verified_on = actor.name, actor.account_id, on
    new = GoalState.VERIFIED if is_reached else GoalState.DOING
    _moved(goal, new, "state_reason", "verified_by", "verified_by_id", "verified_on")
    settle(actor=actor, subject=goal)
    answer = _("已核验") if is_reached else _("已退回")
    _tell(actor, goal, deeds.GOAL_TOLD, _person(goal.plan), answer=answer)
    record(
        actor=actor,
        deed=deeds.GOAL_VERIFIED if is_reached else deeds.GOAL_RETURNED,
        subject=goal,
        detail={"title": goal},
        reason=reason.strip(),
    )
    return goal


@transaction.atomic
def drop_goal(*, actor: Actor, goal_id: int, reason: str) -> Goal:
    """不再要求, by the department, with a reason. A gate is never dropped."""
    rows = Goal.objects.standing().select_for_update(of=("self",))
    goal = VERIFY_GOALS.one(actor, rows.select_related("plan__person"), pk=goal_id)
    APPROVE_PLANS.one(actor, Plan.objects.standing(), pk=goal.plan_id)
    reasons = []
    if goal.kind == GoalKind.GATE:
        reasons.append(_("关口须逐个通过，不能免去"))
    if goal.state not in {GoalState.DOING, GoalState.HANDED_IN}:
        reasons.append(_("目标已经办理过，请刷新页面"))
    if not reason.strip():
        reasons.append(_("请写明理由"))
    if reasons:
        raise Refused(reasons)
    goal.state_reason = reason.strip()
    _moved(goal, GoalState.DROPPED, "state_reason")
    settle(actor=actor, subject=goal)
    record(
        actor=actor,
        deed=deeds.GOAL_DROPPED,
        subject=goal,
        detail={"title": goal},
        reason=reason.strip(),
    )
    return goal


@transaction.atomic
def note_reading(*, actor: Actor, plan_id: int, competence: Competence) -> None:
    """Reading what speaks about somebody is a deed."""
    plan = VIEW_PLANS.one(actor, Plan.objects.standing().select_related("person"), pk=plan_id)
    detail = {"title": plan, "competence": competence}
    record(actor=actor, deed=deeds.GAP_READ, subject=plan, detail=detail)


@transaction.atomic
def remind_of_goals(*, actor: Actor, on: date) -> int:
    """提醒 the person, or the unit where there is no account, once for each goal whose day has passed."""
    told = 0
    for goal in late_goals(on=on):
        unit = goal.plan.person.unit_id
        to = _person(goal.plan)
        if not to and unit:
            to = set(accounts_holding(roles=UNIT_HANDS, unit_id=unit, on=on))
        told += notify(
            actor=actor, to=to, kind=deeds.GOAL_LATE, subject=goal, detail={"title": str(goal)},
            url=_page(goal.plan), due_on=goal.due_on, key=f"late:{goal.pk}:{goal.due_on}", once=True,
        )  # fmt: skip
    return told
