from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LectureState(TextChoices):
    REQUESTED = "requested", _("已点单")
    MATCHED = "matched", _("已派单")
    DELIVERED = "delivered", _("已宣讲")
    CANCELLED = "cancelled", _("已取消")
