from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContestKind(TextChoices):
    RESERVES = "reserves", _("“三牛四干”型副科职后备人选比拼")
    PITCH = "pitch", _("项目策划包装路演竞赛")
    LANGUAGE = "language", _("语言艺术集训展演")
    OTHER = "other", _("其他比武")


class ContestState(TextChoices):
    DRAFT = "draft", _("筹备")
    OPEN = "open", _("报名")
    JUDGING = "judging", _("评审")
    FINAL = "final", _("结果确定")
    ARCHIVED = "archived", _("归档")


class EntryState(TextChoices):
    SUBMITTED = "submitted", _("已报名")
    PASSED = "passed", _("资格通过")
    FAILED = "failed", _("资格不符")
    WITHDRAWN = "withdrawn", _("已退出")
    DISQUALIFIED = "disqualified", _("取消资格")
    RANKED = "ranked", _("已出成绩")
