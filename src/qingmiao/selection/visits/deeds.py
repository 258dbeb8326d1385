from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

VISIT_PLANNED = deed("visits.visit.planned", _("计划走访：{title}"))
VISIT_STARTED = deed("visits.visit.started", _("开始走访：{title}"))
VISIT_RECORDED = deed(
    "visits.visit.recorded",
    _("记录走访：{title}，谈话 {attendees} 人，表现 {heard} 条，线索 {leads} 条"),
)
VISIT_SUBMITTED = deed("visits.visit.submitted", _("重新报送走访：{title}"))
VISIT_CONFIRMED = deed("visits.visit.confirmed", _("确认走访：{title}"))
VISIT_RETURNED = deed("visits.visit.returned", _("退回走访：{title}"))
VISIT_CANCELLED = deed("visits.visit.cancelled", _("取消走访：{title}"))
VISIT_CLOSED = deed("visits.visit.closed", _("办结走访：{title}"))
TOLD_FORGOTTEN = deed("visits.visit.told_forgotten", _("作废走访中的谈话记录：{title}"))
LEAD_VERIFIED = deed("visits.lead.verified", _("核实线索：{title}"))
LEAD_ATTACHED = deed("visits.lead.attached", _("线索归入档案：{title} → {person}"))
LEAD_DROPPED = deed("visits.lead.dropped", _("线索不予采用：{title}"))
LEAD_POOLED = deed("visits.lead.pooled", _("线索提请会商：{title}"))
DUTY_HANDED_OVER = deed(
    "visits.liaison.handed_over", _("交接{title}：{old} → {new}，自 {begins} 起")
)
COVERAGE_EXPORTED = deed("visits.coverage.exported", _("导出走访覆盖 {count} 个单位"))
