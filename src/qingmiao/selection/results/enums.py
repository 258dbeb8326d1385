from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What a computation was made for."""

    STAGE = "stage", _("环节成绩")
    PROVISIONAL = "provisional", _("初步结果")
    LOT = "lot", _("见证抽签")
    AGAIN = "again", _("重新计算")


class Anew(TextChoices):
    """What is done with a list of who goes on after the marks it was decided on were corrected."""

    KEEP = "keep", _("保留原名单")
    REDO = "redo", _("按更正后的成绩重定")


class ObjectionState(TextChoices):
    RAISED = "raised", _("待处理")
    UPHELD = "upheld", _("异议成立")
    DISMISSED = "dismissed", _("异议不成立")


class PublicationKind(TextChoices):
    PROVISIONAL = "provisional", _("初步结果")
    FINAL = "final", _("正式结果")


class Reach(TextChoices):
    """Whom of the contestants a publication names."""

    ALL = "all", _("全部选手")
    SHORTLIST = "shortlist", _("只列入围人员")


class TablesState(TextChoices):
    """How far the tables about the judges are."""

    WAITING = "waiting", _("等待计算")
    DONE = "done", _("已计算")
    FAILED = "failed", _("未能计算")


class Answer(TextChoices):
    """What the database says to somebody who holds a paper, or a number somebody made up."""

    CURRENT = "current", _("与系统一致，现行有效")
    REPLACED = "replaced", _("与当时一致，但已被后来的计算取代")
    REVOKED = "revoked", _("比武已取消，成绩单作废")
    UNKNOWN = "unknown", _("系统中没有这份成绩单")


ENGINE = "qingmiao/scoring 1"
"""Written beside every computation: a change of the engine's figures would raise it."""
