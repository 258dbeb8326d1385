from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SurveyState(TextChoices):
    DRAFT = "draft", _("草稿")
    OPEN = "open", _("征求中")
    CLOSED = "closed", _("已截止")


class GroupBy(TextChoices):
    """By what answers may be told apart; nothing finer is ever kept."""

    NONE = "none", _("不分组")
    UNIT_KIND = "unit_kind", _("按单位类别")
    AGE = "age", _("按年龄段")
    LEVEL = "level", _("按职务层次")


class Audience(TextChoices):
    """Who is asked, within the unit and what hangs below it."""

    EVERYBODY = "everybody", _("全体干部")
    YOUNG = "young", _("35 岁以下干部")
    UNDER_FORTY = "under_forty", _("40 岁以下干部")


class NeedState(TextChoices):
    PROPOSED = "proposed", _("待审核")
    WANTED = "wanted", pgettext_lazy("need on the board", "需求")
    DECLINED = "declined", _("暂不开设")
    MERGED = "merged", _("已并入")


OLDEST: dict[str, int] = {Audience.YOUNG: 35, Audience.UNDER_FORTY: 40}
