"""Why each person is where he is. Direct exchanges only: two change places, or one steps in."""

import numpy as np

from qingmiao.engines.matching.contracts import Reason
from qingmiao.engines.matching.enums import Why
from qingmiao.engines.matching.rules.instance import Floats, Instance, Limit, Pair, Places

TRIED = 40
"""Exchanges tried against the limits, cheapest first, before the limits themselves are the reason."""


def reasons_of(instance: Instance, opening_of: Places) -> tuple[Reason, ...]:
    told = _Told(instance, opening_of)
    return tuple(
        told.placed(person) if opening_of[person] >= 0 else told.unplaced(person)
        for person in range(len(instance.people))
    )


class _Told:
    def __init__(self, instance: Instance, opening_of: Places) -> None:
        self.it, self.opening_of = instance, opening_of
        self.pinned = {person for person, _opening in instance.pinned}
        self.who = np.flatnonzero(opening_of >= 0)
        self.where = opening_of[self.who]
        self.paid = instance.costs[self.who, self.where]
        self.is_movable = ~np.isin(self.who, list(self.pinned))
        taken = np.bincount(self.where, minlength=len(instance.openings))
        self.filled = taken
        self.has_place = taken < instance.most
        self.is_ruled = not instance.is_plain
        self._count(instance.limits)

    def _count(self, limits: tuple[Limit, ...]) -> None:
        shape = (len(limits), len(self.it.people)), (len(limits), len(self.it.openings))
        self.has_person, self.has_opening = (np.zeros(one, dtype=bool) for one in shape)
        for at, limit in enumerate(limits):
            self.has_person[at, limit.people] = True
            self.has_opening[at, limit.openings] = True
        inside = self.has_person[:, self.who] & self.has_opening[:, self.where]
        self.counts = inside.sum(axis=1)
        self.least = np.array([one.least for one in limits])
        self.most = np.array([np.inf if one.most is None else one.most for one in limits])

    def placed(self, person: int) -> Reason:
        opening = int(self.opening_of[person])
        costs = np.where(self.it.is_allowed[person], self.it.costs[person], np.inf)
        cost = float(costs[opening])
        rank = int((costs < cost).sum()) + 1
        by, instead, holder = self._other_way(person, opening, costs)
        if person in self.pinned:
            why, by, instead, holder = Why.PINNED, None, None, None
        elif int(self.it.is_allowed[person].sum()) == 1:
            why = Why.ONLY
        else:
            why = Why.CHEAPEST if rank == 1 else Why.OTHERS
        return Reason(
            person=self.it.people[person],
            opening=self.it.openings[opening],
            why=why,
            cost=cost,
            rank=rank,
            by=by,
            instead=None if instead is None else self.it.openings[instead],
            holder=None if holder is None else self.it.people[holder],
        )

    def unplaced(self, person: int) -> Reason:
        """The one whose place he could take at the least cost, and what keeps him from it."""
        label = self.it.people[person]
        is_allowed = self.it.is_allowed[person]
        if not is_allowed.any():
            return Reason(person=label, opening=None, why=Why.FORBIDDEN)
        costs = self.it.costs[person]
        steps = np.where(
            is_allowed[self.where] & self.is_movable, costs[self.where] - self.paid, np.inf
        )
        free = np.flatnonzero(is_allowed & self.has_place)
        best: tuple[float, int, int | None, tuple[int, ...]] | None = None
        for at in self._cheapest(steps):
            if not np.isfinite(steps[at]):
                break
            holder, opening = int(self.who[at]), int(self.where[at])
            broken = self._breaks([(person, opening), (holder, -1)])
            if best is None or not broken:
                best = (float(steps[at]), opening, holder, broken)
            if not broken or steps[at] < 0:  # a limit that forbids a gain is the reason
                break
        for opening in free[np.argsort(costs[free], kind="stable")].tolist():
            broken = self._breaks([(person, opening)])
            if broken:  # a free place that only a limit keeps from him
                best = (float(costs[opening]), opening, None, broken)
                break
        if best is None:
            return Reason(person=label, opening=None, why=Why.PLACES)
        by, opening, other, broken = best
        return Reason(
            person=label,
            opening=None,
            why=Why.LIMIT if broken else Why.DEARER,
            cost=float(costs[opening]),
            instead=self.it.openings[opening],
            holder=None if other is None else self.it.people[other],
            by=None if broken else max(by, 0.0),
            limits=tuple(self.it.limits[one].name for one in broken if one >= 0),
        )

    def _other_way(
        self, person: int, opening: int, costs: Floats
    ) -> tuple[float | None, int | None, int | None]:
        """The cheapest exchange that takes this pair apart: so much dearer, where to, with whom."""
        mine = float(costs[opening])
        is_fit = self.it.is_allowed[self.who, opening] & self.is_movable & (self.who != person)
        swaps = np.where(
            is_fit, costs[self.where] - mine + self.it.costs[self.who, opening] - self.paid, np.inf
        )
        swaps[self.where == opening] = np.inf
        moves = np.where(self.has_place, costs - mine, np.inf)
        moves[opening] = np.inf
        steps = np.concatenate([swaps, moves])
        for at in self._cheapest(steps):
            if not np.isfinite(steps[at]):
                break
            if at < swaps.size:
                other, there = int(self.who[at]), int(self.where[at])
                if not self._breaks([(person, there), (other, opening)]):
                    return max(float(steps[at]), 0.0), there, other
            elif not self._breaks([(person, at - swaps.size)]):
                return max(float(steps[at]), 0.0), at - swaps.size, None
        return None, None, None

    def _cheapest(self, steps: Floats) -> list[int]:
        if not self.is_ruled:
            return [int(steps.argmin())] if steps.size else []
        return np.argsort(steps, kind="stable")[:TRIED].tolist()

    def _breaks(self, moves: list[Pair]) -> tuple[int, ...]:
        """Which limits the moves would break, by number; -1 stands for openings with too few."""
        if not self.is_ruled:
            return ()
        counts, filled = self.counts.copy(), self.filled.copy()
        for person, opening in moves:
            before = int(self.opening_of[person])
            for at, step in ((before, -1), (opening, 1)):
                if at >= 0:
                    counts += step * (self.has_person[:, person] & self.has_opening[:, at])
                    filled[at] += step
        broken = np.flatnonzero((counts < self.least) | (counts > self.most)).tolist()
        return tuple(broken + ([-1] if (filled < self.it.least).any() else []))
