from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LectureState(TextChoices):
    """点单 → 派单 → 应约 → 待确认 → 已宣讲. Only a delivered lecture is counted."""

    REQUESTED = "requested", _("已点单")
    MATCHED = "matched", _("已派单")
    ACCEPTED = "accepted", _("已应约")
    HELD = "held", _("待单位确认")
    DELIVERED = "delivered", _("已宣讲")
    CANCELLED = "cancelled", _("已取消")


class Route(TextChoices):
    """How somebody came into the corps."""

    CONTEST = "contest", _("比武选拔")
    NOMINATION = "nomination", _("推荐选拔")


UNDER_WAY = (LectureState.MATCHED, LectureState.ACCEPTED, LectureState.HELD)
"""A speaker was found and the lecture is not yet counted."""
