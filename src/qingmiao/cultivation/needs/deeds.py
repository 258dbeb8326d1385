from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

QUESTION_ADDED = deed("needs.question.added", _("征求加题：{title}，{question}"))
QUESTION_CHANGED = deed("needs.question.changed", _("征求改题：{title}，{question}"))
QUESTION_REMOVED = deed("needs.question.removed", _("征求删题：{title}，{question}"))
SURVEY_OPENED = deed(
    "needs.survey.opened",
    _("开始征求：{title}，征求 {asked} 人，本月已征求过的 {spared} 人不再征求"),
)
SURVEY_ANSWERED = deed("needs.survey.answered", _("参加征求：{title}"))
"""That somebody answered is told; what was said is kept elsewhere and without a name."""
SURVEY_CLOSED = deed("needs.survey.closed", _("截止征求：{title}"))
SURVEY_REMINDED = deed("needs.survey.reminded", _("提醒 {count} 人参加征求：{title}"))
NEED_LIFTED = deed("needs.need.lifted", _("征求意见列入需求看板：{title}，{need}"))
NEED_PROPOSED = deed("needs.need.proposed", _("提出培训需求"))
"""Of what was proposed the ledger tells nothing before it was read."""
NEED_ADMITTED = deed("needs.need.admitted", _("列入需求看板：{need}"))
NEED_DECLINED = deed("needs.need.declined", _("暂不开设：{need}"))
NEED_MERGED = deed("needs.need.merged", _("合并重复的需求：{need} 并入 {into}，移入 {votes} 票"))
NEED_VOTED = deed("needs.need.voted", _("附议：{need}"))
NEED_UNVOTED = deed("needs.need.unvoted", _("撤回附议：{need}"))
UNSIGNED = (NEED_PROPOSED, NEED_VOTED, NEED_UNVOTED)
"""Whoever wishes or votes is not named on the page of a need."""
NEEDS_CITED = deed("needs.need.cited", _("班次回应需求：{title}，新增 {added} 项，撤下 {ended} 项"))

ANSWER_ASKED = kind(
    "needs.survey.answer_asked",
    _("请在 {due} 前参加培训需求征求：{title}"),
    asks=True,
    label=_("请参加培训需求征求"),
)
ANSWER_DUE = kind(
    "needs.survey.answer_due",
    _("征求将于 {due} 截止，您还没有参加：{title}"),
    label=_("征求将要截止"),
)
CLOSED_TOLD = kind(
    "needs.survey.closed_told", _("征求已截止，请整理结果：{title}"), label=_("征求已截止")
)
READING_ASKED = kind("needs.need.reading_asked", _("有新提出的培训需求等待审核"))
DECIDED_TOLD = kind(
    "needs.need.decided_told",
    _("您提出的培训需求已办理：{need}"),
    label=_("您提出的培训需求已办理"),
)
VOTED_TOLD = kind(
    "needs.need.voted_told", _("您附议的需求已办理：{need}"), label=_("您附议的需求已办理")
)
COVERED_TOLD = kind(
    "needs.need.covered_told",
    _("您附议的需求已有班次回应：{need}"),
    label=_("您附议的需求已有班次回应"),
)
