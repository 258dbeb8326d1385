from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS, Role
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.selection.observations.models import Front, Observation

OBSERVERS = (*UNIT_HANDS, Role.HOST_HEAD, Role.MENTOR)
"""Who leads work and may write down what was seen there; each reads the own observations only."""


def _seen_by_me(actor: Actor) -> Q:
    return own("observer")(actor) if actor.has(*OBSERVERS) else NOBODY


VIEW_OBSERVATIONS = Permission[Observation](
    code="observations.observation.view",
    sentence=_("您无权查看一线识别记录"),
    scope=not_about_me(
        any_of(
            by_unit(DISTRICT_READERS, "person__unit"),
            by_unit(LIAISONS, "person__unit"),
            _seen_by_me,
        )
    ),
)

KEEP_OBSERVATIONS = Permission[Observation](
    code="observations.observation.keep",
    sentence=_("您无权登记该同志的一线识别记录"),
    scope=not_about_me(
        any_of(
            by_unit(DEPARTMENT, "person__unit"),
            by_unit(LIAISONS, "person__unit"),
            _seen_by_me,
        )
    ),
)

ACCEPT_OBSERVATIONS = Permission[Observation](
    code="observations.observation.accept",
    sentence=_("采信由干部科办理"),
    scope=not_about_me(by_unit(DEPARTMENT, "person__unit")),
)

VIEW_FRONTS = Permission[Front](
    code="observations.front.view",
    sentence=_("您无权查看一线任务"),
    scope=everywhere((*DISTRICT_READERS, *LIAISONS, *OBSERVERS)),
)

KEEP_FRONTS = Permission[Front](
    code="observations.front.keep",
    sentence=_("您无权维护一线任务"),
    scope=district(DEPARTMENT),
)
