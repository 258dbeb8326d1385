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
    ENROLLING = "enrolling", _("报名中")
    RUNNING = "running", _("开班")
    FINISHED = "finished", _("结业")


class Presence(TextChoices):
    PRESENT = "present", _("出勤")
    LEAVE = "leave", _("请假")
    ABSENT = "absent", _("缺勤")
