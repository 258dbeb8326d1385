from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, Role
from qingmiao.access.permissions import NOBODY, Permission, any_of, by_unit
from qingmiao.appointment.vacancies.enums import KNOWN_TO_THE_UNIT
from qingmiao.appointment.vacancies.models import Vacancy
from qingmiao.kernel.actor import Actor


def _settled_in_my_unit(actor: Actor) -> Q:
    q = by_unit([Role.UNIT_SECRETARY])(actor)
    return q if q == NOBODY else q & Q(state__in=KNOWN_TO_THE_UNIT)


VIEW_VACANCIES = Permission[Vacancy](
    code="vacancies.vacancy.view",
    sentence=_("您无权查看空缺"),
    scope=any_of(by_unit(DISTRICT_READERS), _settled_in_my_unit),
)

KEEP_VACANCIES = Permission[Vacancy](
    code="vacancies.vacancy.keep",
    sentence=_("您无权登记该机构的空缺"),
    scope=by_unit(DEPARTMENT),
)
