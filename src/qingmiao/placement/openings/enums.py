from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OpeningState(TextChoices):
    DRAFT = "draft", _("拟稿")
    OPEN = "open", _("已发布")
    CLOSED = "closed", _("已截止")
    WITHDRAWN = "withdrawn", _("已撤回")


WAYS: dict[OpeningState, tuple[OpeningState, ...]] = {
    OpeningState.DRAFT: (OpeningState.OPEN, OpeningState.WITHDRAWN),
    OpeningState.OPEN: (OpeningState.CLOSED, OpeningState.WITHDRAWN),
    OpeningState.CLOSED: (OpeningState.OPEN, OpeningState.WITHDRAWN),
    OpeningState.WITHDRAWN: (),
}
"""The steps an opening may take; what was withdrawn is published anew as another opening."""


class Experience(TextChoices):
    """经历 as résumés, postings and duties in blocks show it."""

    TOWNSHIP = "township", _("乡镇街道")
    DEPARTMENT = "department", _("区直部门")
    PARK = "park", _("园区")
    PROJECT = "project", _("项目专员")
    SPECIALIST = "three", _("三类专员")
    SHADOWING = "shadow", _("插班跟学")
    BLOCK = "block", _("区块任职")


class Priority(TextChoices):
    """How badly an opening is needed."""

    URGENT = "1", _("急需")
    NORMAL = "2", _("一般")
    RESERVE = "3", _("可缓")


class WantedTier(TextChoices):
    ANY = "", _("不限")
    UPPER = "A", _("储备库副科及以上")
    LOWER = "B", _("储备库副科以下")
    POOL = "AB", _("储备库成员")


class FamilyLimit(TextChoices):
    NONE = "", _("没有")
    AWAY = "away", _("不便驻外")
    FULL_TIME = "full_time", _("不便全脱产")
    BOTH = "both", _("不便驻外，也不便全脱产")


class Obstacle(TextChoices):
    """Why somebody cannot go to an opening."""

    NOT_SERVING = "not_serving", _("不在现职")
    GATE = "gate", _("暂缓使用")
    TIER = "tier", _("层次不符")
    AGE = "age", _("超过年龄")
    EXPERIENCE = "experience", _("缺经历")
    COMPETENCE = "competence", _("能力尚无印证")
    UNIT = "unit", _("本单位回避")
    KIN = "kin", _("亲属回避")
    POSTED = "posted", _("已有选派")
    CLASH = "clash", _("时间冲突")
    EXCLUDED = "excluded", _("本轮排除")


class Merit(TextChoices):
    """What speaks for a pair; each has its weight in the round."""

    GAP = "gap", _("补齐经历")
    PRIORITY = "priority", _("需求急缓")
    WISH = "wish", _("本人志愿")
    FAMILY = "family", _("家庭情况")
    BALANCE = "balance", _("单位均衡")


class RoundState(TextChoices):
    DRAFT = "draft", _("准备中")
    PROPOSED = "proposed", _("已提请")
    APPROVED = "approved", _("已审批")
    DROPPED = "dropped", _("已放弃")


class Stance(TextChoices):
    """What a round has decided beforehand about somebody."""

    OPEN = "open", _("参加匹配")
    PINNED = "pinned", _("指定到岗位")
    EXCLUDED = "excluded", _("本轮排除")
