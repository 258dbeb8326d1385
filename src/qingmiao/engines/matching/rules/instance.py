"""The question as the solvers hold it: places in lists, never labels."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qingmiao.engines.matching.contracts import Label
from qingmiao.engines.matching.enums import Fill

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of these people in these openings, together."""

    name: str
    people: Places
    openings: Places
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    people: tuple[Label, ...]
    openings: tuple[Label, ...]
    costs: Floats
    is_allowed: Flags
    least: Places
    most: Places
    limits: tuple[Limit, ...] = ()
    pinned: tuple[Pair, ...] = ()
    fill: Fill = Fill.ALL

    @property
    def places(self) -> int:
        return int(self.most.sum())

    @property
    def is_plain(self) -> bool:
        return not self.limits and not self.least.any()

    @property
    def is_people_short(self) -> bool:
        """Is everybody to be placed, because there are at least as many places as people?"""
        return len(self.people) <= self.places

    def open_pairs(self) -> Flags:
        """Allowed, and not shut by a pin on another opening."""
        is_open = self.is_allowed.copy()
        for person, opening in self.pinned:
            is_open[person, :] = False
            is_open[person, opening] = self.is_allowed[person, opening]
        return is_open


@dataclass(frozen=True, slots=True)
class Solution:
    """Where each person goes (-1: nowhere), and what is proved of it."""

    opening_of: Places | None
    bound: float | None = None
    is_optimal: bool = False
    is_infeasible: bool = False


def summed(costs: Floats, opening_of: Places) -> float:
    """Without the error that grows with every term, so that ten times 0.1 is 1."""
    placed = np.flatnonzero(opening_of >= 0)
    return math.fsum(costs[placed, opening_of[placed]].tolist())
