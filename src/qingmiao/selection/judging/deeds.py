from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

JUDGE_INVITED = deed("judging.judge.invited", _("邀请评委 {judge}：{contest}，{group}"))
INVITATION_ANSWERED = deed("judging.judge.answered", _("评委 {judge} {answer}邀请：{contest}"))
JUDGE_REMOVED = deed(
    "judging.judge.removed",
    _("评委 {judge} 退出评审：{contest}，已签 {signed} 份，待重新分派 {open} 份"),
)
ABSENCE_STATED = deed("judging.absence.stated", _("评委 {judge} 不能到场：{stages}"))
ABSENCE_WITHDRAWN = deed("judging.absence.withdrawn", _("评委 {judge} 撤回不能到场：{stages}"))
CONFLICTS_CHECKED = deed(
    "judging.conflict.checked", _("核查回避情形：{contest}，新增 {found} 条，解除 {lifted} 条")
)
CONFLICT_DECLARED = deed(
    "judging.conflict.declared", _("申报回避：评委 {judge}，{plate} 号，{kind}")
)
CONFLICT_ACCEPTED = deed("judging.conflict.accepted", _("接受评委 {judge} 与 {plate} 号的{kind}"))
CONFLICT_LIFTED = deed("judging.conflict.lifted", _("解除评委 {judge} 与 {plate} 号的{kind}"))
STAGE_ASSIGNED = deed("judging.stage.assigned", _("分派评审：{stage}，新增 {added} 份"))
UNREACHED_DROPPED = deed(
    "judging.assignment.unreached", _("收回不再参加环节的分派：{title}，{count} 份")
)
JUDGE_RECUSED = deed("judging.assignment.recused", _("评委 {judge} 回避 {plate} 号：{stage}"))
SITTING_OPENED = deed("judging.sitting.opened", _("开始评分：{stage}"))
SITTING_SEALED = deed(
    "judging.sitting.sealed",
    _("封存评分：{stage}，签名 {signed} 份，缺 {missing} 份，摘要 {digest}"),
)
SHEET_BEGUN = deed("judging.sheet.begun", _("开始填写评分表：{stage}，评委 {judge}，{plate} 号"))
SHEET_SIGNED = deed(
    "judging.sheet.signed", _("签名评分表：{stage}，评委 {judge}，{plate} 号，承诺值 {commitment}")
)
PAPER_KEYED = deed("judging.paper.keyed", _("录入纸质评分：{stage}，评委 {judge}，{plate} 号"))
PAPER_RETURNED = deed(
    "judging.paper.returned", _("退回纸质评分：{stage}，评委 {judge}，{plate} 号")
)
CORRECTION_ASKED = deed(
    "judging.correction.asked", _("申请更正评分：{stage}，评委 {judge}，{plate} 号，{criterion}")
)
CORRECTION_DECIDED = deed(
    "judging.correction.decided",
    _("复签评分更正：{stage}，评委 {judge}，{plate} 号，{criterion}，{answer}"),
)
SHEETS_PRINTED = deed("judging.sheet.printed", _("打印评分表：{stage}，{count} 份"))

RELEASE_ASKED = deed(
    "judging.release.asked", _("提出公布：{contest}，{field}（{stage}），向{audience}")
)
RELEASE_MADE = deed("judging.release.made", _("公布：{contest}，{field}（{stage}），向{audience}"))
RELEASE_ENDED = deed(
    "judging.release.ended", _("撤下公布：{contest}，{field}（{stage}），向{audience}")
)
HALL_OPENED = deed("judging.hall.opened", _("生成大屏地址：{contest}，有效 {hours} 小时"))
HALL_CLOSED = deed("judging.hall.closed", _("停用大屏地址：{contest}，{count} 个"))

INVITED = kind(
    "judging.judge.invited", _("邀请您担任评委：{contest}，请答复"), asks=True, label=_("评委邀请")
)
ANSWERED = kind("judging.judge.answered", _("评委 {judge} {answer}邀请"), label=_("评委答复"))
STAGE_IN_DANGER = kind(
    "judging.stage.short",
    _("{contest}：{count} 个号牌的评委不足，无法完成评审"),
    asks=True,
    label=_("评委不足"),
)
CORRECTION_WANTED = kind(
    "judging.correction.wanted", _("{stage} 有一项评分更正待复签"), asks=True, label=_("更正待复签")
)
MARKING_BEGUN = kind(
    "judging.sitting.opened", _("{stage} 开始评分，请到评分页签名"), label=_("开始评分")
)
CONSENT_WANTED = kind(
    "judging.release.wanted",
    _("{contest}：公布“{field}”待监督员同意"),
    asks=True,
    label=_("公布待同意"),
)
