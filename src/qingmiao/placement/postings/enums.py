from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchemeGroup(TextChoices):
    """The speech's institutions; which scheme belongs to which group is data."""

    PROJECT_SPECIALIST = "project", _("项目专员")
    THREE_SPECIALISTS = "three", _("三类专员")
    SHADOWING = "shadow", _("插班跟学")
    OTHER = "other", _("其他选派")


class PostingState(TextChoices):
    PROPOSED = "proposed", _("拟选派")
    ISSUED = "issued", _("已派出")
    RUNNING = "running", _("在岗")
    EXTENDED = "extended", _("延期")
    RETURNED = "returned", _("期满返回")
    RECALLED = "recalled", _("提前返回")
