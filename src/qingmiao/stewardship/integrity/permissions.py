from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, INSIDE, UNIT_HANDS, Role
from qingmiao.access.permissions import Permission, any_of, by_unit, district, everywhere, own
from qingmiao.stewardship.integrity.models import Activity, ActivityAttendance

VIEW_ACTIVITIES = Permission[Activity](
    code="integrity.activity.view",
    sentence=_("您无权查看廉政教育活动"),
    scope=everywhere(INSIDE),
)
"""What is offered is known to everybody who works here; who came is not."""

KEEP_ACTIVITIES = Permission[Activity](
    code="integrity.activity.keep",
    sentence=_("您无权登记该单位组织的活动"),
    scope=any_of(
        district([*DEPARTMENT, Role.DISCIPLINE_LIAISON]), by_unit(UNIT_HANDS, "organizer")
    ),
)

VIEW_ATTENDANCES = Permission[ActivityAttendance](
    code="integrity.attendance.view",
    sentence=_("您无权查看参加情况"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"),
        district([Role.DISCIPLINE_LIAISON]),
        by_unit(UNIT_HANDS, "person__unit"),
        by_unit(UNIT_HANDS, "activity__organizer"),
        own(),
    ),
)

KEEP_ATTENDANCES = Permission[ActivityAttendance](
    code="integrity.attendance.keep",
    sentence=_("您无权登记该同志的参加情况"),
    scope=any_of(
        by_unit(DEPARTMENT, "person__unit"),
        by_unit(UNIT_HANDS, "person__unit"),
        by_unit(UNIT_HANDS, "activity__organizer"),
    ),
)
