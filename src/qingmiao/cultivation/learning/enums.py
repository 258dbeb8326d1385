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
    DAY_FULL = "day_full", _("超过每日计入上限")


class Standing(TextChoices):
    """Which people of the ledger are asked for."""

    SHORT = "short", _("未达标")
    MISSING = "missing", _("预计不达标")
