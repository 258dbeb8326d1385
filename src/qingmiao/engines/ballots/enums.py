from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Asked(TextChoices):
    """What kind of answer a question takes."""

    SINGLE = "single", _("单选")
    MULTIPLE = "multiple", _("多选")
    SCALE = "scale", _("打分（1 到 5）")
    TEXT = "text", _("自由意见")


MARKS = ("1", "2", "3", "4", "5")
"""What a scale offers."""
