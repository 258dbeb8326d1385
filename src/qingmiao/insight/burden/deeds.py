from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

BURDEN_EXPORTED = deed("burden.burden.exported", _("导出 {month} 各单位填表时间 {count} 行"))
