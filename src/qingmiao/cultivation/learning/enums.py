from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Uncounted(TextChoices):
    """Why hours of an attendance, or a part of them, do not count."""

    LEAVE = "leave", _("请假不计学时")
    ABSENT = "absent", _("缺勤不计学时")
    VOIDED = "voided", _("出勤记录已作废")
    CLASS_VOIDED = "class_voided", _("课次、班次或项目已作废")
    PARTLY = "partly", _("只参加了部分时段")
    OVERLAP = "overlap", _("时段重叠，只计一次")
    SAT_ELSEWHERE = "sat_elsewhere", _("同期已有班次出勤")
    DAY_FULL = "day_full", _("超过每日计入上限")


class Standing(TextChoices):
    """Which people of the ledger are asked for."""

    SHORT = "short", _("未达标")
    MISSING = "missing", _("预计不达标")


class LedgerKind(TextChoices):
    """By what the ledger tells hours apart: the kinds of programmes, and what was learnt elsewhere."""

    MAIN_CLASS = "main_class", _("党校主体班")
    SPECIAL = "special", _("专题培训")
    PRACTICE = "practice", _("党性实践")
    BRAND = "brand", _("青字号学习品牌")
    UPSTREAM = "upstream", _("上级调训")
    ONLINE = "online", _("网络培训")
    OUTSIDE = "outside", _("校外学习")


class OutsideKind(TextChoices):
    """How it was taken; each is a kind of the ledger."""

    UPSTREAM = "upstream", _("上级调训")
    ONLINE = "online", _("网络培训")
    OUTSIDE = "outside", _("校外脱产或在职学习")


class OutsideState(TextChoices):
    REPORTED = "reported", _("待单位确认")
    CONFIRMED = "confirmed", _("待组织部认定")
    RECOGNISED = "recognised", _("已认定")
    RETURNED = "returned", _("已退回")


class Criterion(TextChoices):
    """What a class is evaluated by; teaching is asked of each teacher."""

    CONTENT = "content", _("内容针对性")
    SERVICE = "service", _("组织服务")
    USE = "use", _("对工作的帮助")
    TEACHING = "teaching", _("授课水平")


class AssignmentKind(TextChoices):
    REFLECTION = "reflection", _("学习心得")
    REPORT = "report", _("项目报告")
    OTHER = "other", _("其他作业")


class WorkState(TextChoices):
    HANDED_IN = "handed_in", _("待批阅")
    RETURNED = "returned", _("退回修改")
    FAILED = "failed", _("不合格")
    PASSED = "passed", _("通过")
    EXCELLENT = "excellent", _("优秀")


class QuestionKind(TextChoices):
    SINGLE = "single", _("单选题")
    MULTIPLE = "multiple", _("多选题")
    JUDGEMENT = "judgement", _("判断题")
