"""Signs that two judges may have agreed beforehand, or that one favours an entry: signs, not verdicts.

Both look at residuals: what a judge gave an entry beyond what the entry got from all and the judge
gave to all. The tests are held so that a panel in which nothing is stays silent 97 times in 100.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import Indicator, Indicators
from qingmiao.engines.scoring.rules.blocks import Block
from qingmiao.engines.scoring.rules.facets.design import Floats

SEED: Final = 20260102
SHUFFLES: Final = 499
ALIKE: Final = 0.02  # chance of a false alarm in a panel, for each of the two tests
FAVOURS: Final = 0.01
FEWEST_ENTRIES: Final = 10
FEWEST_JUDGES: Final = 4
MOST_JUDGES: Final = 60


def indicators_of(blocks: Sequence[Block], seed: int = SEED) -> Indicators:
    found: list[Indicator] = []
    looked = 0
    for block in blocks:
        whole = block.complete()
        entries, judges = whole.totals.shape
        if entries < FEWEST_ENTRIES or not FEWEST_JUDGES <= judges <= MOST_JUDGES:
            continue
        weights = weights_of(whole.totals)
        residuals = centred(whole.totals, weights)
        if not (residuals.std(axis=0) > 1e-9).all():
            continue
        looked += 1
        rng = np.random.Generator(np.random.PCG64(seed))
        found += alike(whole, residuals, weights, rng)
        found += favours(whole, residuals)
    return Indicators(
        found=tuple(found),
        panels=looked,
        false_alarm_rate=ALIKE + FAVOURS,
        note=_("迹象只提示复核，不是结论：没有任何问题的评委组也约有 %(rate)s%% 会出现一次")
        % {"rate": f"{100 * (ALIKE + FAVOURS):g}"},
    )


def centred(totals: Floats, weights: Floats) -> Floats:
    """What remains when a judge's average and an entry's weighted average are taken away."""
    rest = totals - totals.mean(axis=-2, keepdims=True)
    return rest - (rest @ weights)[..., None]


def weights_of(totals: Floats) -> Floats:
    """How much a judge counts in what an entry is worth: less, the more the judge scatters.

    With equal weights the scatter of one noisy judge would enter everybody's residuals with the same
    sign, and the quiet judges would seem to have agreed.
    """
    judges = totals.shape[1]
    weights = np.full(judges, 1 / judges)
    for _round in range(4):
        variance = centred(totals, weights).var(axis=0) / np.maximum(1 - weights, 0.2)
        weights = 1 / np.maximum(variance, max(float(np.median(variance)) / 16, 1e-9))
        weights /= weights.sum()
    return weights


def alike(
    block: Block, residuals: Floats, weights: Floats, rng: np.random.Generator
) -> list[Indicator]:
    """Pairs whose residuals go together more than any pair's do when each judge's are shuffled."""
    entries, judges = residuals.shape
    pairs = np.triu_indices(judges, 1)
    shuffled = rng.permuted(np.broadcast_to(residuals, (SHUFFLES, entries, judges)), axis=1)
    together = correlations(centred(shuffled, weights))[:, pairs[0], pairs[1]]
    by_luck = np.sort(together.max(axis=1))
    bound = float(by_luck[math.ceil((1 - ALIKE) * (SHUFFLES + 1)) - 1])
    found = correlations(residuals[None])[0]
    return [
        Indicator(
            "alike",
            block.stage,
            block.group,
            (block.judges[one], block.judges[two]),
            _together(block, residuals / residuals.std(axis=0), one, two),
            float(found[one, two]),
            bound,
        )
        for one, two in np.transpose(pairs).tolist()
        if found[one, two] > bound
    ]


def correlations(residuals: Floats) -> Floats:
    scaled = residuals / np.sqrt((residuals**2).sum(axis=1, keepdims=True))
    product: Floats = np.swapaxes(scaled, 1, 2) @ scaled
    return product


def _together(block: Block, residuals: Floats, one: int, two: int) -> tuple[str, ...]:
    """The entries on which the two went farthest the same way."""
    product = residuals[:, one] * residuals[:, two]
    places = np.argsort(-product, kind="stable")[:5]
    return tuple(block.entries[at] for at in places if product[at] > 1)


def favours(block: Block, residuals: Floats) -> list[Indicator]:
    """Single totals farther off than the judge's other totals allow, up or down."""
    entries, judges = residuals.shape
    freedom = entries - 2
    free = 1 - 1 / entries
    squares = (residuals**2).sum(axis=0)
    left = np.maximum(squares - residuals**2 / free, 1e-12 * squares) / freedom
    figures = residuals / np.sqrt(left * free)
    bound = student_bound(1 - FAVOURS / (2 * entries * judges), freedom)
    return [
        Indicator(
            "favours" if figures[at, judge] > 0 else "presses",
            block.stage,
            block.group,
            (block.judges[judge],),
            (block.entries[at],),
            float(figures[at, judge]),
            bound,
        )
        for at, judge in np.argwhere(np.abs(figures) > bound).tolist()
    ]


def student_bound(probability: float, freedom: int) -> float:
    """The quantile of Student's distribution, from the normal one by the usual expansion."""
    z = NormalDist().inv_cdf(probability)
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + g1 / freedom + g2 / freedom**2 + g3 / freedom**3
