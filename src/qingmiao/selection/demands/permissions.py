from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_unit,
    not_about_me,
)
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.selection.demands.enums import DemandState
from qingmiao.selection.demands.models import Demand, Discovery, Target


def _while_open(actor: Actor) -> Q:
    """A closed demand stands as it was closed; it is taken up again before it is amended or voided."""
    q = by_unit(DEPARTMENT)(actor)
    return q if q == NOBODY else q & Q(state=DemandState.OPEN)


def _of_the_whole_district(actor: Actor) -> Q:
    """Demands that name no unit concern every segment."""
    return Q(unit__isnull=True) if actor.has(*LIAISONS) else NOBODY


VIEW_TEAMS = Permission[Unit](
    code="demands.team.view",
    sentence=_("您无权查看班子结构和缺口"),
    scope=by_unit(DISTRICT_READERS, "pk"),
)
"""The department and the district's leaders. Units never see what the district finds lacking in them."""

RAISE_DEMANDS = Permission[Unit](
    code="demands.team.raise",
    sentence=_("您无权对该单位提出需求"),
    scope=by_unit(DEPARTMENT, "pk"),
)

VIEW_TARGETS = Permission[Target](
    code="demands.target.view",
    sentence=_("您无权查看班子结构目标"),
    scope=by_unit(DISTRICT_READERS),
)

KEEP_TARGETS = Permission[Target](
    code="demands.target.keep",
    sentence=_("您无权维护班子结构目标"),
    scope=by_unit(DEPARTMENT),
)

VIEW_DEMANDS = Permission[Demand](
    code="demands.demand.view",
    sentence=_("您无权查看需求"),
    scope=any_of(by_unit(DISTRICT_READERS), by_unit(LIAISONS), _of_the_whole_district),
)
"""Liaisons know what to look for in their own units, and what the whole district looks for."""

KEEP_DEMANDS = Permission[Demand](
    code="demands.demand.keep",
    sentence=_("您无权维护该单位的需求，或需求已办结"),
    scope=_while_open,
)

DECIDE_DEMANDS = Permission[Demand](
    code="demands.demand.decide",
    sentence=_("您无权办结或重新启用该单位的需求"),
    scope=by_unit(DEPARTMENT),
)

VIEW_DISCOVERIES = Permission[Discovery](
    code="demands.discovery.view",
    sentence=_("您无权查看发现的人选"),
    scope=not_about_me(by_unit(DISTRICT_READERS, "demand__unit")),
)
"""Nobody learns that oneself or kin was found, nor from a count."""

KEEP_DISCOVERIES = Permission[Discovery](
    code="demands.discovery.keep",
    sentence=_("您无权记入该需求的人选"),
    scope=not_about_me(by_unit(DEPARTMENT, "demand__unit")),
)
