from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Format(TextChoices):
    """In which form a report leaves the system."""

    DOCX = "docx", _("Word 文档")
    PDF = "pdf", _("PDF 文件")


class RowChange(TextChoices):
    """What became of a frozen row."""

    ADDED = "added", _("新计入")
    REMOVED = "removed", _("不再计入")
    CHANGED = "changed", _("内容有变")
