"""Marginal maximum likelihood: abilities are integrated out over a normal population on a grid."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from qingmiao.engines.scoring.rules.facets.design import Design, Floats
from qingmiao.engines.scoring.rules.facets.estimate import Estimate, contrasts
from qingmiao.engines.scoring.rules.facets.joint import FAR, Mode, mode
from qingmiao.engines.scoring.rules.facets.optimise import covariance, descend

NODES: Final = 61
MOST_NODES: Final = 601
REACH: Final = 6.0  # standard deviations on either side


@dataclass(frozen=True, slots=True)
class Surface:
    """The log-likelihood over (judges, criteria, category heights, log spread), for one grid."""

    design: Design
    presence: Floats  # entries × cells: how often each judge marked each criterion of it
    sums: Floats  # of categories, per entry
    cell_sums: Floats  # of categories, per cell
    counts: Floats  # of marks, per category
    judges: Floats  # contrasts
    criteria: Floats
    nodes: int

    @property
    def grid(self) -> tuple[Floats, Floats]:
        places = np.linspace(-REACH, REACH, self.nodes)
        weights = np.exp(-(places**2) / 2)
        return places, np.log(weights / weights.sum())

    def split(self, at: Floats) -> tuple[Floats, Floats, Floats, float]:
        one, two = self.judges.shape[1], self.criteria.shape[1]
        heights = np.concatenate(([0.0], at[one + two : -1]))
        return self.judges @ at[:one], self.criteria @ at[one : one + two], heights, float(at[-1])

    def chances(self, at: Floats) -> tuple[Floats, Floats, Floats]:
        """Chances per cell, node and category; their logarithmic norm; the nodes in logits."""
        severity, difficulty, heights, log_spread = self.split(at)
        places = np.exp(log_spread) * self.grid[0]
        cells = (severity[:, None] + difficulty[None, :]).ravel()
        numbers = np.arange(self.design.categories)
        logits = (places[None, :] - cells[:, None])[..., None] * numbers + heights
        top = logits.max(axis=-1)
        raised = np.exp(logits - top[..., None])
        total = raised.sum(axis=-1)
        return raised / total[..., None], top + np.log(total), places

    def posterior(self, at: Floats) -> tuple[Floats, float, Floats, Floats]:
        """Weight of each node for each entry, the log-likelihood, the chances and the nodes."""
        severity, difficulty, heights, _ = self.split(at)
        chances, norm, places = self.chances(at)
        cells = (severity[:, None] + difficulty[None, :]).ravel()
        seen = self.sums[:, None] * places[None, :] - self.presence @ norm + self.grid[1]
        top = seen.max(axis=1)
        raised = np.exp(seen - top[:, None])
        total = raised.sum(axis=1)
        log_likelihood = (
            float((np.log(total) + top).sum())
            - float(cells @ self.cell_sums)
            + float(heights @ self.counts)
        )
        return raised / total[:, None], log_likelihood, chances, places

    def sloped(self, at: Floats) -> tuple[float, Floats]:
        """What is minimised and its slope."""
        weights, log_likelihood, chances, places = self.posterior(at)
        numbers = np.arange(self.design.categories)
        expected = chances @ numbers
        here = self.presence.T @ weights  # how many entries of each cell stand at each node
        shape = (self.judges.shape[0], self.criteria.shape[0])
        lack = ((here * expected).sum(axis=1) - self.cell_sums).reshape(shape)
        heights = self.counts - here.ravel() @ chances.reshape(-1, len(numbers))
        pull = self.sums @ weights - (here * expected).sum(axis=0)
        severity, difficulty, _heights, log_spread = self.split(at)
        slope = np.concatenate(
            (
                self.judges.T @ (lack.sum(axis=1) - severity / FAR**2),
                self.criteria.T @ (lack.sum(axis=0) - difficulty / FAR**2),
                heights[1:],
                [float(pull @ places) - log_spread / 4],
            )
        )
        prior = (float(severity @ severity) + float(difficulty @ difficulty)) / FAR**2
        return -(log_likelihood - prior / 2 - log_spread**2 / 8), -slope


def surface_of(design: Design, nodes: int) -> Surface:
    cells = len(design.judges) * len(design.criteria)
    cell = design.judge * len(design.criteria) + design.criterion
    flat = np.bincount(design.entry * cells + cell, minlength=len(design.entries) * cells)
    return Surface(
        design=design,
        presence=flat.reshape(len(design.entries), cells).astype(float),
        sums=np.bincount(design.entry, weights=design.category, minlength=len(design.entries)),
        cell_sums=np.bincount(cell, weights=design.category, minlength=cells),
        counts=np.bincount(design.category, minlength=design.categories).astype(float),
        judges=contrasts(len(design.judges)),
        criteria=contrasts(len(design.criteria)),
        nodes=nodes,
    )


def nodes_for(found: Mode) -> int:
    """So many that no entry's posterior falls between two of them, at least 61 and always odd."""
    narrowest = float(np.quantile(np.sqrt(1 / found.step.information), 0.05))
    wanted = 2 * REACH * np.sqrt(found.at.variance) / (1.25 * narrowest)
    return min(MOST_NODES, max(NODES, 2 * int(np.ceil(wanted / 2)) + 1))


