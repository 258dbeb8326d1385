from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

HOURS_EXPORTED = deed("courses.hours.exported", _("导出 {year} 年学时台账 {count} 人（{filter}）"))
