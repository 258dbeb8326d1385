from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

HOURS_ARCHIVED = deed(
    "learning.hours.archived", _("归档 {year} 年学时：{people} 人，达标 {met} 人")
)
HOURS_WARNED = deed("learning.hours.warned", _("提醒 {count} 人 {year} 年学时预计不达标"))

HOURS_SHORT = kind(
    "learning.hours.short",
    _("{year} 年要求 {wanted} 学时，按已报班次预计只有 {expected} 学时，请及时安排"),
    label=_("学时预警"),
)
UNIT_SHORT = kind(
    "learning.hours.unit_short",
    _("{unit}有 {count} 人 {year} 年学时预计不达标，请安排参训"),
    label=_("本单位学时预警"),
)

CERTIFICATE_ISSUED = deed("learning.certificate.issued", _("给{person}发放结业证书：{title}"))
CERTIFICATE_REVOKED = deed("learning.certificate.revoked", _("撤销{person}的结业证书：{title}"))
CERTIFICATE_TOLD = kind(
    "learning.certificate.told", _("您的结业证书已发放：{title}"), label=_("结业证书发放")
)
REVOCATION_TOLD = kind(
    "learning.certificate.revocation_told",
    _("您的结业证书已撤销：{title}"),
    label=_("结业证书撤销"),
)
OUTSIDE_REPORTED = deed(
    "learning.outside.reported", _("申报{person}的校外学习：{title}（{hours} 学时）")
)
OUTSIDE_MOVED = deed("learning.outside.moved", _("{person}的校外学习「{title}」：{state}"))
OUTSIDE_AWAITS = kind(
    "learning.outside.awaits", _("{person}申报的校外学习「{title}」等您办理"), asks=True,
    label=_("校外学习待办理"),
)  # fmt: skip
OUTSIDE_ANSWERED = kind(
    "learning.outside.answered", _("您申报的校外学习「{title}」已有结果"), label=_("校外学习结果")
)

CLASS_EVALUATED = deed("learning.evaluation.given", _("评课：{title}"))
"""That it was given is told; what was said is kept elsewhere and without a name."""

ASSIGNMENT_SET = deed("learning.assignment.set", _("布置作业：{title}"))
ASSIGNMENT_WITHDRAWN = deed("learning.assignment.withdrawn", _("撤下作业：{title}"))
WORK_HANDED_IN = deed("learning.work.handed_in", _("提交作业：{title}，第 {number} 稿"))
WORK_REVIEWED = deed("learning.work.reviewed", _("批阅{person}的作业：{title}，{state}"))
WORK_TOLD = kind("learning.work.told", _("您的作业已批阅：{title}"), label=_("作业批阅"))
QUIZ_SET = deed("learning.quiz.set", _("设置测验：{title}"))
QUESTION_SET = deed("learning.question.set", _("给测验出题：{title}"))
QUESTION_WITHDRAWN = deed("learning.question.withdrawn", _("撤下试题：{title}"))
QUIZ_TAKEN = deed("learning.quiz.taken", _("答卷：{title}，第 {number} 次"))
