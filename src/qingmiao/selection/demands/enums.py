from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TargetItem(TextChoices):
    """What a target speaks of. Each counts people of the team who fit it on a day."""

    AGE = "age", _("年龄段")
    FEMALE = "female", _("女干部")
    NON_PARTY = "non_party", _("党外干部")
    MAJOR = "major", _("专业")
    TOWNSHIP = "township", _("乡镇（街道）工作经历")


class Measure(TextChoices):
    """How a target band is written: in people, or as a share of the slots of the team."""

    PEOPLE = "people", _("人数")
    SHARE = "share", _("占班子职数的百分比")


class DemandState(TextChoices):
    OPEN = "open", _("进行中")
    MET = "met", _("已满足")
    LAPSED = "lapsed", _("已失效")
    WITHDRAWN = "withdrawn", _("已撤回")


CLOSED = (DemandState.MET, DemandState.LAPSED, DemandState.WITHDRAWN)
"""How a demand ends; each with a reason."""


class FoundBy(TextChoices):
    """Which work found somebody for a demand."""

    VISIT = "visit", _("日常调研")
    OBSERVATION = "observation", _("一线识别")
    NOMINATION = "nomination", _("自荐与推荐")
    CONTEST = "contest", _("擂台比武")
    OFFICE = "office", _("干部科比选")
