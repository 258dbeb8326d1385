from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

MONITOR_EXPORTED = deed("fairness.monitor.exported", _("导出公平监测「{title}」{count} 行"))
