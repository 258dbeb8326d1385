from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

FINDING_EXPLAINED = deed("inspections.finding.explained", _("本人说明督查问题：{title}"))
