from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventState(TextChoices):
    DRAFT = "draft", _("草稿")
    OPEN = "open", _("开放")
    CLOSED = "closed", _("已截止")
    REVIEWED = "reviewed", _("已研判")


class Route(TextChoices):
    ORGANIZATION = "organization", _("组织推荐")
    SELF = "self", _("个人自荐")


class NominationState(TextChoices):
    SUBMITTED = "submitted", _("已提交")
    RETURNED = "returned", _("退回补充")
    WITHDRAWN = "withdrawn", _("已撤回")
    ACCEPTED = "accepted", _("已受理")


class Decision(TextChoices):
    NONE = "", _("未决定")
    TIER_A = "tier_a", _("入库（副科及以上）")
    TIER_B = "tier_b", _("入库（副科以下）")
    TRAINING = "training", _("仅列入培训")
    POSTING = "posting", _("列入选派")
    REJECTED = "rejected", _("不采用")