def start_of(surface: Surface, found: Mode) -> tuple[Floats, Floats]:
    """Newton's resting place as a start, and a root of the covariance there."""
    at, judges = found.at, surface.judges.shape[0]
    criteria = surface.criteria.shape[0]
    shift = at.severity.mean() + at.difficulty.mean()
    numbers = np.arange(1, surface.design.categories)
    start = np.concatenate(
        (
            surface.judges.T @ at.severity,
            surface.criteria.T @ at.difficulty,
            at.heights[1:] - shift * numbers,
            [np.log(at.variance) / 2],
        )
    )
    # the free directions: contrasts of judges and criteria, and the heights as they are
    columns = surface.judges.shape[1] + surface.criteria.shape[1] + len(numbers)
    turn = np.zeros((judges + criteria + len(numbers), columns))
    turn[:judges, : judges - 1] = surface.judges
    turn[judges : judges + criteria, judges - 1 : judges + criteria - 2] = surface.criteria
    turn[judges + criteria :, judges + criteria - 2 :] = np.eye(len(numbers))
    information = np.zeros((columns + 1,) * 2)
    information[:-1, :-1] = turn.T @ found.step.inner @ turn
    information[-1, -1] = 2 * len(surface.design.entries)
    values, vectors = np.linalg.eigh(information)
    return start, vectors / np.sqrt(np.maximum(values, 1e-6 * values.max()))


def marginal(design: Design) -> Estimate:
    """Estimates with standard errors from the observed information."""
    found = mode(design)
    surface = surface_of(design, nodes_for(found))
    start, root = start_of(surface, found)
    at, converged = descend(surface.sloped, start, root)
    weights, log_likelihood, _chances, places = surface.posterior(at)
    ability = weights @ places
    severity, difficulty, heights, log_spread = surface.split(at)
    spread_of = covariance(surface.sloped, at, root)
    one, two = surface.judges.shape[1], surface.criteria.shape[1]
    steps = -np.diff(heights)
    return Estimate(
        severity=severity,
        severity_se=_errors(surface.judges, spread_of[:one, :one]),
        difficulty=difficulty,
        difficulty_se=_errors(surface.criteria, spread_of[one : one + two, one : one + two]),
        steps=steps - steps.mean(),
        mean=-float(steps.mean()),
        spread=float(np.exp(log_spread)),
        ability=ability - steps.mean(),
        ability_se=np.sqrt(np.maximum(weights @ places**2 - ability**2, 0)),
        deviance=-2 * log_likelihood,
        method="mml",
        converged=converged,
    )


def _errors(contrast: Floats, covariance: Floats) -> Floats:
    return np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", contrast, covariance, contrast), 0))
