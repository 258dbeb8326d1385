from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """Steps of the way from being named to having a post, each with who came to it and who passed."""

    LEAD = "lead", _("线索 → 归入档案")
    NOMINATION = "nomination", _("推荐 → 受理")
    CONTEST = "contest", _("参赛 → 入围")
    RESERVE = "reserve", _("受理的推荐 → 入库")
    POSTING = "posting", _("入库 → 选派历练")
    APPOINTMENT = "appointment", _("入库 → 提拔或进一步使用")
    PROBATION = "probation", _("试用 → 转正")


class Attribute(TextChoices):
    """By what people are told apart."""

    UNIT = "unit", _("单位")
    KIND = "kind", _("单位类别")
    SEX = "sex", _("性别")
    AGE = "age", _("年龄段")
    ORIGIN = "origin", _("来源渠道")


class Saying(TextChoices):
    """What may be said of a group against all others. Never more than this."""

    HIGHER = "higher", _("高于其他")
    LOWER = "lower", _("低于其他")
    ALIKE = "alike", _("未见差异")
    TOO_FEW = "too_few", _("人数太少，不作判断")


class Habit(TextChoices):
    """Whom a unit names, against whom it could have named."""

    OFFICE = "office", _("综合岗位")
    WOMEN = "women", _("女干部")
