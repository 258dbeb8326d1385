"""A published many-facet example, twice: as its software computed it, and as it is.

Wind and Hua, «Rasch Measurement Theory Analysis in R» (CRC 2022), chapter 6: style ratings of 372
students by 21 raters in four categories, two language groups; fitted by the R package TAM with the
model `item + language + step`. The book prints every rater's threshold, hence severity and steps.
`style_ratings.txt` was typed from it, a student a line: language group, then 21 ratings.

TAM integrates on 21 fixed nodes from −6 to 6, while the students spread over 3.3 logits. On those
nodes a second estimator, written here by the method of expectation and maximisation, gives the book's
figures; on fine and wide ones it gives ours. The difference between book and engine is the nodes'.
"""

from pathlib import Path

import numpy as np
import pytest

from qingmiao.engines.scoring.rules.facets.design import design_of
from qingmiao.engines.scoring.rules.facets.marginal import marginal

# the first thresholds of raters 1 to 21; all thresholds of rater 1
FIRST = [
    -4.288967, -4.322646, -3.840553, -3.975059, -4.785429, -4.345107, -4.232865, -3.739598,
    -2.891467, -4.876566, -4.221649, -4.288967, -4.345107, -3.750819, -4.830952, -3.571092,
    -3.559845, -3.896607, -3.345721, -3.571092, -3.504491,
]  # fmt: skip
OF_ONE = np.array([-4.288967, -0.04481525, 3.493253])
SEVERITY = np.array(FIRST) - FIRST[0] + OF_ONE.mean()
STEPS = OF_ONE - OF_ONE.mean()
ONE_MARK = 0.012  # what one rating more or less moves a severity: a slip of typing stays below


@pytest.fixture(scope="module")
def ratings():
    lines = Path(__file__).with_name("style_ratings.txt").read_text().split("\n")
    pairs = [line.split() for line in lines if line]
    return np.array([int(g) - 1 for g, _ in pairs]), np.array([list(map(int, m)) for _, m in pairs])


def by_expectation(groups, marks, nodes, rounds=400):
    """Severities, steps and deviance, on nodes that stand where they are told."""
    people, raters = marks.shape
    numbers = np.arange(marks.max() + 1)
    severity, shift, steps, mean, variance = np.zeros(raters), 0.0, np.zeros(len(numbers) - 1), 0, 1
    sign = np.array([1.0, -1.0])
    counts = np.array([(marks == number).sum() for number in numbers])
    at_least = counts[::-1].cumsum()[::-1][1:]
    for _ in range(rounds):
        heights = np.concatenate(([0.0], steps.cumsum()))
        places = nodes[None, None] - severity[None, :, None] - (shift * sign)[:, None, None]
        logits = places[..., None] * numbers - heights
        logs = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
        seen = -((nodes - mean) ** 2) / (2 * variance)
        seen = np.tile(seen - np.log(np.exp(seen).sum()), (people, 1))
        for rater in range(raters):
            seen += logs[groups, rater, :, marks[:, rater]]
        deviance = -2 * np.log(np.exp(seen).sum(axis=1)).sum()
        weights = np.exp(seen - seen.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        mean = (weights @ nodes).mean()
        variance = (weights @ nodes**2).mean() - mean**2
        here = np.stack([weights[groups == group].sum(axis=0) for group in (0, 1)])
        chances = np.exp(logs)
        expected = chances @ numbers
        spread = chances @ numbers**2 - expected**2
        over = chances[..., ::-1].cumsum(axis=-1)[..., ::-1][..., 1:]
        inner = np.array(
            [
                [
                    (here[:, None] * (over[..., max(a, b)] - over[..., a] * over[..., b])).sum()
                    for b in range(len(steps))
                ]
                for a in range(len(steps))
            ]
        )
        lack = (here[:, None] * expected).sum(axis=2) - np.stack(
            [marks[groups == group].sum(axis=0) for group in (0, 1)]
        )
        information = (here[:, None] * spread).sum(axis=2)
        severity = severity + lack.sum(axis=0) / information.sum(axis=0)
        severity -= severity.mean()
        shift += (lack.sum(axis=1) @ sign) / information.sum()
        steps = steps + np.linalg.solve(
            inner, (here[:, None, :, None] * over).sum((0, 1, 2)) - at_least
        )
        steps -= steps.mean()
    return severity, steps, deviance


def test_on_the_nodes_of_the_book_the_figures_are_those_of_the_book(ratings):
    severity, steps, _deviance = by_expectation(*ratings, np.linspace(-6, 6, 21))

    assert np.abs(severity - SEVERITY).max() < ONE_MARK
    assert (np.abs(severity - SEVERITY) < 5e-4).sum() >= 11, "the others are a mark apart"
    assert np.abs(steps - STEPS).max() < 0.005


def test_on_fine_nodes_the_second_estimator_and_ours_agree(ratings):
    groups, marks = ratings
    severity, steps, deviance = by_expectation(*ratings, np.linspace(-20, 20, 241))

    found = marginal(
        design_of(
            [
                (f"{student:03}", f"{rater:02}", f"language {groups[student]}", mark / 3)
                for student, line in enumerate(marks.tolist())
                for rater, mark in enumerate(line)
            ]
        )
    )

    assert np.abs(found.severity - severity).max() < 1e-3
    assert np.abs(found.steps - steps).max() < 2e-3
    assert found.deviance == pytest.approx(deviance, abs=0.01)


def test_book_and_engine_differ_by_the_scale_of_the_nodes_only(ratings):
    severity, _steps, _deviance = by_expectation(*ratings, np.linspace(-20, 20, 241))

    assert np.corrcoef(severity, SEVERITY)[0, 1] > 0.999
    assert 1.03 < np.polyfit(SEVERITY, severity, 1)[0] < 1.06
