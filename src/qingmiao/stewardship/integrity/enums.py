from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityKind(TextChoices):
    ROUTE = "route", _("清风之旅")
    MIRROR = "mirror", _("镜鉴以案促改")
    LECTURE = "lecture", _("廉政党课")
    OTHER = "other", _("其他教育")


class Participation(TextChoices):
    ATTENDED = "attended", _("已参加")
    EXCUSED = "excused", _("请假")
    MISSED = "missed", _("缺席")
