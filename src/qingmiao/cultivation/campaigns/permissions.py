from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import (
    DEPARTMENT,
    DISTRICT_READERS,
    INSIDE,
    LIAISONS,
    UNIT_HANDS,
)
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    Scope,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.cultivation.campaigns.enums import ON_THE_WALL, ContributionState
from qingmiao.cultivation.campaigns.models import (
    Campaign,
    Contribution,
    Round,
    SignIn,
    Sitting,
    Support,
    Task,
)
from qingmiao.kernel.actor import Actor

OWN_DESK = (ContributionState.DRAFT, ContributionState.WITHDRAWN)
"""What nobody but the author has handed anybody to read."""


def _handed_in_by_my_unit(actor: Actor) -> Q:
    """A unit hands in for its people; what is selected or adopted is the organizer's to say."""
    ours = by_unit(UNIT_HANDS, "person__unit")(actor)
    return ours if ours == NOBODY else ours & Q(state=ContributionState.SUBMITTED)


def _handed_in(inner: Scope) -> Scope:
    """Drafts and what was withdrawn stay on the author's desk."""

    def scope(actor: Actor) -> Q:
        q = inner(actor)
        return q if q == NOBODY else q & ~Q(state__in=OWN_DESK)

    return scope


def _organized(path: str = "") -> Scope:
    return any_of(district(DEPARTMENT), by_unit(UNIT_HANDS, f"{path}organizer"))


def _on_the_wall(actor: Actor) -> Q:
    q = everywhere(INSIDE)(actor)
    return q if q == NOBODY else Q(state__in=ON_THE_WALL, voided_at__isnull=True)


def _of_a_person(actor: Actor) -> Q:
    return NOBODY if actor.person_id is None else Q()


VIEW_CAMPAIGNS = Permission[Campaign](
    code="campaigns.campaign.view",
    sentence=_("您无权查看大讨论活动"),
    scope=everywhere(INSIDE),
)

KEEP_CAMPAIGNS = Permission[Campaign](
    code="campaigns.campaign.keep",
    sentence=_("您无权维护该单位的大讨论活动"),
    scope=_organized(),
)

REPORT_CAMPAIGNS = Permission[Campaign](
    code="campaigns.campaign.report",
    sentence=_("您无权查看该活动的总结"),
    scope=any_of(district(DISTRICT_READERS), by_unit(UNIT_HANDS, "organizer")),
)

JOIN_CAMPAIGNS = Permission[Campaign](
    code="campaigns.campaign.join",
    sentence=_("只有干部本人可以参加讨论，请用本人的账号登录"),
    scope=_of_a_person,
)

VIEW_ROUNDS = Permission[Round](
    code="campaigns.round.view",
    sentence=_("您无权查看讨论轮次"),
    scope=everywhere(INSIDE),
)

KEEP_ROUNDS = Permission[Round](
    code="campaigns.round.keep",
    sentence=_("您无权维护该活动的轮次"),
    scope=_organized("campaign__"),
)

VIEW_SITTINGS = Permission[Sitting](
    code="campaigns.sitting.view",
    sentence=_("您无权查看报告会"),
    scope=everywhere(INSIDE),
)

KEEP_SITTINGS = Permission[Sitting](
    code="campaigns.sitting.keep",
    sentence=_("您无权维护该活动的报告会"),
    scope=_organized("campaign__"),
)

VIEW_SIGNINS = Permission[SignIn](
    code="campaigns.signin.view",
    sentence=_("您无权查看签到"),
    scope=any_of(
        district(DISTRICT_READERS), by_unit(UNIT_HANDS, "sitting__campaign__organizer"), own()
    ),
)

VIEW_CONTRIBUTIONS = Permission[Contribution](
    code="campaigns.contribution.view",
    sentence=_("您无权查看该同志的发言"),
    scope=any_of(
        _handed_in(
            any_of(
                by_unit(DISTRICT_READERS, "person__unit"),
                by_unit(LIAISONS, "person__unit"),
                by_unit(UNIT_HANDS, "person__unit"),
                by_unit(UNIT_HANDS, "campaign__organizer"),
            )
        ),
        own(),
    ),
)

KEEP_CONTRIBUTIONS = Permission[Contribution](
    code="campaigns.contribution.keep",
    sentence=_("您无权登记该发言；入选、采纳由主办单位登记，本人和亲属的发言由他人登记"),
    scope=_handed_in(
        not_about_me(
            any_of(
                by_unit(DEPARTMENT, "person__unit"),
                by_unit(UNIT_HANDS, "campaign__organizer"),
                _handed_in_by_my_unit,
            )
        )
    ),
)

WRITE_CONTRIBUTIONS = Permission[Contribution](
    code="campaigns.contribution.write",
    sentence=_("只有发言人本人可以修改、提交、撤回发言"),
    scope=own(),
)

SEE_CONTRIBUTION = Permission[Contribution](
    code="campaigns.contribution.see",
    sentence=_("没有这条发言"),
    scope=any_of(_on_the_wall, VIEW_CONTRIBUTIONS.scope),
)

READ_WALL = Permission[Contribution](
    code="campaigns.contribution.read",
    sentence=_("没有这条发言"),
    scope=any_of(_on_the_wall, own()),
)

READ_CONTRIBUTIONS = Permission[Contribution](
    code="campaigns.contribution.judge",
    sentence=_("您无权审读这条发言；本人和亲属的发言由他人审读"),
    scope=_handed_in(not_about_me(_organized("campaign__"))),
)

VIEW_SUPPORTS = Permission[Support](
    code="campaigns.support.view",
    sentence=_("您无权查看支持名单"),
    scope=any_of(
        district(DISTRICT_READERS), by_unit(UNIT_HANDS, "contribution__campaign__organizer"), own()
    ),
)

ORGANIZER = "contribution__campaign__"

VIEW_TASKS = Permission[Task](
    code="campaigns.task.view",
    sentence=_("您无权查看该任务"),
    scope=any_of(
        district(DISTRICT_READERS),
        by_unit(LIAISONS),
        by_unit(UNIT_HANDS),
        by_unit(UNIT_HANDS, f"{ORGANIZER}organizer"),
        own("owner"),
        own("contribution__person"),
    ),
)

GIVE_TASKS = Permission[Contribution](
    code="campaigns.task.give",
    sentence=_("您无权交办该活动的任务"),
    scope=_organized("campaign__"),
)

DO_TASKS = Permission[Task](
    code="campaigns.task.do",
    sentence=_("只有责任人和责任单位可以填报进展、报结"),
    scope=any_of(own("owner"), by_unit(UNIT_HANDS)),
)

VERIFY_TASKS = Permission[Task](
    code="campaigns.task.verify",
    sentence=_("您无权核验该任务，责任人和亲属的任务由他人核验"),
    scope=not_about_me(_organized(ORGANIZER), "owner"),
)
