from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventState(TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    OPEN = "open", _("开放")
    EXTENDED = "extended", _("已延期")
    CLOSED = "closed", _("已截止")
    REVIEWED = "reviewed", _("已研判")
    ARCHIVED = "archived", _("已归档")


RUNNING = (EventState.PUBLISHED, EventState.OPEN, EventState.EXTENDED)
"""Announced and not yet closed: within the window nominations are taken."""


class Told(TextChoices):
    """What the person named learns of a nomination by the organization."""

    NOTHING = "nothing", _("不告知")
    NAMED = "named", _("告知被推荐")
    OUTCOME = "outcome", _("告知被推荐与结果")


class Step(TextChoices):
    """The steps of the form, six at most. A notice leaves out what it does not ask."""

    NOMINEE = "nominee", _("被推荐人")
    MERITS = "merits", _("推荐理由")
    REFEREES = "referees", _("证明人")
    WISHES = "wishes", _("个人意愿")
    EXTRA = "extra", _("补充问题")
    CHECK = "check", _("核对提交")


class QuestionKind(TextChoices):
    TEXT = "text", _("一行文字")
    LONG = "long", _("多行文字")
    CHOICE = "choice", _("单选")
    FLAG = "flag", _("是或否")


class AskedOf(TextChoices):
    BOTH = "both", _("都问")
    ORGANIZATION = "organization", _("只问单位")
    SELF = "self", _("只问自荐人")


class Route(TextChoices):
    ORGANIZATION = "organization", _("组织推荐")
    SELF = "self", _("个人自荐")


class NominationState(TextChoices):
    SUBMITTED = "submitted", _("已提交")
    RETURNED = "returned", _("退回补充")
    WITHDRAWN = "withdrawn", _("已撤回")
    ACCEPTED = "accepted", _("已受理")


class Opinion(TextChoices):
    """The unit's word on a self-nomination. ``RECORDED``: written before it was asked for by yes or no."""

    NONE = "", _("不需要")
    PENDING = "pending", _("待表态")
    AGREED = "agreed", _("同意")
    OPPOSED = "opposed", _("不同意")
    SILENT = "silent", _("逾期未表态")
    RECORDED = "recorded", _("已有意见")


class RefereeState(TextChoices):
    ASKED = "asked", _("待答复")
    VOUCHED = "vouched", _("愿意证明")
    DECLINED = "declined", _("不愿证明")


class ExemptionState(TextChoices):
    ASKED = "asked", _("待批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("不批准")


class Purpose(TextChoices):
    TIER_A = "tier_a", _("入库（副科及以上）")
    TIER_B = "tier_b", _("入库（副科以下）")
    TRAINING = "training", _("仅列入培训")
    POSTING = "posting", _("列入选派")


class Outcome(TextChoices):
    YES = "yes", _("同意")
    NO = "no", _("不同意")


class GroupState(TextChoices):
    """All nominations of one person in one event, told by the decisions that stand."""

    REVIEW = "review", _("研判中")
    APPROVED = "approved", _("全部同意")
    PARTLY = "partly", _("部分同意")
    REJECTED = "rejected", _("不采用")


class Decision(TextChoices):
    """What the decisions of one person and event come to, as lists and sheets show it."""

    NONE = "", _("未决定")
    TIER_A = "tier_a", _("入库（副科及以上）")
    TIER_B = "tier_b", _("入库（副科以下）")
    TRAINING = "training", _("仅列入培训")
    POSTING = "posting", _("列入选派")
    REJECTED = "rejected", _("不采用")


class Willingness(TextChoices):
    ANYWHERE = "anywhere", _("服从组织安排")
    TOWNSHIP = "township", _("愿到乡镇街道")
    DEPARTMENT = "department", _("愿到区直部门")
    FRONTLINE = "frontline", _("愿到一线专班")
    STAY = "stay", _("愿留现单位")
