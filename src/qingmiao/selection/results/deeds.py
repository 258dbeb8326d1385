from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

COMPUTED = deed(
    "results.computation.made",
    _("{purpose}：{title} 第 {number} 次计算，评分指纹 {marks}，结果指纹 {output}"),
)
ADVANCED = deed("results.stage.advanced", _("确定晋级：{title} {stage}，{count} 人"))
DECIDED_ANEW = deed(
    "results.stage.decided_anew",
    _("重新研究晋级名单：{title} {stage} 第 {number} 次，{choice}，{count} 人"),
)
LOT_WITNESSED = deed("results.lot.witnessed", _("见证抽签：{title}，申请人 {asked_by}"))
SHORTLISTED = deed("results.shortlist.settled", _("确定入围：{title}，{count} 人"))
OBJECTION_RAISED = deed("results.objection.raised", _("提出异议：{title} {plate} 号"))
OBJECTION_DECIDED = deed("results.objection.decided", _("处理异议：{title} {plate} 号，{answer}"))
RESULT_PUBLISHED = deed("results.publication.made", _("公布{kind}：{title} 第 {number} 次计算"))
SHEET_PRINTED = deed("results.sheet.printed", _("打印成绩单：{title}，指纹 {digest}"))
MARKS_EXPORTED = deed("results.marks.exported", _("导出原始评分和计分规则：{title}"))
TABLES_ASKED = deed("results.tables.asked", _("计算评委统计：{title}"))
TABLES_DONE = deed("results.tables.done", _("评委统计已算出：{title}"))

PUBLISHED = kind("results.publication.made", _("{title}已公布{kind}"), label=_("比武结果公布"))
OBJECTION_WANTED = kind(
    "results.objection.raised",
    _("{title}有一项成绩异议待处理"),
    asks=True,
    label=_("成绩异议待处理"),
)
OBJECTION_ANSWERED = kind(
    "results.objection.decided", _("您对{title}的异议已处理：{answer}"), label=_("成绩异议处理结果")
)
LOT_WANTED = kind(
    "results.lot.wanted", _("{title}有并列须抽签，请见证"), asks=True, label=_("见证同分抽签")
)
