from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ObservationState(TextChoices):
    SUBMITTED = "submitted", _("已提交")
    WITNESSED = "witnessed", _("旁证已确认")
    QUESTIONED = "questioned", _("旁证存疑")
    ACCEPTED = "accepted", _("已采信")
