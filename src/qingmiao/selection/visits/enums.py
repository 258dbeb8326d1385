from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LiaisonLevel(TextChoices):
    SEGMENT = "segment", _("片长")
    GROUP = "group", _("组长")
    POINT = "point", _("点长")


class VisitState(TextChoices):
    PLANNED = "planned", _("已计划")
    UNDER_WAY = "under_way", _("走访中")
    RECORDED = "recorded", _("已记录")
    CONFIRMED = "confirmed", _("组长已确认")
    CLOSED = "closed", _("已办结")
    CANCELLED = "cancelled", _("已取消")


PAID = (VisitState.RECORDED, VisitState.CONFIRMED, VisitState.CLOSED)
"""States of a visit that took place and was told; only these count for coverage."""

OPEN = (VisitState.PLANNED, VisitState.UNDER_WAY, VisitState.RECORDED)
"""States in which those who visit may still amend what they wrote."""


class LeadState(TextChoices):
    NEW = "new", _("新线索")
    VERIFIED = "verified", _("已核实")
    MERGED = "merged", _("已归入档案")
    POOLED = "pooled", _("已提请会商")
    DROPPED = "dropped", _("不予采用")


ATTACHED = (LeadState.MERGED, LeadState.POOLED)
"""States in which a lead stands as evidence in a dossier."""

UNSETTLED = (LeadState.NEW, LeadState.VERIFIED)
"""States in which the department still owes a lead its answer."""


class EnclosureKind(TextChoices):
    PHOTO = "photo", _("照片")
    VOICE = "voice", _("录音")


class Relation(TextChoices):
    """Who somebody is to the unit visited."""

    LEADER = "leader", _("班子成员")
    MIDDLE = "middle", _("中层干部")
    STAFF = "staff", _("一般干部")
    VILLAGE = "village", _("村（社区）干部")
    SERVED = "served", _("服务对象")
    OTHER = "other", _("其他")


class Hearing(TextChoices):
    DIRECT = "direct", _("亲见")
    HEARSAY = "hearsay", _("听说")
