"""What an office keeps of contests."""

from qingmiao.selection.contests.register.contest import CONTESTS, ENTRIES, MARKS, STAGES
from qingmiao.selection.contests.register.formula import CRITERIA, JUDGE_GROUPS, TIE_STEPS

__all__ = ["CONTESTS", "CRITERIA", "ENTRIES", "JUDGE_GROUPS", "MARKS", "STAGES", "TIE_STEPS"]
