from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS, Role
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_unit,
    district,
    not_about_me,
    own,
)
from qingmiao.appointment.cases.enums import PUBLISHED, CaseState
from qingmiao.appointment.cases.models import Appointment, Case
from qingmiao.kernel.actor import Actor

# An appointment of years past may stand without a case: it was published long ago.
IS_PUBLISHED = Q(case__isnull=True) | Q(case__state__in=PUBLISHED)
IS_APPOINTED = Q(case__isnull=True) | Q(case__state=CaseState.APPOINTED)


def _cases_about_me(actor: Actor) -> QuerySet[Any, Any]:
    """Cases in which the actor or the actor's kin are to be appointed."""
    about = Appointment.objects.standing().filter(
        person__in=sorted(actor.confidential_ids), case__isnull=False
    )
    return about.order_by().values("case")


def _kept_cases(actor: Actor) -> Q:
    q = district(DEPARTMENT)(actor)
    if q == NOBODY or not actor.confidential_ids:
        return q
    return q & ~Q(pk__in=_cases_about_me(actor))


def _department_cases(actor: Actor) -> Q:
    """Sealed from the department's own hands too where they or their kin are concerned."""
    q = district(DEPARTMENT)(actor)
    if q == NOBODY or not actor.confidential_ids:
        return q
    return q & (Q(state__in=PUBLISHED) | ~Q(pk__in=_cases_about_me(actor)))


def _published_cases(actor: Actor) -> Q:
    q = district([Role.DISTRICT_LEADER])(actor)
    return q if q == NOBODY else q & Q(state__in=PUBLISHED)


VIEW_CASES = Permission[Case](
    code="cases.case.view",
    sentence=_("您无权查看选任事项"),
    scope=any_of(_department_cases, _published_cases),
)

KEEP_CASES = Permission[Case](
    code="cases.case.keep",
    sentence=_("您无权办理该选任事项"),
    scope=_kept_cases,
)


def _department_appointments(actor: Actor) -> Q:
    q = district(DEPARTMENT)(actor)
    hidden = sorted(actor.confidential_ids)
    if q == NOBODY or not hidden:
        return q
    return q & (IS_PUBLISHED | ~Q(person__in=hidden))


def _published_appointments(actor: Actor) -> Q:
    q = district([Role.DISTRICT_LEADER])(actor)
    return q if q == NOBODY else q & IS_PUBLISHED


def _appointed_here(actor: Actor) -> Q:
    """Units learn who came and who went once the appointment is made, and not before."""
    q = any_of(by_unit(UNIT_HANDS, "from_unit"), by_unit(UNIT_HANDS, "to_unit"))(actor)
    return q if q == NOBODY else q & IS_APPOINTED


def _my_appointments(actor: Actor) -> Q:
    q = own()(actor)
    return q if q == NOBODY else q & IS_APPOINTED


VIEW_APPOINTMENTS = Permission[Appointment](
    code="cases.appointment.view",
    sentence=_("您无权查看任职"),
    scope=any_of(
        _department_appointments, _published_appointments, _appointed_here, _my_appointments
    ),
)

KEEP_APPOINTMENTS = Permission[Appointment](
    code="cases.appointment.keep",
    sentence=_("您无权登记该任职"),
    scope=not_about_me(district(DEPARTMENT)),
)
