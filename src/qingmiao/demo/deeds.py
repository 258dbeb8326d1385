from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

DISTRICT_LOADED = deed(
    "demo.district.loaded",
    _("载入演示区：演示日 {day}，种子 {seed}，干部 {cadres} 人，记录 {rows} 条"),
)
