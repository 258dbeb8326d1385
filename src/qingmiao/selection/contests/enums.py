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
