from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS
from qingmiao.access.permissions import Permission, any_of, by_unit, district, own
from qingmiao.cultivation.learning.models import ArchivedHours, HoursWarning, HoursYear
from qingmiao.notices.permissions import declare_subject

VIEW_ARCHIVED = Permission[ArchivedHours](
    code="learning.archived.view",
    sentence=_("您无权查看学时归档"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"),
        by_unit(LIAISONS, "person__unit"),
        by_unit(UNIT_HANDS, "person__unit"),
        own(),
    ),
)

ARCHIVE_HOURS = Permission[HoursYear](
    code="learning.hours.archive",
    sentence=_("您无权归档学时"),
    scope=district(DEPARTMENT),
)
"""A whole year of the whole district is closed by the department, and by nobody twice."""

VIEW_WARNINGS = Permission[HoursWarning](
    code="learning.warning.view",
    sentence=_("您无权查看学时预警"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"), by_unit(UNIT_HANDS, "person__unit"), own()
    ),
)

declare_subject(HoursWarning, VIEW_WARNINGS)
