from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

EVENT_MOVED = deed("nominations.event.moved", _("推荐通知{title}：{old} → {new}"))
EVENT_EXTENDED = deed("nominations.event.extended", _("延长推荐通知{title}：{old} → {new}"))
UNITS_REMINDED = deed("nominations.event.reminded", _("提醒未答复推荐通知{title}的单位 {count} 个"))
UNITS_EXPORTED = deed("nominations.event.units_exported", _("导出{title}各单位推荐情况 {count} 行"))
NIL_DECLARED = deed("nominations.nil.declared", _("{unit}零报告：{title}"))
DRAFT_BEGUN = deed("nominations.draft.begun", _("开始填写推荐：{title}"))
DRAFT_DROPPED = deed("nominations.draft.dropped", _("放弃未完成的推荐：{title}"))
NOMINATION_SUBMITTED = deed("nominations.nomination.submitted", _("提交推荐：{title}（{event}）"))
NOMINATION_MENDED = deed("nominations.nomination.mended", _("修改推荐：{title}（{event}）"))
NOMINATION_WITHDRAWN = deed("nominations.nomination.withdrawn", _("撤回推荐：{title}（{event}）"))
NOMINATION_RETURNED = deed("nominations.nomination.returned", _("退回推荐：{title}（{event}）"))
NOMINATION_ACCEPTED = deed("nominations.nomination.accepted", _("受理推荐：{title}（{event}）"))
OPINION_GIVEN = deed("nominations.nomination.opinion", _("单位对自荐表态：{title}，{answer}"))
OPINION_LAPSED = deed(
    "nominations.nomination.lapsed", _("单位逾期未表态，自荐直接转组织部门：{title}")
)
REFEREE_ANSWERED = deed("nominations.referee.answered", _("证明人答复：{title}，{answer}"))
EXEMPTION_ASKED = deed("nominations.exemption.asked", _("申请破格：{person}，{failed}"))
EXEMPTION_DECIDED = deed("nominations.exemption.decided", _("破格{answer}：{person}，{failed}"))
GROUP_DECIDED = deed("nominations.decision.made", _("研判{person}：{purpose}{outcome}（{event}）"))
DECISION_CORRECTED = deed(
    "nominations.decision.corrected", _("更正研判{person}：{purpose}{outcome}（{event}）")
)
WISH_WRITTEN = deed("nominations.wish.written", _("填写个人意愿：{person}"))
WISH_READ = deed("nominations.wish.read", _("查看个人意愿：{person}"))

EVENT_ANNOUNCED = kind(
    "nominations.event.announced",
    _("推荐通知：{title}，请于 {due} 前推荐或零报告"),
    asks=True,
    label=_("推荐通知"),
)
UNIT_REMINDED = kind(
    "nominations.event.reminder",
    _("{unit}还没有答复推荐通知：{title}，{due} 截止"),
    asks=True,
    label=_("推荐催报"),
)
OPINION_WANTED = kind(
    "nominations.opinion.wanted",
    _("{person}自荐，请于 {due} 前填写单位意见"),
    asks=True,
    label=_("自荐待单位表态"),
)
SILENCE_ESCALATED = kind(
    "nominations.opinion.escalated",
    _("{person}的自荐单位逾期未表态，请直接受理"),
    asks=True,
    label=_("自荐逾期未表态"),
)
NOMINATION_CAME_BACK = kind(
    "nominations.nomination.returned",
    _("推荐退回补充：{title}"),
    asks=True,
    label=_("推荐退回补充"),
)
PERSON_TOLD = kind(
    "nominations.nomination.told", _("您在「{title}」中被推荐"), label=_("告知被推荐人")
)
OUTCOME_TOLD = kind(
    "nominations.nomination.outcome",
    _("「{title}」研判已结束，请查看与您有关的结果"),
    label=_("告知推荐结果"),
)
REFEREE_ASKED = kind(
    "nominations.referee.asked", _("请您为{person}的推荐作证明"), asks=True, label=_("请作证明")
)
EXEMPTION_WANTED = kind(
    "nominations.exemption.wanted", _("{person}申请破格，待批准"), asks=True, label=_("破格待批准")
)
EXEMPTION_ANSWERED = kind(
    "nominations.exemption.answered", _("{person}的破格{answer}"), label=_("破格批复")
)
