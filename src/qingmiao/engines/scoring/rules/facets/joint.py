"""Newton's method in blocks, for contests too large to integrate over, and as a start for the others.

The matrix of second derivatives is diagonal in the abilities, so they are eliminated first and what
remains has one row a judge, criterion and category. First the mode of everything together is sought,
damped, so that the objective only rises. Modes of abilities alone draw the other estimates towards
zero; so in a second round the equations of judges, criteria and categories are averaged over the
normal approximation to each ability, which comes close to marginal likelihood at a fraction of its cost.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from qingmiao.engines.scoring.rules.facets.design import Design, Floats, Integers
from qingmiao.engines.scoring.rules.facets.estimate import Estimate

ENOUGH: Final = 1e-4  # logits
MOST: Final = 60
FAR: Final = 10.0  # logits: a prior so wide that it only keeps perfect judges finite
MANY: Final = 5_000_000  # pairs of judges within an entry; beyond, plain matrices are smaller
HERMITE: Final = ((0.0, 2 / 3), (3**0.5, 1 / 6), (-(3**0.5), 1 / 6))


@dataclass(frozen=True, slots=True)
class Place:
    ability: Floats
    severity: Floats
    difficulty: Floats
    heights: Floats  # of the categories, the first is zero
    variance: float

    def moved(self, ability: Floats, rest: Floats, length: float) -> "Place":
        judges, criteria = len(self.severity), len(self.difficulty)
        return Place(
            self.ability + length * ability,
            self.severity + length * rest[:judges],
            self.difficulty + length * rest[judges : judges + criteria],
            np.concatenate(([0.0], self.heights[1:] + length * rest[judges + criteria :])),
            self.variance,
        )


@dataclass(frozen=True, slots=True)
class Links:
    """Which judges met in which entry: (entry, judge) pairs, and pairs of those."""

    entry: Integers
    judge: Integers
    of_mark: Integers
    left: Integers
    right: Integers

    @property
    def is_wide(self) -> bool:
        return not len(self.left)


@dataclass(frozen=True, slots=True)
class Step:
    ability: Floats
    rest: Floats
    information: Floats  # on each ability
    inner: Floats  # on the rest, abilities eliminated


@dataclass(frozen=True, slots=True)
class Mode:
    """Where Newton's method came to rest, with the information there."""

    at: Place
    step: Step
    value: float
    converged: bool


def links_of(design: Design) -> Links:
    judges = len(design.judges)
    pairs, of_mark = np.unique(design.entry * judges + design.judge, return_inverse=True)
    entry, judge = pairs // judges, pairs % judges
    sizes = np.bincount(entry, minlength=len(design.entries))
    none = np.zeros(0, dtype=np.int64)
    if int((sizes**2).sum()) > MANY:
        return Links(entry, judge, of_mark, none, none)
    left = np.repeat(np.arange(len(pairs)), sizes[entry])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    within = np.arange(len(left)) - np.repeat(
        np.concatenate(([0], np.cumsum(sizes[entry])[:-1])), sizes[entry]
    )
    return Links(entry, judge, of_mark, left, starts[entry[left]] + within)


def mode(design: Design) -> Mode:
    links = links_of(design)
    counts = np.bincount(design.category, minlength=design.categories).astype(float)
    at = Place(
        np.zeros(len(design.entries)),
        np.zeros(len(design.judges)),
        np.zeros(len(design.criteria)),
        np.concatenate(([0.0], np.log(counts[1:] / counts[0]))),
        1.0,
    )
    at, step = _climb(design, links, at)
    at, step, converged = _average(design, links, at, step)
    return Mode(at, step, value(design, at), converged)


def _climb(design: Design, links: Links, at: Place) -> tuple[Place, Step]:
    now = value(design, at)
    for _ in range(MOST):
        step = newton(design, links, at)
        length = 1.0
        while True:
            there = at.moved(step.ability, step.rest, length)
            then = value(design, there)
            if then >= now - 1e-9 * abs(now) or length < 1e-6:
                break
            length /= 2
        variance = float(np.mean(there.ability**2 + 1 / step.information))
        moved = length * max(float(np.abs(step.ability).max()), float(np.abs(step.rest).max()))
        settled = abs(variance - at.variance) < 10 * ENOUGH * at.variance
        at = replace(there, variance=variance)
        now = value(design, at)
        if moved < 100 * ENOUGH and settled:
            break
    return at, step


def _average(design: Design, links: Links, at: Place, step: Step) -> tuple[Place, Step, bool]:
    for _ in range(MOST):
        step = newton(design, links, at, spread=np.sqrt(1 / step.information))
        there = at.moved(step.ability, step.rest, 1.0)
        variance = float(np.mean(there.ability**2 + 1 / step.information))
        moved = max(float(np.abs(step.ability).max()), float(np.abs(step.rest).max()))
        settled = abs(variance - at.variance) < ENOUGH * at.variance
        at = replace(there, variance=variance)
        if moved < ENOUGH and settled:
            return at, step, True
    return at, step, False


def chances_of(design: Design, at: Place, shift: Floats | None = None) -> Floats:
    """Chances of each category for every mark, abilities shifted if asked."""
    ability = at.ability if shift is None else at.ability + shift
    where = ability[design.entry] - at.severity[design.judge] - at.difficulty[design.criterion]
    logits = where[:, None] * np.arange(design.categories) + at.heights
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def value(design: Design, at: Place) -> float:
    """Logarithm of likelihood and priors at a place."""
    chances = chances_of(design, at)
    seen = np.log(np.maximum(chances[np.arange(design.marks), design.category], 1e-300))
    prior = float(at.ability @ at.ability) / at.variance
    prior += (float(at.severity @ at.severity) + float(at.difficulty @ at.difficulty)) / FAR**2
    return float(seen.sum()) - prior / 2


