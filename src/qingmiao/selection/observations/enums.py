from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension

FOUR_DIMENSIONS = (
    Dimension.POLITICS,
    Dimension.DUTY,
    Dimension.PRESSURE,
    Dimension.COMPLEXITY,
)
"""The speech's own: 政治表现、担当能力、抗压水平、应对复杂局面."""


class ObservationState(TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待旁证")
    WITNESSED = "witnessed", _("旁证已确认")
    QUESTIONED = "questioned", _("旁证存疑")
    ACCEPTED = "accepted", _("已采信")


class SubjectAccess(TextChoices):
    """What the person an accepted observation speaks of gets to know: a setting of each front."""

    HIDDEN = "hidden", _("不告知本人")
    SHOWN = "shown", _("告知本人")
    REPLY = "reply", _("告知本人，可作回应")
