"""Assignment under limits: an integer program for HiGHS, on as few pairs as prove the answer.

The linear relaxation gives a lower bound and, for every pair, by how much using it would raise that
bound. A pair that would raise it above an answer in hand cannot be part of a better one. So the
program is solved on the promising pairs only, and widened until the rest is ruled out.
"""

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, vstack

from qingmiao.engines.matching.enums import Fill
from qingmiao.engines.matching.rules import plain
from qingmiao.engines.matching.rules.instance import (
    Flags,
    Floats,
    Instance,
    Places,
    Solution,
    summed,
)

SMALL = 20_000
"""Pairs up to which the whole program is solved at once."""

SCALE = 1e4
"""Costs are stretched to this width: HiGHS counts differences below 1e-6 as none."""

NEAR = 1.0
"""Of SCALE: a relaxation as near as that is near enough, for the proof counts what is missing."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Every rule as one row: a sum over pairs between two bounds."""

    least: Floats
    most: Floats
    people: int
    openings: int
    has_total: bool
    limits: tuple[Flags, ...]

    def over(self, pairs: Places) -> csr_matrix:
        person, opening = np.divmod(pairs, self.openings)
        which = [person, self.people + opening]
        where = [np.arange(pairs.size)] * 2
        at = self.people + self.openings
        if self.has_total:
            which.append(np.full(pairs.size, at))
            where.append(np.arange(pairs.size))
            at += 1
        for number, inside in enumerate(self.limits):
            found = np.flatnonzero(inside[pairs])
            which.append(np.full(found.size, at + number))
            where.append(found)
        rows = np.concatenate(which)
        shape = (self.least.size, pairs.size)
        return csr_matrix((np.ones(rows.size), (rows, np.concatenate(where))), shape=shape)

    def priced(self, costs: Floats, duals: Floats) -> Floats:
        """Reduced costs of all pairs."""
        people, openings = duals[: self.people], duals[self.people :][: self.openings]
        left = costs - (people[:, None] + openings[None, :]).ravel()
        at = self.people + self.openings
        if self.has_total:
            left -= duals[at]
            at += 1
        for number, inside in enumerate(self.limits):
            if duals[at + number]:
                left -= duals[at + number] * inside
        return left


def solved(instance: Instance, *, seconds: float, small: int = SMALL) -> Solution:
    ends = time.perf_counter() + seconds
    relaxed = plain.assigned(instance)
    if instance.fill is Fill.ALL and relaxed.is_infeasible:
        return relaxed
    if relaxed.opening_of is not None and not broken_limits(instance, relaxed.opening_of):
        return relaxed  # the best of more freedom is the best of less
    total = None
    if instance.fill is Fill.MOST:
        found = _programmed(instance, _rows(instance, None), -np.ones(instance.costs.size), ends)
        if found.opening_of is None or not found.is_optimal:
            return Solution(found.opening_of, is_infeasible=found.is_infeasible)
        total = int((found.opening_of >= 0).sum())
    width = float(np.abs(instance.costs[instance.open_pairs()]).max(initial=0.0))
    stretch = SCALE / width if width else 1.0
    costs = instance.costs.ravel() * stretch
    rows = _rows(instance, total)
    if int(instance.open_pairs().sum()) <= small:
        found = _programmed(instance, rows, costs, ends)
    else:
        found = _narrowed(instance, rows, costs, ends)
    if found.opening_of is None:
        return found
    objective = summed(instance.costs, found.opening_of)
    bound = objective if found.is_optimal or found.bound is None else found.bound / stretch
    return Solution(found.opening_of, bound=bound, is_optimal=found.is_optimal)


def broken_limits(instance: Instance, opening_of: Places) -> list[int]:
    """Which limits an answer breaks, by their number; -1 stands for an opening with too few."""
    broken = []
    for number, limit in enumerate(instance.limits):
        count = int(np.isin(opening_of[limit.people], limit.openings).sum())
        if count < limit.least or (limit.most is not None and count > limit.most):
            broken.append(number)
    counted = np.bincount(opening_of[opening_of >= 0], minlength=len(instance.openings))
    return broken + ([-1] if (counted < instance.least).any() else [])


def _rows(instance: Instance, total: int | None) -> Rows:
    people, openings = len(instance.people), len(instance.openings)
    everybody = instance.fill is Fill.ALL and instance.is_people_short
    every_place = instance.fill is Fill.ALL and not everybody
    least = [np.full(people, float(everybody)), instance.least.astype(float)]
    if every_place:
        least[1] = instance.most.astype(float)
    most = [np.ones(people), instance.most.astype(float)]
    if total is not None:
        least.append(np.array([float(total)]))
        most.append(np.array([float(total)]))
    masks = []
    for limit in instance.limits:
        inside = np.zeros((people, openings), dtype=bool)
        inside[np.ix_(limit.people, limit.openings)] = True
        masks.append(inside.ravel())
        least.append(np.array([float(limit.least)]))
        most.append(np.array([np.inf if limit.most is None else float(limit.most)]))
    return Rows(
        np.concatenate(least), np.concatenate(most), people, openings, total is not None,
        tuple(masks),
    )  # fmt: skip


