"""Contests, how they are judged, and who entered."""

from qingmiao.selection.contests.models.contest import Contest, Stage
from qingmiao.selection.contests.models.criterion import Criterion
from qingmiao.selection.contests.models.entry import Entry, StageMark
from qingmiao.selection.contests.models.formula import JudgeGroup, TieStep

__all__ = ["Contest", "Criterion", "Entry", "JudgeGroup", "Stage", "StageMark", "TieStep"]
