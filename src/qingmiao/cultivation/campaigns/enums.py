from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignMode(TextChoices):
    ONLINE = "online", _("线上")
    HALL = "hall", _("线下")
    BOTH = "both", _("线上+线下")


class ContributionState(TextChoices):
    SUBMITTED = "submitted", _("已提交")
    SELECTED = "selected", _("入选")
    ADOPTED = "adopted", _("已采纳")
