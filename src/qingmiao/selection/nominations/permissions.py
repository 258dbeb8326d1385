from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS, Role
from qingmiao.access.permissions import (
    EVERYTHING,
    NOBODY,
    Permission,
    any_of,
    by_unit,
    district,
    not_about_me,
)
from qingmiao.kernel.actor import Actor
from qingmiao.selection.nominations.enums import Route
from qingmiao.selection.nominations.models import Nomination, NominationEvent


def _named_oneself(actor: Actor) -> Q:
    """A cadre follows the own self-nomination; whoever reads decisions never reads the own one."""
    if actor.person_id is None or actor.has(*DISTRICT_READERS):
        return NOBODY
    return Q(person=actor.person_id, route=Route.SELF)


VIEW_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.view",
    sentence=_("您无权查看推荐"),
    scope=any_of(
        not_about_me(any_of(by_unit(DISTRICT_READERS), by_unit(LIAISONS), by_unit(UNIT_HANDS))),
        _named_oneself,
    ),
)
"""A unit reads what it recommended itself; other units' recommendations do not exist for it."""

KEEP_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.keep",
    sentence=_("您无权登记该单位的推荐"),
    scope=not_about_me(any_of(by_unit(DEPARTMENT), by_unit(UNIT_HANDS))),
)

DECIDE_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.decide",
    sentence=_("您无权查看研判结果"),
    scope=not_about_me(district(DISTRICT_READERS)),
)
"""Acceptance and decision belong to the organization department; units never see what was decided."""


def _published(actor: Actor) -> Q:
    if actor.has(*DISTRICT_READERS):
        return EVERYTHING
    if actor.has(*LIAISONS, *UNIT_HANDS, Role.CADRE):
        return ~Q(state="draft")
    return NOBODY


VIEW_EVENTS = Permission[NominationEvent](
    code="nominations.event.view",
    sentence=_("您无权查看推荐通知"),
    scope=_published,
)

KEEP_EVENTS = Permission[NominationEvent](
    code="nominations.event.keep",
    sentence=_("您无权发布推荐通知"),
    scope=district(DEPARTMENT),
)
