from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

CAMPAIGN_MOVED = deed("campaigns.campaign.moved", _("大讨论{title}：{old} → {new}"))
REPORT_TAKEN = deed("campaigns.campaign.reported", _("导出活动总结：{title}（{form}）"))
CONTRIBUTION_WRITTEN = deed("campaigns.contribution.written", _("起草发言：{title}"))
CONTRIBUTION_SUBMITTED = deed("campaigns.contribution.submitted", _("提交发言：{title}"))
CONTRIBUTION_WITHDRAWN = deed("campaigns.contribution.withdrawn", _("撤回发言：{title}"))
CONTRIBUTION_READ = deed("campaigns.contribution.judged", _("{kind}发言：{title}，{outcome}"))
SUPPORT_GIVEN = deed("campaigns.support.given", _("支持发言：{title}"))
SUPPORT_TAKEN_BACK = deed("campaigns.support.taken_back", _("取消支持：{title}"))
SITTING_SIGNED = deed("campaigns.sitting.signed_in", _("报告会签到：{title}，{way}"))
SIGN_IN_STRUCK = deed("campaigns.signin.struck", _("剔除报告会签到：{title}"))
SITTING_SETTLED = deed(
    "campaigns.sitting.settled", _("核定报告会：{title}，现场 {hall} 人、线上 {online} 人")
)
TASK_GIVEN = deed("campaigns.task.given", _("交办转化任务：{title}"))
TASK_PROGRESSED = deed("campaigns.task.progressed", _("填报任务进展：{title}，{percent}%"))
TASK_HANDED_IN = deed("campaigns.task.handed_in", _("任务报结：{title}"))
TASK_VERIFIED = deed("campaigns.task.verified", _("核验办结任务：{title}"))
TASK_RETURNED = deed("campaigns.task.returned", _("退回任务：{title}"))
TASK_DROPPED = deed("campaigns.task.dropped", _("终止任务：{title}"))

READING_ASKED = kind(
    "campaigns.contribution.reading_asked",
    _("请复读发言：{title}"),
    asks=True,
    label=_("发言待复读"),
)
OUTCOME_TOLD = kind(
    "campaigns.contribution.outcome_told", _("您的发言{outcome}：{title}"), label=_("发言审读结果")
)
TASK_ASKED = kind(
    "campaigns.task.asked",
    _("请于{due}前办结：{title}"),
    asks=True,
    label=_("转化任务"),
)
TASK_LATE = kind(
    "campaigns.task.late", _("任务{due}到期，尚未报结：{title}"), asks=True, label=_("任务逾期")
)
VERIFY_ASKED = kind(
    "campaigns.task.verify_asked", _("请核验任务：{title}"), asks=True, label=_("任务待核验")
)
TASK_TOLD = kind("campaigns.task.told", _("任务已核验办结：{title}"), label=_("任务办结"))
