"""Drift: whether a judge marked higher or lower in the later half of the own sheets than in the first.

Looked at are residuals, so that what all judges did together, for instance growing tired at the same
hour, is no drift of any of them: a judge drifts only against the others.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from qingmiao.engines.scoring.contracts import Drift
from qingmiao.engines.scoring.rules.blocks import Block
from qingmiao.engines.scoring.rules.facets.design import Floats
from qingmiao.engines.scoring.rules.indicators import (
    FEWEST_ENTRIES,
    FEWEST_JUDGES,
    centred,
    student_bound,
    weights_of,
)

DRIFTS: Final = 0.01  # chance of a false alarm in a panel
Order = Mapping[tuple[str, str, str], Any]
"""Stage, judge and entry, and what the sheets of a judge are put in order by."""


def drifts_of(blocks: Sequence[Block], order: Order) -> list[Drift]:
    """A line for each judge of a panel large enough whose sheets have an order."""
    found = []
    for block in blocks:
        whole = block.complete()
        entries, judges = whole.totals.shape
        if entries < FEWEST_ENTRIES or judges < FEWEST_JUDGES:
            continue
        weights = weights_of(whole.totals)
        residuals = centred(whole.totals, weights) / (1 - weights)
        for column, judge in enumerate(whole.judges):
            when = {
                row: order[block.stage, judge, entry]
                for row, entry in enumerate(whole.entries)
                if (block.stage, judge, entry) in order
            }
            if len(when) >= FEWEST_ENTRIES:
                told = residuals[sorted(when, key=when.__getitem__), column]
                found.append(_drift(block, judge, told, judges))
    return found


def _drift(block: Block, judge: str, told: Floats, judges: int) -> Drift:
    half = len(told) // 2
    first, second = told[:half], told[half:]
    shift = float(second.mean() - first.mean())
    freedom = len(told) - 2
    squares = float(((first - first.mean()) ** 2).sum() + ((second - second.mean()) ** 2).sum())
    se = math.sqrt(squares / freedom * (1 / len(first) + 1 / len(second)))
    bound = student_bound(1 - DRIFTS / (2 * judges), freedom)
    return Drift(
        stage=block.stage,
        group=block.group,
        judge=judge,
        entries=len(told),
        shift=shift,
        se=se,
        stands_out=abs(shift) > bound * se and se > 1e-9,
    )
