from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

OBSERVATION_SUBMITTED = deed("observations.observation.submitted", _("提交旁证：{title}"))
OBSERVATION_SENT_BACK = deed("observations.observation.sent_back", _("退回修改：{title}"))
OBSERVATION_CONFIRMED = deed("observations.observation.confirmed", _("旁证确认：{title}"))
OBSERVATION_QUESTIONED = deed("observations.observation.questioned", _("旁证存疑：{title}"))
OBSERVATION_ACCEPTED = deed("observations.observation.accepted", _("采信：{title}"))
OBSERVATION_REPLIED = deed("observations.observation.replied", _("本人回应：{title}"))

WITNESS_ASKED = kind(
    "observations.observation.witness_asked",
    _("请在{due}前旁证：{title}"),
    asks=True,
    label=_("请作旁证"),
)
WITNESS_LATE = kind(
    "observations.observation.witness_late",
    _("旁证已超过期限{due}：{title}"),
    asks=True,
    label=_("旁证逾期"),
)
REVISION_ASKED = kind(
    "observations.observation.revision_asked",
    _("旁证存疑或被退回，请修改后重新提交：{title}"),
    asks=True,
    label=_("识别记录退回修改"),
)
ACCEPTANCE_ASKED = kind(
    "observations.observation.acceptance_asked",
    _("旁证已确认，请决定是否采信：{title}"),
    asks=True,
    label=_("识别记录待采信"),
)
OBSERVER_TOLD = kind(
    "observations.observation.observer_told",
    _("您记录的识别已采信：{title}"),
    label=_("所写识别已采信"),
)
SUBJECT_TOLD = kind(
    "observations.observation.subject_told",
    _("「{front}」中对您的一线识别已采信，可以查看"),
    label=_("对本人的识别已采信"),
)
REPLY_TOLD = kind(
    "observations.observation.reply_told", _("本人对识别作了回应：{title}"), label=_("本人回应识别")
)
