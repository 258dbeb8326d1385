from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

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
ENCLOSURES_ADDED = deed("visits.enclosure.added", _("收到走访的照片和录音：{title}，{count} 份"))
ENCLOSURE_VOIDED = deed("visits.enclosure.voided", _("作废走访{kind}：{title}"))
LEAD_VERIFIED = deed("visits.lead.verified", _("核实线索：{title}"))
LEAD_ATTACHED = deed("visits.lead.attached", _("线索归入档案：{title} → {person}"))
LEAD_DROPPED = deed("visits.lead.dropped", _("线索不予采用：{title}"))
LEAD_POOLED = deed("visits.lead.pooled", _("线索提请会商：{title}"))
DUTY_HANDED_OVER = deed(
    "visits.liaison.handed_over", _("交接{title}：{old} → {new}，自 {begins} 起")
)
COVERAGE_EXPORTED = deed("visits.coverage.exported", _("导出走访覆盖 {count} 个单位"))

VISIT_AWAITS = kind(
    "visits.visit.awaits_confirmation",
    _("走访「{title}」等您确认"),
    asks=True,
    label=_("走访待确认"),
)
VISIT_CAME_BACK = kind(
    "visits.visit.came_back",
    _("您的走访「{title}」被退回：{reason}"),
    asks=True,
    label=_("走访被退回"),
)
LEAD_AWAITS = kind(
    "visits.lead.awaits_verification",
    _("新线索「{title}」等待核实"),
    asks=True,
    label=_("线索待核实"),
)
UNIT_OVERDUE = kind(
    "visits.liaison.overdue",
    _("您联系的{unit}超过 {most} 天没有走访"),
    asks=True,
    label=_("联系单位超期未走访"),
)
