from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, Role
from qingmiao.access.permissions import Permission, district, everywhere
from qingmiao.workdays.models import AdjustedDay

VIEW_DAYS = Permission[AdjustedDay](
    code="workdays.day.view",
    sentence=_("您无权查看工作日历"),
    scope=everywhere(Role),
)

KEEP_DAYS = Permission[AdjustedDay](
    code="workdays.day.keep",
    sentence=_("工作日历由组织部门维护"),
    scope=district(DEPARTMENT),
)
