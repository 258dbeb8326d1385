from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContestKind(TextChoices):
    RESERVES = "reserves", _("“三牛四干”型副科职后备人选比拼")
    PITCH = "pitch", _("项目策划包装路演竞赛")
    LANGUAGE = "language", _("语言艺术集训展演")
    OTHER = "other", _("其他比武")


class ContestState(TextChoices):
    DRAFT = "draft", _("筹备")
    PUBLISHED = "published", _("已公告")
    OPEN = "open", _("报名")
    CHECKING = "checking", _("资格审查")
    DRAWING = "drawing", _("抽签")
    JUDGING = "judging", _("评审")
    PROVISIONAL = "provisional", _("初步结果")
    OBJECTION = "objection", _("异议期")
    FINAL = "final", _("结果确定")
    ARCHIVED = "archived", _("归档")
    CALLED_OFF = "called_off", _("已取消")


PAST = (ContestState.FINAL, ContestState.ARCHIVED)
"""A contest of past years is entered as one of these; every other state is reached by its step."""

RUNNING = (
    ContestState.PUBLISHED,
    ContestState.OPEN,
    ContestState.CHECKING,
    ContestState.DRAWING,
    ContestState.JUDGING,
    ContestState.PROVISIONAL,
    ContestState.OBJECTION,
)
"""Announced, and its result not yet confirmed."""

BEFORE_A_RESULT = (
    ContestState.DRAFT,
    ContestState.PUBLISHED,
    ContestState.OPEN,
    ContestState.CHECKING,
    ContestState.DRAWING,
    ContestState.JUDGING,
)
"""Nobody is ranked yet: whoever judges a blind stage meets plates only."""

JUDGED = (
    ContestState.JUDGING,
    ContestState.PROVISIONAL,
    ContestState.OBJECTION,
)
"""Somebody is or was marked, by the frozen rule only."""


class Faces(TextChoices):
    """What a notice asks of the political face."""

    ANY = "", _("不限")
    PARTY = "party", _("中共党员（含预备党员）")
    NON_PARTY = "non_party", _("党外干部")


class SchoolingAsked(TextChoices):
    """What a notice asks of the schooling, beyond what the regulation does."""

    ANY = "", _("按规定")
    UNIVERSITY = "university", _("大学以上")
    GRADUATE = "graduate", _("研究生")


class StageKind(TextChoices):
    WRITTEN = "written", _("笔试")
    PROJECT = "project", _("项目策划")
    ROADSHOW = "roadshow", _("路演")
    INTERVIEW = "interview", _("面试")
    SHOW = "show", _("展演")
    OTHER = "other", _("其他")


class Advance(TextChoices):
    """Who goes on from a stage to the next."""

    ALL = "all", _("全部晋级")
    TOP = "top", _("按名次")
    RATIO = "ratio", _("按 1:n")
    CUT = "cut", _("按分数线")
    DECISION = "decision", _("集体研究，写明理由")


class Aggregation(TextChoices):
    """How the judges of a group become one figure."""

    MEAN = "mean", _("平均分")
    MEDIAN = "median", _("中位数")
    TRIMMED_MEAN = "trimmed_mean", _("去极值平均（按评委总分）")
    TRIMMED_MEAN_PER_CRITERION = "trimmed_mean_per_criterion", _("去极值平均（按评分要素）")


class Missing(TextChoices):
    """What becomes of a sheet on which a required criterion has no mark."""

    REFUSE = "refuse", _("不出成绩，先补齐")
    DROP_SHEET = "drop_sheet", _("该评委此份不计")
    REWEIGHT = "reweight", _("其余要素按权重折算")
    ZERO = "zero", _("按 0 分计")


class TieBy(TextChoices):
    """What a step of the tie-break chain compares."""

    UNROUNDED_TOTAL = "unrounded_total", _("未舍入的总分")
    UNTRIMMED_MEAN = "untrimmed_mean", _("不去极值的平均分")
    MEDIAN = "median", _("评委总分的中位数")
    STAGE = "stage", _("某一环节成绩")
    GROUP = "group", _("某一评委组成绩")
    CRITERION = "criterion", _("某一评分要素成绩")
    LOT = "lot", _("见证抽签")


class EntryState(TextChoices):
    SUBMITTED = "submitted", _("已报名")
    PASSED = "passed", _("资格通过")
    FAILED = "failed", _("资格不符")
    WITHDRAWN = "withdrawn", _("已退出")
    DISQUALIFIED = "disqualified", _("取消资格")
    RANKED = "ranked", _("已出成绩")


class EntryRoute(TextChoices):
    """By which way somebody entered."""

    OFFICE = "office", _("登记")
    SELF = "self", _("个人报名")
    UNIT = "unit", _("单位报名")
    POOL = "pool", _("从储备库提名")
    DEMAND = "demand", _("按需求提名")


class ExemptionState(TextChoices):
    ASKED = "asked", _("待批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("不批准")


class Party(TextChoices):
    """Who brings a share of the seed: two accounts, and neither knows the other's before both are in."""

    SECRETARY = "secretary", _("赛务秘书")
    WITNESS = "witness", _("见证人")
