from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

HOURS_ARCHIVED = deed(
    "learning.hours.archived", _("归档 {year} 年学时：{people} 人，达标 {met} 人")
)
HOURS_WARNED = deed("learning.hours.warned", _("提醒 {count} 人 {year} 年学时预计不达标"))

HOURS_SHORT = kind(
    "learning.hours.short",
    _("{year} 年要求 {wanted} 学时，按已报班次预计只有 {expected} 学时，请及时安排"),
    label=_("学时预警"),
)
UNIT_SHORT = kind(
    "learning.hours.unit_short",
    _("{unit}有 {count} 人 {year} 年学时预计不达标，请安排参训"),
    label=_("本单位学时预警"),
)
