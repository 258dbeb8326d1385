"""What a contest must hold to stand, and the formula it is scored by."""

from qingmiao.selection.contests.rules.contest import (
    CONCLUDED,
    FROZEN,
    OUT,
    WHOLE,
    ZERO,
    flaws_of_contest,
    flaws_of_entry,
    flaws_of_mark,
    flaws_of_stage,
    rank_band,
    shown,
    weighted_total,
)

__all__ = [
    "CONCLUDED", "FROZEN", "OUT", "WHOLE", "ZERO", "flaws_of_contest", "flaws_of_entry", "flaws_of_mark",
    "flaws_of_stage", "rank_band", "shown", "weighted_total",
]  # fmt: skip
