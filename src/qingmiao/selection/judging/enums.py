from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JudgeState(TextChoices):
    INVITED = "invited", _("已邀请")
    ACCEPTED = "accepted", _("已接受")
    DECLINED = "declined", _("已谢绝")
    REMOVED = "removed", _("已退出评审")


class ConflictKind(TextChoices):
    """Why a judge should not judge an entry."""

    SELF = "self", _("本人参赛")
    SAME_UNIT = "same_unit", _("现为同一单位")
    FORMER_UNIT = "former_unit", _("曾为同一单位")
    SUPERIOR = "superior", _("上下级领导关系")
    KIN = "kin", _("亲属")
    SCHOOLMATE = "schoolmate", _("同期同学")
    MENTOR = "mentor", _("帮带师徒")
    OTHER = "other", _("其他利害关系")


class Severity(TextChoices):
    HARD = "hard", _("必须回避")
    SOFT = "soft", _("可以接受")


class Origin(TextChoices):
    """Where a conflict is known from."""

    DOSSIER = "dossier", _("档案推出")
    JUDGE = "judge", _("评委申报")
    CONTESTANT = "contestant", _("选手申请")
    DESK = "desk", _("赛务登记")


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", _("已分派")
    RECUSED = "recused", _("已回避")
    DROPPED = "dropped", _("已撤销")


class SheetState(TextChoices):
    DRAFT = "draft", _("未签名")
    KEYED = "keyed", _("纸质已录入，待复核")
    RETURNED = "returned", _("复核退回")
    SIGNED = "signed", _("已签名")


class CorrectionState(TextChoices):
    ASKED = "asked", _("待复签")
    MADE = "made", _("已更正")
    REFUSED = "refused", _("不予更正")


class SittingState(TextChoices):
    OPEN = "open", _("评分中")
    CLOSED = "closed", _("已封存")


class Audience(TextChoices):
    """To whom something of a contest is shown."""

    HALL = "hall", _("会场大屏")
    CONTESTANTS = "contestants", _("参赛选手")
    UNITS = "units", _("报名单位")


class ReleasedField(TextChoices):
    """What may be shown, each by itself."""

    PLATE = "plate", _("号牌")
    NAME = "name", _("姓名和单位")
    STAGE_MARK = "stage_mark", _("环节成绩")
    TOTAL = "total", _("总成绩")
    RANK = "rank", _("名次")
