"""What is done with results: computing, advancing, lots, objections, conclusion, publication."""

from qingmiao.selection.results.services.advancing import (
    advance_stage,
    compute_stage,
    decide_anew,
)
from qingmiao.selection.results.services.concluding import conclude_contest
from qingmiao.selection.results.services.objecting import decide_objection, raise_objection
from qingmiao.selection.results.services.publishing import open_objections, publish_result
from qingmiao.selection.results.services.reckoning import (
    announce_result,
    begin_judging,
    draw_lot,
    reckon_again,
)

__all__ = [
    "advance_stage", "announce_result", "begin_judging", "compute_stage", "conclude_contest",
    "decide_anew", "decide_objection", "draw_lot", "open_objections", "publish_result", "raise_objection",
    "reckon_again",
]  # fmt: skip
