from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS, Role
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    Scope,
    any_of,
    by_unit,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.placement.mentoring.models import Mentorship, MentorTalk


def _unconfirmed(inner: Scope) -> Scope:
    def scope(actor: Actor) -> Q:
        q = inner(actor)
        return q if q == NOBODY else q & Q(is_confirmed=False)

    return scope


VIEW_MENTORSHIPS = Permission[Mentorship](
    code="mentoring.mentorship.view",
    sentence=_("您无权查看该帮带结对"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "mentee__unit"),
        by_unit(LIAISONS, "mentee__unit"),
        by_unit(UNIT_HANDS, "mentee__unit"),
        by_unit([Role.HOST_HEAD], "posting__host_unit"),
        own("mentor"),
        own("mentee"),
    ),
)

KEEP_MENTORSHIPS = Permission[Mentorship](
    code="mentoring.mentorship.keep",
    sentence=_("您无权登记该帮带结对，涉及本人和亲属的由他人登记"),
    scope=not_about_me(not_about_me(by_unit(DEPARTMENT, "mentee__unit"), "mentee"), "mentor"),
)

VIEW_TALKS = Permission[MentorTalk](
    code="mentoring.talk.view",
    sentence=_("您无权查看帮带谈话"),
    scope=any_of(
        by_unit(DEPARTMENT, "mentorship__mentee__unit"),
        own("mentorship__mentor"),
        own("mentorship__mentee"),
    ),
)
"""What the two say to each other stays with them and the organization department."""

SETTLE_TALKS = Permission[MentorTalk](
    code="mentoring.talk.settle",
    sentence=_("您无权登记双方已经确认的谈话"),
    scope=not_about_me(by_unit(DEPARTMENT, "mentorship__mentee__unit"), "mentorship__mentee"),
)
"""Past years come in as confirmed on paper; only the department may say so."""

KEEP_TALKS = Permission[MentorTalk](
    code="mentoring.talk.keep",
    sentence=_("您无权登记该谈话；导师登记的谈话由帮带对象确认"),
    scope=any_of(SETTLE_TALKS.scope, _unconfirmed(own("mentorship__mentor"))),
)
"""The mentor writes, the mentee confirms: neither alone makes a talk both speak of."""

CONFIRM_TALKS = Permission[MentorTalk](
    code="mentoring.talk.confirm",
    sentence=_("只有帮带对象本人可以确认尚未确认的谈话"),
    scope=_unconfirmed(own("mentorship__mentee")),
)
