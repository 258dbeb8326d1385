from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

DEMAND_RAISED = deed("demands.demand.raised", _("对缺口提出需求：{title}（{item}，缺 {short} 人）"))
DEMAND_CLOSED = deed("demands.demand.closed", _("办结需求：{title}（{state}）"))
DEMAND_REOPENED = deed("demands.demand.reopened", _("重新启用需求：{title}"))
PERSON_FOUND = deed(
    "demands.discovery.found", _("为需求「{title}」记入人选 {person}（{found_by}）")
)
DISCOVERY_RETRACTED = deed("demands.discovery.retracted", _("需求「{title}」撤回人选 {person}"))
GAPS_EXPORTED = deed("demands.gap.exported", _("导出缺口清单 {count} 条，截至 {on}"))
