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
    own,
)
from qingmiao.kernel.actor import SYSTEM, Actor
from qingmiao.notices.permissions import declare_subject
from qingmiao.orgs.models import Unit
from qingmiao.selection.nominations.enums import EventState, Route, Told
from qingmiao.selection.nominations.models import (
    Draft,
    EventCategory,
    Exemption,
    FormQuestion,
    GroupDecision,
    Nomination,
    NominationEvent,
    Referee,
    UnitQuota,
    Wish,
)


def _by_the_unit(actor: Actor) -> Q:
    q = by_unit(UNIT_HANDS)(actor)
    return q if q == NOBODY else q & Q(route=Route.ORGANIZATION)


def _by_oneself(actor: Actor) -> Q:
    q = own()(actor)
    return q if q == NOBODY else q & Q(route=Route.SELF)


def _told(actor: Actor) -> Q:
    """Own self-nominations, and recommendations of which the notice lets the person know."""
    if actor.person_id is None:
        return NOBODY
    told = Q(route=Route.SELF) | ~Q(event__tells_nominee=Told.NOTHING)
    return Q(person=actor.person_id) & told


def _on_self_nominations(actor: Actor) -> Q:
    q = by_unit(UNIT_HANDS)(actor)
    return q if q == NOBODY else q & Q(route=Route.SELF)


def _of_account(actor: Actor) -> Q:
    return Q(account_id=actor.account_id) if actor.account_id else NOBODY


def _the_clock(actor: Actor) -> Q:
    return EVERYTHING if actor == SYSTEM else NOBODY


VIEW_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.view",
    sentence=_("您无权查看推荐"),
    scope=not_about_me(any_of(by_unit(DISTRICT_READERS), by_unit(LIAISONS), by_unit(UNIT_HANDS))),
)
"""A unit reads what it recommended itself; other units' recommendations do not exist for it."""

KEEP_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.keep",
    sentence=_("您无权登记该单位的推荐"),
    scope=not_about_me(by_unit(DEPARTMENT)),
)
"""Rows of past years and late reports; units and cadres fill in the form of the notice."""

HANDLE_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.handle",
    sentence=_("您无权办理推荐"),
    scope=not_about_me(district(DEPARTMENT)),
)
"""Acceptance, return and decision belong to the organization department."""

DECIDE_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.decide",
    sentence=_("您无权查看研判结果"),
    scope=not_about_me(district(DISTRICT_READERS)),
)
"""Who reads what was decided; units never do."""

RECOMMEND_FOR = Permission[Unit](
    code="nominations.unit.recommend",
    sentence=_("您无权代表该单位推荐"),
    scope=any_of(by_unit(UNIT_HANDS, "pk"), district(DEPARTMENT)),
)
"""For which units somebody hands in the organization's recommendation."""

MEND_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.mend",
    sentence=_("您无权修改或撤回这份推荐"),
    scope=any_of(not_about_me(any_of(by_unit(DEPARTMENT), _by_the_unit)), _by_oneself),
)
"""The unit its own recommendation, the person the own self-nomination, before it is accepted."""

FOLLOW_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.follow",
    sentence=_("没有与您有关的推荐"),
    scope=_told,
)

KNOW_OF_NOMINATIONS = Permission[Nomination](
    code="nominations.nomination.know",
    sentence=_("您无权查看推荐"),
    scope=any_of(VIEW_NOMINATIONS.scope, FOLLOW_NOMINATIONS.scope),
)
"""Whom a notice about a nomination may reach: its readers, and the person as far as it is told."""

GIVE_OPINION = Permission[Nomination](
    code="nominations.opinion.give",
    sentence=_("您无权代表单位表态"),
    scope=not_about_me(_on_self_nominations),
)

LAPSE_OPINIONS = Permission[Nomination](
    code="nominations.opinion.lapse",
    sentence=_("到期由系统办理"),
    scope=any_of(_the_clock, district(DEPARTMENT)),
)

USE_DRAFTS = Permission[Draft](
    code="nominations.draft.use",
    sentence=_("没有这份未完成的推荐"),
    scope=_of_account,
)

VOUCH = Permission[Referee](
    code="nominations.referee.vouch",
    sentence=_("没有请您证明的推荐"),
    scope=own(),
)

VIEW_EXEMPTIONS = Permission[Exemption](
    code="nominations.exemption.view",
    sentence=_("您无权查看破格"),
    scope=not_about_me(any_of(district(DISTRICT_READERS), by_unit(UNIT_HANDS))),
)

APPROVE_EXEMPTIONS = Permission[Exemption](
    code="nominations.exemption.approve",
    sentence=_("您无权批准破格"),
    scope=not_about_me(district(DEPARTMENT)),
)

VIEW_DECISIONS = Permission[GroupDecision](
    code="nominations.decision.view",
    sentence=_("您无权查看研判结果"),
    scope=not_about_me(district(DISTRICT_READERS)),
)

MAKE_DECISIONS = Permission[GroupDecision](
    code="nominations.decision.make",
    sentence=_("您无权作研判决定"),
    scope=not_about_me(district(DEPARTMENT)),
)

WRITE_WISH = Permission[Wish](
    code="nominations.wish.write",
    sentence=_("个人意愿只能由本人填写"),
    scope=own(),
)

READ_WISHES = Permission[Wish](
    code="nominations.wish.read",
    sentence=_("您无权查看个人意愿"),
    scope=not_about_me(district(DEPARTMENT)),
)
"""A sealed group of fields: on no list, in no search and no export; each look is recorded."""


def _published(actor: Actor) -> Q:
    if actor.has(*DISTRICT_READERS):
        return EVERYTHING
    if actor.has(*LIAISONS, *UNIT_HANDS, Role.CADRE):
        return ~Q(state=EventState.DRAFT)
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

MOVE_EVENTS = Permission[NominationEvent](
    code="nominations.event.move",
    sentence=_("您无权办理推荐通知"),
    scope=any_of(district(DEPARTMENT), _the_clock),
)

WATCH_EVENTS = Permission[NominationEvent](
    code="nominations.event.watch",
    sentence=_("您无权查看各单位推荐情况"),
    scope=district(DISTRICT_READERS),
)
"""Who sees all units of a notice beside each other."""

VIEW_QUOTAS = Permission[UnitQuota](
    code="nominations.quota.view",
    sentence=_("您无权查看名额例外"),
    scope=any_of(district(DISTRICT_READERS), by_unit(UNIT_HANDS)),
)

KEEP_QUOTAS = Permission[UnitQuota](
    code="nominations.quota.keep",
    sentence=_("您无权设定名额例外"),
    scope=district(DEPARTMENT),
)

VIEW_CATEGORIES = Permission[EventCategory](
    code="nominations.category.view",
    sentence=_("您无权查看推荐类别"),
    scope=district(DISTRICT_READERS),
)

KEEP_CATEGORIES = Permission[EventCategory](
    code="nominations.category.keep",
    sentence=_("您无权设定推荐类别"),
    scope=district(DEPARTMENT),
)

VIEW_QUESTIONS = Permission[FormQuestion](
    code="nominations.question.view",
    sentence=_("您无权查看表单问题"),
    scope=district(DISTRICT_READERS),
)

KEEP_QUESTIONS = Permission[FormQuestion](
    code="nominations.question.keep",
    sentence=_("您无权设定表单问题"),
    scope=district(DEPARTMENT),
)

declare_subject(Nomination, KNOW_OF_NOMINATIONS)
declare_subject(Referee, VOUCH)
declare_subject(Exemption, VIEW_EXEMPTIONS)
