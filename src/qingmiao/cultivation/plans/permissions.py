from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import (
    DEPARTMENT,
    DISTRICT_READERS,
    INSIDE,
    LIAISONS,
    UNIT_HANDS,
)
from qingmiao.access.permissions import (
    Permission,
    Scope,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.cultivation.plans.enums import ReviewKind
from qingmiao.cultivation.plans.models import Competence, Goal, Plan, Profile, Template
from qingmiao.kernel.actor import Actor


def _seen(path: str = "") -> Scope:
    unit = f"{path}person__unit"
    return any_of(
        by_unit(DISTRICT_READERS, unit),
        by_unit(LIAISONS, unit),
        by_unit(UNIT_HANDS, unit),
        own(f"{path}person"),
        own(f"{path}mentor"),
    )


def _kept(path: str = "") -> Scope:
    hands = by_unit((*DEPARTMENT, *UNIT_HANDS), f"{path}person__unit")
    return not_about_me(hands, f"{path}person")


def _judged(path: str = "") -> Scope:
    hands = any_of(by_unit((*DEPARTMENT, *UNIT_HANDS), f"{path}person__unit"), own(f"{path}mentor"))
    return not_about_me(hands, f"{path}person")


VIEW_TEMPLATES = Permission[Template](
    code="plans.template.view", sentence=_("您无权查看培养模板"), scope=everywhere(INSIDE)
)
KEEP_TEMPLATES = Permission[Template](
    code="plans.template.keep", sentence=_("您无权维护培养模板"), scope=district(DEPARTMENT)
)
VIEW_COMPETENCES = Permission[Competence](
    code="plans.competence.view", sentence=_("您无权查看能力项"), scope=everywhere(INSIDE)
)
KEEP_COMPETENCES = Permission[Competence](
    code="plans.competence.keep", sentence=_("您无权维护能力项"), scope=district(DEPARTMENT)
)
VIEW_PROFILES = Permission[Profile](
    code="plans.profile.view", sentence=_("您无权查看岗位画像"), scope=everywhere(INSIDE)
)
KEEP_PROFILES = Permission[Profile](
    code="plans.profile.keep", sentence=_("您无权维护岗位画像"), scope=district(DEPARTMENT)
)
VIEW_PLANS = Permission[Plan](
    code="plans.plan.view", sentence=_("您无权查看该同志的培养计划"), scope=_seen()
)
KEEP_PLANS = Permission[Plan](
    code="plans.plan.keep",
    sentence=_("您无权维护该同志的培养计划，本人和亲属的计划由他人维护"),
    scope=_kept(),
)
APPROVE_PLANS = Permission[Plan](
    code="plans.plan.approve",
    sentence=_("培养计划由组织部门同意、完成或终止，本人和亲属的除外"),
    scope=not_about_me(district(DEPARTMENT)),
)
REVIEW_PLANS = Permission[Plan](
    code="plans.plan.review",
    sentence=_("您无权评议该同志的培养计划"),
    scope=_judged(),
)
VIEW_GOALS = Permission[Goal](
    code="plans.goal.view", sentence=_("您无权查看该目标"), scope=_seen("plan__")
)
KEEP_GOALS = Permission[Goal](
    code="plans.goal.keep", sentence=_("您无权维护该同志的培养目标"), scope=_kept("plan__")
)
WORK_ON_GOALS = Permission[Goal](
    code="plans.goal.work",
    sentence=_("只有培养对象和所在单位可以提交佐证"),
    scope=any_of(own("plan__person"), by_unit(UNIT_HANDS, "plan__person__unit")),
)
VERIFY_GOALS = Permission[Goal](
    code="plans.goal.verify",
    sentence=_("您无权核验该目标，本人和亲属的目标由他人核验"),
    scope=_judged("plan__"),
)


def review_kind(actor: Actor, plan: Plan) -> ReviewKind:
    """As whom somebody who may review does so: the mentor of the plan, the department, else the unit."""
    if actor.person_id is not None and actor.person_id == plan.mentor_id:
        return ReviewKind.MENTOR
    return ReviewKind.DEPARTMENT if actor.has(*DEPARTMENT) else ReviewKind.UNIT
