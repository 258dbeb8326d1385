from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Track(TextChoices):
    """For which kind of work somebody is brought up."""

    GRASSROOTS = "grassroots", _("基层治理")
    PROJECT = "project", _("项目建设")
    GENERAL = "general", _("综合管理")
    SPECIALIST = "specialist", _("专业技术")


class PostType(TextChoices):
    """The post somebody is brought up for."""

    TOWNSHIP_TEAM = "township", _("乡镇（街道）班子成员")
    DEPARTMENT_TEAM = "department", _("区直部门班子成员")
    PARK_TEAM = "park", _("园区和重点项目负责人")
    SECTION_HEAD = "section", _("中层正职")


class PlanState(TextChoices):
    """拟订 → 执行 → 完成, or 终止."""

    DRAFT = "draft", _("拟订中")
    ACTIVE = "active", _("执行中")
    COMPLETED = "completed", _("已完成")
    STOPPED = "stopped", _("已终止")


class GoalKind(TextChoices):
    HOURS = "hours", _("学时")
    OUTSIDE = "outside", _("岗外锻炼")
    MENTOR = "mentor", _("导师帮带")
    COMPETENCE = "competence", _("能力提升")
    GATE = "gate", _("关口")


class GoalState(TextChoices):
    """待落实 → 待核验 → 已核验; what is not found so goes back."""

    DOING = "doing", _("待落实")
    HANDED_IN = "handed_in", _("待核验")
    VERIFIED = "verified", _("已核验")
    DROPPED = "dropped", _("不再要求")


class ReviewKind(TextChoices):
    """Whose word a review is."""

    UNIT = "unit", _("单位评议")
    MENTOR = "mentor", _("导师评议")
    DEPARTMENT = "department", _("组织部门评议")


class Conclusion(TextChoices):
    ON_TRACK = "on_track", _("进展正常")
    ATTENTION = "attention", _("需要关注")
    OFF_TRACK = "off_track", _("偏离计划")


OPEN_STATES = (PlanState.DRAFT, PlanState.ACTIVE)
OPEN_GOALS = (GoalState.DOING, GoalState.HANDED_IN)
TOP_LEVEL = 4
"""Levels of a competence: 1 takes part, 2 does alone, 3 leads, 4 is asked by others."""
