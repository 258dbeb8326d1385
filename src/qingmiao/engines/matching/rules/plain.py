"""Plain assignment: costs, forbidden pairs, pins and places, but no rule across pairs."""

from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from qingmiao.engines.matching.enums import Fill
from qingmiao.engines.matching.rules.instance import Floats, Instance, Places, Solution

LARGE = 1_500_000
"""Pairs from which prices in advance save more than they cost."""

CROWDED = 0.4
"""Of the openings, those that are somebody's cheapest: about 0.63 where costs are drawn by chance."""

WARMTHS = (0.5, 0.15, 0.05, 0.02)
"""Of the spread of costs: how softly the prices are made, ever harder."""


def assigned(instance: Instance, *, large: int = LARGE) -> Solution:
    """The cheapest assignment of the smaller side; each opening is as many columns as it has places."""
    is_open = instance.open_pairs()
    opening_of_column = np.repeat(
        np.arange(len(instance.openings)), np.minimum(instance.most, len(instance.people))
    )
    nowhere = np.full(len(instance.people), -1, dtype=np.intp)
    if not opening_of_column.size:
        return Solution(None if instance.pinned else nowhere, is_optimal=not instance.pinned,
                        is_infeasible=bool(instance.pinned))  # fmt: skip
    closed = np.inf if instance.fill is Fill.ALL else _dearest(instance)
    costs = np.where(is_open, instance.costs, closed)[:, opening_of_column]
    pins = instance.pinned
    if pins:
        costs = _held(costs, instance, opening_of_column, closed)
    if costs.size >= large and _is_crowded(costs):
        costs = _priced(costs)
    try:
        people, columns = linear_sum_assignment(costs)
    except ValueError:  # it says so when infinite costs leave no assignment
        return Solution(None, is_infeasible=True)
    nowhere[people] = opening_of_column[columns]
    placed = np.flatnonzero(nowhere >= 0)
    nowhere[placed[~is_open[placed, nowhere[placed]]]] = -1
    if any(nowhere[person] != opening for person, opening in pins):
        return Solution(None, is_infeasible=True)
    return Solution(nowhere, is_optimal=True)


def _is_crowded(costs: Floats) -> bool:
    """Do people want the same few places? Then prices part them; a square table of plain numbers only."""
    if costs.shape[0] != costs.shape[1] or not np.isfinite(costs).all():
        return False
    return np.unique(costs.argmin(axis=1)).size < CROWDED * costs.shape[0]


def _priced(costs: Floats) -> Floats:
    """The same question with a price taken from each row and each column, so that little is left to do.

    In a square table each row and column is used once: prices move every sum alike. They are found by
    Sinkhorn's iteration, roughly, for a good price only saves time.
    """
    rough = costs.astype(np.float32)
    width = max(float(rough.std()), 1e-30)
    of_row, of_column = (np.zeros(size, dtype=np.float32) for size in costs.shape)
    for warmth in WARMTHS:
        for _again in range(2):
            of_row = _soft_least(rough, of_column, np.float32(warmth * width))
            of_column = _soft_least(rough.T, of_row, np.float32(warmth * width))
    left = costs - of_row.astype(float)[:, None]
    left -= of_column.astype(float)[None, :]
    left -= left.min(axis=1, keepdims=True)
    left -= left.min(axis=0, keepdims=True)
    return left


def _soft_least(table: Any, prices: Any, warmth: Any) -> Any:
    """Of each row, about the least of what the prices leave; a strip at a time, to save memory."""
    told = np.empty(table.shape[0], dtype=np.float32)
    for at in range(0, told.size, 256):
        strip = table[at : at + 256] - prices[None, :]
        least = strip.min(axis=1)
        weights = np.exp((least[:, None] - strip) / warmth).sum(axis=1)
        told[at : at + 256] = least - warmth * np.log(weights)
    return told


def _dearest(instance: Instance) -> float:
    """Dearer than any exchange of all the others could pay for: as many as possible comes first."""
    width = float(np.ptp(instance.costs)) if instance.costs.size else 0.0
    smaller = min(len(instance.people), instance.places)
    return float(instance.costs.max(initial=0.0)) + (width + 1.0) * (smaller + 1)


def _held(costs: Floats, instance: Instance, opening_of: Places, closed: float) -> Floats:
    """A pinned person holds one place of the opening: nobody else may take that column."""
    taken: dict[int, int] = {}
    for person, opening in instance.pinned:
        columns = np.flatnonzero(opening_of == opening)
        at = taken.get(opening, 0)
        if at >= columns.size:
            costs[person, :] = np.inf  # more pins than places
            continue
        taken[opening] = at + 1
        own = costs[person, columns[at]]
        costs[person, :] = closed
        costs[:, columns[at]] = closed
        costs[person, columns[at]] = own
    return costs
