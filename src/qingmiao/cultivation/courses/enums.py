from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(TextChoices):
    MAIN_CLASS = "main_class", _("党校主体班")
    SPECIAL = "special", _("专题培训")
    PRACTICE = "practice", _("党性实践")
    BRAND = "brand", _("青字号学习品牌")
    UPSTREAM = "upstream", _("上级调训")
    ONLINE = "online", _("网络培训")


class ClassState(TextChoices):
    PLANNED = "planned", _("计划")
    APPROVED = "approved", _("已批准")
    ENROLLING = "enrolling", _("报名中")
    RUNNING = "running", _("开班")
    FINISHED = "finished", _("结业")
    EVALUATED = "evaluated", _("已评估")
    ARCHIVED = "archived", _("已归档")
    CANCELLED = "cancelled", _("取消")


BEFORE = (
    ClassState.PLANNED,
    ClassState.APPROVED,
    ClassState.ENROLLING,
    ClassState.CANCELLED,
)
"""States in which a class has taught nothing."""

OVER = (ClassState.FINISHED, ClassState.EVALUATED, ClassState.ARCHIVED)


class Presence(TextChoices):
    PRESENT = "present", _("出勤")
    LEAVE = "leave", _("请假")
    ABSENT = "absent", _("缺勤")


class Route(TextChoices):
    ONESELF = "oneself", _("个人报名")
    QUOTA = "quota", _("单位选送")
    NAMED = "named", _("点名调训")


class Approval(TextChoices):
    NOT_ASKED = "not_asked", _("不须单位同意")
    PENDING = "pending", _("待单位同意")
    APPROVED = "approved", _("单位同意")
    REFUSED = "refused", _("单位不同意")


class EnrolmentState(TextChoices):
    WAITING = "waiting", _("候补")
    OFFERED = "offered", _("待确认递补")
    HELD = "held", _("已占名额")
    WITHDRAWN = "withdrawn", _("已退出")
    DECLINED = "declined", _("放弃递补")
    LAPSED = "lapsed", _("逾期未确认")
    REFUSED = "refused", _("单位不同意")
    CLOSED = "closed", _("未录取")


LIVE = (EnrolmentState.WAITING, EnrolmentState.OFFERED, EnrolmentState.HELD)
"""States in which somebody waits for a seat or has one."""


class AnswerState(TextChoices):
    ASKED = "asked", _("待批准")
    GRANTED = "granted", _("准假")
    REFUSED = "refused", _("不准")


class SignInState(TextChoices):
    CLAIMED = "claimed", _("已扫码，待确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("不在场")


class Basis(TextChoices):
    """Who or what stands for a claim, beside the code."""

    SAMPLE = "sample", _("抽点")
    ROLL = "roll", _("点名")
    TEACHER = "teacher", _("班主任确认")
    OVERRIDE = "override", _("人工登记")
