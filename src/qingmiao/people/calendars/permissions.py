from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS
from qingmiao.access.permissions import Permission, any_of, by_unit, district, own
from qingmiao.people.calendars.models import Absence
from qingmiao.people.dossiers.models import Person

VIEW_CALENDARS = Permission[Person](
    code="calendars.calendar.view",
    sentence=_("您无权查看日程"),
    scope=any_of(
        by_unit(DISTRICT_READERS), by_unit(LIAISONS), by_unit(UNIT_HANDS), own(field="pk")
    ),
)
"""Who plans somebody's time sees what takes it already; everybody sees their own."""

VIEW_ABSENCES = Permission[Absence](
    code="calendars.absence.view",
    sentence=_("您无权查看休假出差"),
    scope=any_of(district(DEPARTMENT), by_unit(UNIT_HANDS, "person__unit"), own()),
)

KEEP_ABSENCES = Permission[Absence](
    code="calendars.absence.keep",
    sentence=_("您无权登记休假出差"),
    scope=any_of(district(DEPARTMENT), by_unit(UNIT_HANDS, "person__unit")),
)
