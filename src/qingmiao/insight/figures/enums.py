from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FigureKind(TextChoices):
    """What stands behind a figure."""

    COUNT = "count", _("统计指标")
    SHARE = "share", _("比率指标")
    STRUCTURE = "structure", _("固定结构")
    CODE_LIST = "code_list", _("码表")
    OPEN_LIST = "open_list", _("列举")


class FigureUnit(TextChoices):
    """What is counted. A person (人) is counted once, however many records speak of him."""

    PERSON = "person", pgettext_lazy("unit of a figure", "人")
    PARTICIPATION = "participation", pgettext_lazy("unit of a figure", "人次")
    SESSION = "session", pgettext_lazy("unit of a figure", "场次")
    FLAT = "flat", pgettext_lazy("unit of a figure", "套")
    PERCENT = "percent", pgettext_lazy("unit of a figure", "百分比")
    ITEM = "item", pgettext_lazy("unit of a figure", "项")


class Qualifier(TextChoices):
    """How closely the words follow the number."""

    EXACT = "exact", _("确数")
    AT_LEAST = "at_least", _("余：不少于所示整数")
    ROUNDED = "rounded", _("高达：四舍五入到整数")


class Severity(TextChoices):
    CONTRADICTION = "contradiction", _("矛盾")
    NOTICE = "notice", _("提示")


class ReadingForm(StrEnum):
    """What kind of value a reading takes."""

    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