def newton(design: Design, links: Links, at: Place, spread: Floats | None = None) -> Step:
    """One step for everything; with a spread, the equations of the rest are averaged over abilities."""
    entries, judges, criteria = len(design.entries), len(design.judges), len(design.criteria)
    numbers = np.arange(design.categories)
    chances = chances_of(design, at)
    expected = chances @ numbers
    variance = chances @ numbers**2 - expected**2
    bends = chances[:, 1:] * (numbers[1:] - expected[:, None])  # how each chance moves with ability
    information = np.bincount(design.entry, variance, entries) + 1 / at.variance
    slope = (
        np.bincount(design.entry, design.category - expected, entries) - at.ability / at.variance
    )
    if spread is None:
        averaged = chances
    else:
        averaged = sum(
            (weight * chances_of(design, at, place * spread) for place, weight in HERMITE),
            np.zeros_like(chances),
        )
    surplus = design.category - averaged @ numbers
    counts = np.bincount(design.category, minlength=design.categories)
    rest = np.concatenate(
        (
            -np.bincount(design.judge, surplus, judges) - at.severity / FAR**2,
            -np.bincount(design.criterion, surplus, criteria) - at.difficulty / FAR**2,
            (counts - averaged.sum(axis=0))[1:],
        )
    )
    cross = np.empty((entries, criteria + design.categories - 1))
    cross[:, :criteria] = -np.bincount(
        design.entry * criteria + design.criterion, variance, entries * criteria
    ).reshape(entries, criteria)
    for number in range(design.categories - 1):
        cross[:, criteria + number] = np.bincount(design.entry, bends[:, number], entries)
    pair = np.bincount(
        links.of_mark, variance, len(links.entry)
    )  # minus a row of the judges' block
    inner = _inner(design, chances, variance, bends)
    inner -= _eliminated(links, judges, pair, cross, information)
    pull = slope / information
    rest[:judges] += np.bincount(links.judge, pair * pull[links.entry], judges)
    rest[judges:] -= cross.T @ pull
    step = np.linalg.solve(inner, rest)
    carried = -np.bincount(links.entry, pair * step[links.judge], entries) + cross @ step[judges:]
    return Step((slope - carried) / information, step, information, inner)


def _eliminated(
    links: Links, judges: int, pair: Floats, cross: Floats, information: Floats
) -> Floats:
    """What eliminating the abilities takes away from the information on the rest."""
    others = cross.shape[1]
    found = np.empty((judges + others,) * 2)
    if links.is_wide:
        dense = np.zeros((len(information), judges))
        dense[links.entry, links.judge] = pair
        found[:judges, :judges] = dense.T @ (dense / information[:, None])
    else:
        product = pair[links.left] * pair[links.right] / information[links.entry[links.left]]
        found[:judges, :judges] = np.bincount(
            links.judge[links.left] * judges + links.judge[links.right], product, judges**2
        ).reshape(judges, judges)
    scaled = cross / information[:, None]
    for column in range(others):
        found[:judges, judges + column] = -np.bincount(
            links.judge, pair * scaled[links.entry, column], judges
        )
    found[judges:, :judges] = found[:judges, judges:].T
    found[judges:, judges:] = cross.T @ scaled
    return found


def _inner(design: Design, chances: Floats, variance: Floats, bends: Floats) -> Floats:
    judges, criteria, steps = len(design.judges), len(design.criteria), design.categories - 1
    found = np.zeros((judges + criteria + steps,) * 2)
    of_judges, of_criteria = slice(0, judges), slice(judges, judges + criteria)
    of_steps = slice(judges + criteria, None)
    found[of_judges, of_criteria] = np.bincount(
        design.judge * criteria + design.criterion, variance, judges * criteria
    ).reshape(judges, criteria)
    for number in range(steps):
        column = judges + criteria + number
        found[of_judges, column] = -np.bincount(design.judge, bends[:, number], judges)
        found[of_criteria, column] = -np.bincount(design.criterion, bends[:, number], criteria)
    others = chances[:, 1:]
    found[of_steps, of_steps] = -others.T @ others
    found = np.triu(found, 1)
    diagonal = np.concatenate(
        (
            np.bincount(design.judge, variance, judges) + 1 / FAR**2,
            np.bincount(design.criterion, variance, criteria) + 1 / FAR**2,
            (others * (1 - others)).sum(axis=0) + 1e-9,
        )
    )
    return found + found.T + np.diag(diagonal)


def joint(design: Design) -> Estimate:
    found = mode(design)
    at = found.at
    judges, criteria = len(design.judges), len(design.criteria)
    inverse = np.linalg.inv(found.step.inner)
    steps = -np.diff(at.heights)
    shift = float(at.severity.mean()) + float(at.difficulty.mean())
    return Estimate(
        severity=at.severity - at.severity.mean(),
        severity_se=_centred_errors(inverse[:judges, :judges]),
        difficulty=at.difficulty - at.difficulty.mean(),
        difficulty_se=_centred_errors(
            inverse[judges : judges + criteria, judges : judges + criteria]
        ),
        steps=steps - steps.mean(),
        mean=-float(steps.mean()) - shift,
        spread=float(np.sqrt(at.variance)),
        ability=at.ability - steps.mean() - shift,
        ability_se=np.sqrt(1 / found.step.information),
        deviance=-2 * found.value,
        method="map",
        converged=found.converged,
    )


def _centred_errors(covariance: Floats) -> Floats:
    centred = covariance - covariance.mean(axis=0)[None, :]
    centred -= centred.mean(axis=1)[:, None]
    return np.sqrt(np.maximum(np.diag(centred), 0))
