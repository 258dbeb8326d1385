"""Judges, when they cannot sit and what stands against them, who judges whom, sheets, scores."""

from qingmiao.selection.judging.models.absence import Absence
from qingmiao.selection.judging.models.assignment import Advancement, Assignment, Sitting
from qingmiao.selection.judging.models.conflict import Conflict
from qingmiao.selection.judging.models.hall import HallLink, Release
from qingmiao.selection.judging.models.judge import Judge
from qingmiao.selection.judging.models.score import Correction, DraftMark, Score
from qingmiao.selection.judging.models.sheet import Sheet

__all__ = [
    "Absence",
    "Advancement",
    "Assignment",
    "Conflict",
    "Correction",
    "DraftMark",
    "HallLink",
    "Judge",
    "Release",
    "Score",
    "Sheet",
    "Sitting",
]
