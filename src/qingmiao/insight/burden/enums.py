from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FormKind(TextChoices):
    """What a unit was given to fill in."""

    NOTICE = "notice", _("推荐通知")
    NOMINATION = "nomination", _("推荐表")
    OPINION = "opinion", _("对自荐的单位意见")
    RECORD = "record", _("登记册记录")
