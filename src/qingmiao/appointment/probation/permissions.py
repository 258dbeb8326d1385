from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, UNIT_HANDS
from qingmiao.access.permissions import Permission, any_of, by_unit, district, not_about_me, own
from qingmiao.appointment.probation.models import Probation

VIEW_TRIALS = Permission[Probation](
    code="probation.probation.view",
    sentence=_("您无权查看试用期"),
    scope=any_of(
        district(DISTRICT_READERS),
        by_unit(UNIT_HANDS, "appointment__to_unit"),
        own("appointment__person"),
    ),
)
"""A trial begins after the appointment was made, so the unit that has the person knows of it."""

KEEP_TRIALS = Permission[Probation](
    code="probation.probation.keep",
    sentence=_("您无权办理该试用期"),
    scope=not_about_me(district(DEPARTMENT), "appointment__person"),
)
