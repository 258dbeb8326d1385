from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """By which door a record came in."""

    PAGE = "page", _("页面登记")
    IMPORT = "import", _("表格导入")
    COMMAND = "command", _("命令行")
    DEMO = "demo", _("演示数据")


class BatchState(TextChoices):
    PREVIEWED = "previewed", _("待确认")
    APPLIED = "applied", _("已导入")
    UNDONE = "undone", _("已撤销")
    DROPPED = "dropped", _("已放弃")


class LineStatus(TextChoices):
    NEW = "new", _("新增")
    CHANGED = "changed", _("变更")
    UNCHANGED = "unchanged", _("无变化")
    ERROR = "error", _("有误")
