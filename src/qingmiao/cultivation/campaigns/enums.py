from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignMode(TextChoices):
    ONLINE = "online", _("线上")
    HALL = "hall", _("线下")
    BOTH = "both", _("线上+线下")


class CampaignState(TextChoices):
    """筹备 → 讨论 → 收获 → 结项: each step by the organizer, none of them by itself."""

    PLANNED = "planned", _("筹备")
    OPEN = "open", _("讨论中")
    HARVEST = "harvest", _("成果转化")
    CLOSED = "closed", _("已结项")


class ContributionState(TextChoices):
    """草稿 → 已提交 → 入选 (first reading) → 已采纳 or 未采纳 (second reading); the author may withdraw."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交")
    SELECTED = "selected", _("入选")
    ADOPTED = "adopted", _("已采纳")
    DECLINED = "declined", _("未采纳")
    WITHDRAWN = "withdrawn", _("已撤回")


class ReadingKind(TextChoices):
    FIRST = "first", _("初读")
    SECOND = "second", _("复读")


class ReadingOutcome(TextChoices):
    SELECT = "select", _("入选")
    ADOPT = "adopt", _("采纳")
    DECLINE = "decline", _("不采纳")


class Way(TextChoices):
    """How somebody took part in a sitting."""

    HALL = "hall", _("现场")
    ONLINE = "online", _("线上")


class TaskState(TextChoices):
    """办理中 → 待核验 → 已办结; what is not found done goes back."""

    DOING = "doing", _("办理中")
    HANDED_IN = "handed_in", _("待核验")
    DONE = "done", _("已办结")
    DROPPED = "dropped", _("已终止")


ON_THE_WALL = (
    ContributionState.SUBMITTED,
    ContributionState.SELECTED,
    ContributionState.ADOPTED,
)
"""What everybody who works here may read and support."""

BY_FORM = (
    ContributionState.SUBMITTED,
    ContributionState.SELECTED,
    ContributionState.ADOPTED,
)
"""What a form or a table may say of a contribution made on paper."""

UNDER_WAY = (TaskState.DOING, TaskState.HANDED_IN)
