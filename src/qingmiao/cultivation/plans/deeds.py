from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

PLAN_MOVED = deed("plans.plan.moved", _("培养计划{title}：{old} → {new}"))
PLAN_SEEDED = deed("plans.plan.seeded", _("按模板列入目标：{title}，{count} 项"))
PLAN_REVIEWED = deed("plans.plan.reviewed", _("{kind}：{title}，{conclusion}"))
GAP_READ = deed("plans.gap.read", _("查看能力差距的印证：{title}，{competence}"))
GOAL_HANDED_IN = deed("plans.goal.handed_in", _("提交目标佐证：{title}"))
GOAL_VERIFIED = deed("plans.goal.verified", _("核验目标：{title}"))
GOAL_RETURNED = deed("plans.goal.returned", _("退回目标：{title}"))
GOAL_DROPPED = deed("plans.goal.dropped", _("目标不再要求：{title}"))

VERIFY_ASKED = kind(
    "plans.goal.verify_asked", _("请核验培养目标：{title}"), asks=True, label=_("培养目标待核验")
)
GOAL_TOLD = kind("plans.goal.told", _("培养目标{answer}：{title}"), label=_("培养目标核验结果"))
PLAN_TOLD = kind("plans.plan.told", _("您的培养计划{answer}：{title}"), label=_("培养计划"))
GOAL_LATE = kind(
    "plans.goal.late", _("培养目标{due}到期，尚未提交：{title}"), asks=True, label=_("培养目标逾期")
)
