from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnrolmentState(TextChoices):
    APPLIED = "applied", _("已申请")
    CONFIRMED = "confirmed", _("已录取")
    WAITING = "waiting", _("轮候")
    WITHDRAWN = "withdrawn", _("已退出")
    FINISHED = "finished", _("已结束")


IN_THE_GUARDIANS_HAND = (EnrolmentState.APPLIED, EnrolmentState.WITHDRAWN)
"""States into which a guardian may put the own application."""

HOLDS_A_SEAT = (EnrolmentState.CONFIRMED, EnrolmentState.FINISHED)
"""States that take up one of the session's seats."""
