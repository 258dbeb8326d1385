from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, INSIDE, UNIT_HANDS, Role
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
from qingmiao.kernel.actor import Actor
from qingmiao.placement.openings.enums import OpeningState
from qingmiao.placement.openings.models import Opening, Round, Wish
from qingmiao.placement.postings.permissions import HOSTS


def _in_states(inner: Scope, *states: OpeningState) -> Scope:
    def scope(actor: Actor) -> Q:
        q = inner(actor)
        return q if q == NOBODY else q & Q(state__in=states)

    return scope


VIEW_OPENINGS = Permission[Opening](
    code="openings.opening.view",
    sentence=_("您无权查看该岗位"),
    scope=any_of(
        district([*DEPARTMENT, Role.DISTRICT_LEADER]),
        by_unit(HOSTS, "host_unit"),
        _in_states(everywhere(INSIDE), OpeningState.OPEN, OpeningState.CLOSED),
    ),
)
"""What is published is known to all; drafts and withdrawn ones to the host and the department."""

KEEP_OPENINGS = Permission[Opening](
    code="openings.opening.keep",
    sentence=_("您无权维护该岗位；接收单位只能提出和修改本单位的拟稿"),
    scope=any_of(
        district(DEPARTMENT), _in_states(by_unit(UNIT_HANDS, "host_unit"), OpeningState.DRAFT)
    ),
)
"""Hosts ask, the department curates the board."""

CURATE_OPENINGS = Permission[Opening](
    code="openings.opening.curate",
    sentence=_("您无权发布、截止或撤回岗位"),
    scope=district(DEPARTMENT),
)

VIEW_WISHES = Permission[Wish](
    code="openings.wish.view",
    sentence=_("您无权查看选派志愿"),
    scope=any_of(not_about_me(district(DEPARTMENT)), own()),
)
"""Family limits are told to the department alone."""

KEEP_WISHES = Permission[Wish](
    code="openings.wish.keep",
    sentence=_("您无权登记选派志愿；本人志愿在“我的志愿”中填报"),
    scope=not_about_me(district(DEPARTMENT)),
)
"""From paper, for whoever does not use the system; never for oneself or kin."""

MAKE_WISHES = Permission[Wish](
    code="openings.wish.make",
    sentence=_("只有干部本人可以填报志愿"),
    scope=own(),
)

VIEW_ROUNDS = Permission[Round](
    code="openings.round.view",
    sentence=_("您无权查看匹配轮次"),
    scope=district(DEPARTMENT),
)

KEEP_ROUNDS = Permission[Round](
    code="openings.round.keep",
    sentence=_("您无权办理匹配轮次"),
    scope=district(DEPARTMENT),
)

APPROVE_ROUNDS = Permission[Round](
    code="openings.round.approve",
    sentence=_("您无权审批匹配轮次"),
    scope=district(DEPARTMENT),
)
"""Whoever proposed does not approve: the service says so, and a constraint holds it."""
