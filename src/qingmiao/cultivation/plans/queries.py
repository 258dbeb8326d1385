"""Plans, their goals and reviews, and the gap between what a post asks and what is evidenced."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.enums import ClassState
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.courses.permissions import VIEW_CLASSES
from qingmiao.cultivation.plans import rules
from qingmiao.cultivation.plans.contracts import ClaimFacts, GapLine, Suggested
from qingmiao.cultivation.plans.enums import OPEN_GOALS, GoalState, PlanState, ReviewKind
from qingmiao.cultivation.plans.models import Competence, Goal, Plan, Profile, Review
from qingmiao.cultivation.plans.permissions import (
    APPROVE_PLANS,
    REVIEW_PLANS,
    VERIFY_GOALS,
    VIEW_PLANS,
    WORK_ON_GOALS,
)
from qingmiao.evidence.enums import Polarity
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.permissions import READ_EVIDENCE
from qingmiao.evidence.queries import standing_claims
from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.engine import Articles
from qingmiao.rulebook.library import regulation

NEAR = ("person__unit", "template", "mentor")
MOST_SUGGESTED = 6
"""For one competence; the catalogue has the rest."""


def articles_of(on: date) -> Articles:
    return regulation("plans/competence").on(on)


def plan_seen(*, actor: Actor, pk: int) -> Plan:
    return VIEW_PLANS.one(actor, Plan.objects.standing().select_related(*NEAR), pk=pk)


def plan_to_step(*, actor: Actor, pk: int) -> Plan:
    return APPROVE_PLANS.one(actor, Plan.objects.standing().select_related(*NEAR), pk=pk)


def plan_to_review(*, actor: Actor, pk: int) -> Plan:
    return REVIEW_PLANS.one(actor, Plan.objects.standing().select_related(*NEAR), pk=pk)


def goal_to_work_on(*, actor: Actor, pk: int) -> Goal:
    return WORK_ON_GOALS.one(actor, Goal.objects.standing().select_related("plan"), pk=pk)


def goal_to_verify(*, actor: Actor, pk: int) -> Goal:
    return VERIFY_GOALS.one(actor, Goal.objects.standing().select_related("plan"), pk=pk)


def goals_of(*, plan: Plan) -> QuerySet[Goal]:
    return Goal.objects.standing().filter(plan=plan)


def open_goals(*, plan: Plan) -> int:
    return goals_of(plan=plan).filter(state__in=OPEN_GOALS).count()


def reviews_of(*, plan: Plan) -> QuerySet[Review]:
    return Review.objects.filter(plan=plan)


def has_unit_review(*, plan: Plan) -> bool:
    return reviews_of(plan=plan).filter(kind=ReviewKind.UNIT).exists()


def late_goals(*, on: date) -> QuerySet[Goal]:
    rows = Goal.objects.standing().filter(state=GoalState.DOING, due_on__lt=on)
    rows = rows.filter(plan__state=PlanState.ACTIVE, plan__voided_at__isnull=True)
    return rows.select_related("plan__person").order_by("due_on", "pk")


def may_see_gap(*, actor: Actor, plan: Plan) -> bool:
    """Evidence is for whoever may read it, and never for the person it speaks of or their kin."""
    return (
        not READ_EVIDENCE.nowhere(actor)
        and plan.person_id not in actor.confidential_ids
        and VIEW_PLANS.allows(actor, plan)
    )


def claims_for(
    *, actor: Actor, plan: Plan, dimensions: Iterable[str], on: date
) -> QuerySet[Evidence]:
    """What this reader may read of the person in these dimensions: the gap counts exactly these rows."""
    rows = standing_claims(on=on).filter(person=plan.person_id, dimension__in=list(dimensions))
    return READ_EVIDENCE.rows(actor, rows).select_related("source_person", "source_unit")


def facts_of(row: Evidence) -> ClaimFacts:
    return ClaimFacts(
        kind=row.source_kind,
        happened_on=row.happened_on,
        is_for=row.polarity != Polarity.AGAINST,
        is_against=row.polarity == Polarity.AGAINST,
        is_by_oneself=row.source_person_id == row.person_id,
        verified_by=row.verified_by,
    )


def counted_of(
    *, actor: Actor, plan: Plan, competence: Competence, on: date
) -> list[tuple[Evidence, bool]]:
    """The claims behind one cell, each with whether it counts."""
    since = rules.month_before(on, int(articles_of(on)["months_counted"].value))
    rows = claims_for(actor=actor, plan=plan, dimensions=[competence.dimension], on=on)
    return [(row, rules.counts(facts_of(row), since=since)) for row in rows]


def profile_of(*, post_type: str) -> list[Profile]:
    rows = Profile.objects.standing().filter(
        post_type=post_type, competence__voided_at__isnull=True
    )
    return list(rows.select_related("competence__topic", "competence__frontline"))


def gaps_of(*, actor: Actor, plan: Plan, on: date) -> list[GapLine]:
    """What the post asks, what is evidenced, what is missing: one query for all claims of the person."""
    profile, articles = profile_of(post_type=plan.post_type), articles_of(on)
    since = rules.month_before(on, int(articles["months_counted"].value))
    by_level = rules.kinds_for(articles)
    told: dict[str, list[ClaimFacts]] = {}
    dimensions = [each.competence.dimension for each in profile]
    for row in claims_for(actor=actor, plan=plan, dimensions=dimensions, on=on):
        told.setdefault(row.dimension, []).append(facts_of(row))
    lines = []
    for each in profile:
        found = rules.evidenced(
            told.get(each.competence.dimension, []), since=since, kinds_for=by_level
        )
        lines.append(
            GapLine(
                competence_id=each.competence_id,
                name=each.competence.name,
                anchor=each.competence.anchor(each.level),
                required=each.level,
                evidenced=found,
                gap=rules.gap(required=each.level, level=found.level),
                url=reverse("plans:plan-evidence", args=[plan.pk, each.competence_id]),
            )
        )
    return lines


def suggested_for(
    *, actor: Actor, plan: Plan, gaps: Iterable[GapLine], on: date
) -> list[Suggested]:
    """Classes and fronts that work on what is missing, with the reason in words; no order of merit."""
    missing = {line.competence_id: line for line in gaps if line.gap}
    found: list[Suggested] = []
    for each in profile_of(post_type=plan.post_type):
        line = missing.get(each.competence_id)
        if line is None:
            continue
        why = _("“%(name)s”要求 %(required)d 级，印证 %(level)d 级") % {
            "name": line.name, "required": line.required, "level": line.evidenced.level,
        }  # fmt: skip
        found += _classes(actor, each.competence, why, on)
        if each.competence.frontline is not None:
            found.append(
                Suggested(
                    kind=_("岗外锻炼"),
                    title=each.competence.frontline.label,
                    reason=_("%(why)s；在这一线干出实绩，可由接收单位印证") % {"why": why},
                    url=reverse("postings:scheme"),
                )
            )
    return found


def _classes(actor: Actor, competence: Competence, why: str, on: date) -> list[Suggested]:
    if competence.topic is None:
        return []
    rows = TrainingClass.objects.standing().filter(topic=competence.topic, begins__gt=on)
    rows = rows.exclude(state=ClassState.CANCELLED).select_related("programme")
    seen = VIEW_CLASSES.rows(actor, rows)
    return [
        Suggested(
            kind=_("培训班次"),
            title=str(row),
            reason=_("%(why)s；%(day)s 开班，内容为“%(topic)s”")
            % {"why": why, "day": f"{row.begins:%Y.%m.%d}", "topic": competence.topic.label},
            url=reverse("courses:class-detail", args=[row.pk]),
        )
        for row in seen.order_by("begins", "pk")[:MOST_SUGGESTED]
    ]


def competence_of(*, plan: Plan, pk: int) -> Competence | None:
    """A competence of the plan's target profile."""
    found = [each.competence for each in profile_of(post_type=plan.post_type)]
    return next((each for each in found if each.pk == pk), None)
