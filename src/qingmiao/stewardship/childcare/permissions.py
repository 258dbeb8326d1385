from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import INSIDE, Role
from qingmiao.access.permissions import NOBODY, Permission, any_of, everywhere, own
from qingmiao.kernel.actor import Actor
from qingmiao.stewardship.childcare.enums import IN_THE_GUARDIANS_HAND
from qingmiao.stewardship.childcare.models import CareSession, Enrolment

WARDENS = everywhere([Role.CHILDCARE_WARDEN])

VIEW_SESSIONS = Permission[CareSession](
    code="childcare.session.view",
    sentence=_("您无权查看托管班"),
    scope=everywhere(INSIDE),
)
"""Places, dates and how many seats are left: whoever has a child must be able to see it."""

KEEP_SESSIONS = Permission[CareSession](
    code="childcare.session.keep",
    sentence=_("您无权维护托管班"),
    scope=WARDENS,
)

VIEW_ENROLMENTS = Permission[Enrolment](
    code="childcare.enrolment.view",
    sentence=_("您无权查看托管报名"),
    scope=any_of(WARDENS, own("guardian")),
)
"""Children are nobody's business but the warden's and their own guardian's. Officers see counts."""


def _own_application(actor: Actor) -> Q:
    q = own("guardian")(actor)
    return q if q == NOBODY else q & Q(state__in=IN_THE_GUARDIANS_HAND)


KEEP_ENROLMENTS = Permission[Enrolment](
    code="childcare.enrolment.keep",
    sentence=_("您无权办理该报名"),
    scope=any_of(WARDENS, _own_application),
)
"""A guardian applies and withdraws; only the warden gives a seat."""
