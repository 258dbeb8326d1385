from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProbationState(TextChoices):
    RUNNING = "running", _("试用中")
    CONFIRMED = "confirmed", _("转正")
    EXTENDED = "extended", _("延长试用")
    RETURNED = "returned", _("免职返回")
