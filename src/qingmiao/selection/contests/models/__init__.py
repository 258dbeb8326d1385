"""Contests, how they are judged, who entered, and in which order they appear."""

from qingmiao.selection.contests.models.contest import Contest, Stage
from qingmiao.selection.contests.models.criterion import Criterion
from qingmiao.selection.contests.models.draw import DrawShare, PlateDraw
from qingmiao.selection.contests.models.entry import Entry, StageMark
from qingmiao.selection.contests.models.exemption import Exemption
from qingmiao.selection.contests.models.formula import JudgeGroup, TieStep

__all__ = [
    "Contest", "Criterion", "DrawShare", "Entry", "Exemption", "JudgeGroup", "PlateDraw", "Stage",
    "StageMark", "TieStep",
]  # fmt: skip