def _programmed(
    instance: Instance, rows: Rows, costs: Floats, ends: float, pairs: Places | None = None
) -> Solution:
    if pairs is None:
        pairs = np.flatnonzero(instance.open_pairs().ravel())
    pinned = _pins(instance)
    if not np.isin(pinned, pairs).all():
        return Solution(None, is_infeasible=True)
    if not pairs.size:
        ok = bool((rows.least <= 0).all())
        nowhere = np.full(rows.people, -1, dtype=np.intp)
        return Solution(nowhere if ok else None, 0.0, is_optimal=ok, is_infeasible=not ok)
    told = milp(
        costs[pairs],
        integrality=np.ones(pairs.size),
        bounds=Bounds(np.isin(pairs, pinned).astype(float), 1.0),
        constraints=LinearConstraint(rows.over(pairs), rows.least, rows.most),
        options={"mip_rel_gap": 0.0, "time_limit": max(ends - time.perf_counter(), 0.1)},
    )
    if told.x is None:
        return Solution(None, bound=told.mip_dual_bound, is_infeasible=told.status == 2)
    opening_of = np.full(rows.people, -1, dtype=np.intp)
    person, opening = np.divmod(pairs[told.x > 0.5], rows.openings)
    opening_of[person] = opening
    return Solution(opening_of, bound=told.mip_dual_bound, is_optimal=told.status == 0)


def _narrowed(instance: Instance, rows: Rows, costs: Floats, ends: float) -> Solution:
    """The program on promising pairs, widened until no pair outside can better it."""
    allowed = np.flatnonzero(instance.open_pairs().ravel())
    priced = _relaxed(instance, rows, costs, allowed)
    if priced is None:
        return _programmed(instance, rows, costs, ends)
    bound, reduced = priced
    if bound == np.inf:
        return Solution(None, is_infeasible=True)
    slack = reduced[allowed]
    reach = _at(slack, 8 * rows.people)
    while True:
        pairs = np.union1d(allowed[slack <= reach], _pins(instance))
        found = _programmed(instance, rows, costs, ends, pairs)
        if pairs.size >= allowed.size:
            return found
        if found.opening_of is None:
            if not found.is_infeasible:
                return found  # out of time
            reach = max(2 * reach, _at(slack, 4 * pairs.size))
            continue
        if not found.is_optimal:
            inside = bound if found.bound is None else found.bound
            return Solution(found.opening_of, bound=max(bound, min(inside, bound + reach)))
        placed = np.flatnonzero(found.opening_of >= 0)
        value = float(costs[placed * rows.openings + found.opening_of[placed]].sum())
        if value - bound <= reach:
            return found
        reach = value - bound


def _relaxed(
    instance: Instance, rows: Rows, costs: Floats, allowed: Places
) -> tuple[float, Floats] | None:
    """The relaxation by columns: a bound, infinite when nothing keeps the rules, and what using each pair
    would add to it at least."""
    is_equal = rows.least == rows.most
    is_above, is_below = ~is_equal & (rows.least > 0), ~is_equal & np.isfinite(rows.most)
    below = int(is_below.sum())
    pairs = _cheapest(instance, costs, 16)
    while True:
        table = rows.over(pairs)
        floors = np.isin(pairs, _pins(instance)).astype(float)
        told = linprog(
            costs[pairs],
            A_eq=table[is_equal],
            b_eq=rows.least[is_equal],
            A_ub=vstack([table[is_below], -table[is_above]], format="csr"),
            b_ub=np.concatenate([rows.most[is_below], -rows.least[is_above]]),
            bounds=np.column_stack([floors, np.full(pairs.size, np.inf)]),
            method="highs",
        )
        if told.status != 0:
            if pairs.size == allowed.size:
                return (np.inf, costs) if told.status == 2 else None
            pairs = allowed
            continue
        duals = np.zeros(rows.least.size)
        duals[is_equal] = told.eqlin.marginals
        duals[is_below] += told.ineqlin.marginals[:below]
        duals[is_above] -= told.ineqlin.marginals[below:]
        reduced = rows.priced(costs, duals)
        best = np.where(instance.is_allowed, reduced.reshape(instance.costs.shape), 0.0).min(axis=1)
        short = float(np.minimum(best, 0.0).sum())  # what the missing pairs could save at most
        wrong = np.setdiff1d(allowed[reduced[allowed] < -1e-7], pairs, assume_unique=True)
        if not wrong.size or short > -NEAR:
            return float(told.fun) + short, np.maximum(reduced, 0.0)
        reach = min(_at(reduced[allowed], 8 * rows.people), NEAR * SCALE)
        pairs = np.union1d(pairs, allowed[reduced[allowed] <= reach])


def _cheapest(instance: Instance, costs: Floats, many: int) -> Places:
    """The cheapest open pairs of each person and of each opening, and the pins."""
    shape = instance.costs.shape
    is_open = instance.open_pairs()
    table = np.where(is_open, costs.reshape(shape), np.inf)
    taken = np.zeros(shape, dtype=bool)
    for axis in (0, 1):
        most = min(many, shape[axis]) - 1
        best = np.take(np.argpartition(table, most, axis=axis), range(most + 1), axis=axis)
        np.put_along_axis(taken, best, values=True, axis=axis)
    return np.union1d(np.flatnonzero((taken & is_open).ravel()), _pins(instance))


def _pins(instance: Instance) -> Places:
    width = len(instance.openings)
    return np.array([p * width + o for p, o in instance.pinned], dtype=np.intp)


def _at(numbers: Floats, place: int) -> float:
    place = min(place, numbers.size - 1)
    return float(np.partition(numbers, place)[place])
