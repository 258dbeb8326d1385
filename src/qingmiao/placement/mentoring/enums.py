from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MentorshipState(TextChoices):
    ACTIVE = "active", _("帮带中")
    REPLACED = "replaced", _("已更换")
    FINISHED = "finished", _("已结束")
