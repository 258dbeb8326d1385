from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LiaisonLevel(TextChoices):
    SEGMENT = "segment", _("片长")
    GROUP = "group", _("组长")
    POINT = "point", _("点长")


class VisitState(TextChoices):
    PLANNED = "planned", _("已计划")
    RECORDED = "recorded", _("已记录")
    CONFIRMED = "confirmed", _("组长已确认")
    CLOSED = "closed", _("已办结")


class LeadState(TextChoices):
    NEW = "new", _("新线索")
    VERIFIED = "verified", _("已核实")
    MERGED = "merged", _("已归入档案")
    DROPPED = "dropped", _("不予采用")
