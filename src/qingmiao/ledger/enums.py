from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Door(TextChoices):
    """Where a deed came in. The ledger keeps the code, pages tell the word."""

    WEB = "web", pgettext_lazy("door", "网页")
    COMMAND = "command", pgettext_lazy("door", "命令行")
    SYSTEM = "system", pgettext_lazy("door", "系统自动")
    FEED = "feed", pgettext_lazy("door", "日历订阅")
    API = "api", pgettext_lazy("door", "程序接口")
