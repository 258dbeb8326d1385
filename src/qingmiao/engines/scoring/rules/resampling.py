"""Bands of ranks: had the panel been drawn again from such judges, where would each entry stand?"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from qingmiao.engines.scoring.contracts import Band, Result
from qingmiao.engines.scoring.enums import Kind, Status
from qingmiao.engines.scoring.rules.blocks import Block
from qingmiao.engines.scoring.rules.facets.design import Floats

SEED: Final = 20260101
DRAWS: Final = 1000
MOST: Final = 4_000_000  # cells drawn at once
SURE: Final = 0.975  # how often one must stand above another to be told apart from it


def bands_of(result: Result, parts: Sequence[Block], seed: int = SEED) -> list[Band]:
    """Rank intervals of 95 %, and bands: an entry joins the band of the one above unless it is surely below.

    Judges are drawn with replacement, the same for all entries where all judged all, so that a severe
    judge moves everybody; where panels differ, for each entry from its own.
    """
    entries = [one.entry for one in result.entries if one.status is Status.RANKED]
    ranks = {one.entry: one.rank or 0 for one in result.entries}
    widest = max((block.totals.shape[1] for block in parts), default=0)
    if len(entries) < 2 or all(_is_thin(block) for block in parts):
        return []
    draws = max(200, min(DRAWS, MOST // (len(entries) * max(widest, 1))))
    totals = drawn(entries, parts, draws, np.random.Generator(np.random.PCG64(seed)))
    order = np.argsort(np.argsort(-totals, axis=0, kind="stable"), axis=0) + 1
    low, high = np.quantile(order, (0.025, 0.975), axis=1, method="nearest").astype(int)
    found, band, leader = [], 1, 0
    for at, entry in enumerate(entries):
        above = np.mean(totals[leader] > totals[at]) + np.mean(totals[leader] == totals[at]) / 2
        if at and above >= SURE:
            band, leader = band + 1, at
        found.append(Band(entry, ranks[entry], int(low[at]), int(high[at]), band))
    return found


def _is_thin(block: Block) -> bool:
    return bool((~np.isnan(block.totals)).sum(axis=1).max(initial=0) < 2)


def drawn(
    entries: Sequence[str], parts: Sequence[Block], draws: int, rng: np.random.Generator
) -> Floats:
    """Totals of entries × draws."""
    totals = np.zeros((len(entries), draws))
    samples: dict[tuple[str, str], np.ndarray] = {}
    for block in parts:
        place = {entry: at for at, entry in enumerate(block.entries)}
        values = block.totals[[place[entry] for entry in entries]]
        judges = values.shape[1]
        if not np.isnan(values).any():
            key = (block.stage, block.group)  # criteria of a panel are drawn with their judges
            if key not in samples:
                samples[key] = rng.integers(judges, size=(draws, judges))
            totals += block.weight * _aggregated(values[:, samples[key]], block)
            continue
        for at, row in enumerate(values):
            own = row[~np.isnan(row)]
            picked = own[rng.integers(len(own), size=(draws, len(own)))]
            totals[at] += block.weight * _aggregated(picked[None], block)[0]
    return totals


def _aggregated(values: Floats, block: Block) -> Floats:
    """Over the last axis, as the rule aggregates."""
    if block.aggregation.kind is Kind.MEDIAN:
        middle: Floats = np.median(values, axis=-1)
        return middle
    drop = min(block.aggregation.drop, (values.shape[-1] - 1) // 2)
    if drop:
        values = np.sort(values, axis=-1)[..., drop : values.shape[-1] - drop]
    mean: Floats = values.mean(axis=-1)
    return mean
