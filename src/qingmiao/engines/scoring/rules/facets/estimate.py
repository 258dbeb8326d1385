"""What either estimator finds, before it is put into words."""

from dataclasses import dataclass

import numpy as np

from qingmiao.engines.scoring.rules.facets.design import Design, Floats


@dataclass(frozen=True, slots=True)
class Estimate:
    """Logits. Judges and criteria are centred on zero, steps too; entries stand around `mean`."""

    severity: Floats
    severity_se: Floats
    difficulty: Floats
    difficulty_se: Floats
    steps: Floats
    mean: float
    spread: float
    ability: Floats
    ability_se: Floats
    deviance: float
    method: str
    converged: bool


def contrasts(size: int) -> Floats:
    """Columns that span the vectors of sum zero, each of length one."""
    found = np.zeros((size, max(size - 1, 0)))
    for column in range(size - 1):
        found[: column + 1, column] = 1.0
        found[column + 1, column] = -(column + 1.0)
        found[:, column] /= np.sqrt((column + 1.0) * (column + 2.0))
    return found


def probabilities(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def moments(design: Design, found: Estimate) -> tuple[Floats, Floats]:
    """Expected category and its variance for every mark, at the estimated abilities."""
    chances = chances_at(
        found,
        found.ability[design.entry]
        - found.severity[design.judge]
        - found.difficulty[design.criterion],
    )
    numbers = np.arange(design.categories)
    expected = chances @ numbers
    return expected, chances @ numbers**2 - expected**2


def chances_at(found: Estimate, places: Floats) -> Floats:
    """Chances of each category where ability less severity and difficulty is as given."""
    numbers = np.arange(len(found.steps) + 1)
    heights = np.concatenate(([0.0], -np.cumsum(found.steps)))
    return probabilities(places[..., None] * numbers + heights)
