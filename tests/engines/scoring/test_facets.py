"""Severities: known ones recovered, a perfect judge kept finite, the unconnected told apart."""

import time

import numpy as np
import pytest

from qingmiao.engines.scoring.rules.facets.design import categorised, comparable, design_of, part
from qingmiao.engines.scoring.rules.facets.estimate import contrasts, moments
from qingmiao.engines.scoring.rules.facets.joint import joint, links_of, mode
from qingmiao.engines.scoring.rules.facets.marginal import (
    NODES,
    marginal,
    nodes_for,
    start_of,
    surface_of,
)
from qingmiao.engines.scoring.rules.facets.report import facets_of
from tests.engines.scoring.panels import rated, rated_design


def rng(seed):
    return np.random.Generator(np.random.PCG64(seed))


@pytest.mark.parametrize(("categories", "spread"), [(2, 1.0), (5, 1.0), (10, 2.0)])
def test_known_severities_are_recovered_within_their_errors(categories, spread):
    """Over twenty contests the standardised errors scatter by one, as standard errors promise."""
    scores = []
    for seed in range(20):
        design, severity = rated_design(rng(seed), 60, 7, 3, categories, spread=spread)
        found = marginal(design)
        assert found.converged
        assert abs(found.severity.sum()) < 1e-9
        scores.append((found.severity - severity) / found.severity_se)

    scores = np.array(scores)
    assert 0.8 < np.sqrt((scores**2).mean()) < 1.2
    assert abs(scores.mean()) < 0.2
    assert (np.abs(scores) < 1.96).mean() > 0.9


def test_sparse_panels_are_recovered_by_the_fast_method_too():
    design, severity = rated_design(rng(7), 2000, 60, 4, 6, per_entry=4)

    found = joint(design)
    slow = marginal(design)

    scores = (found.severity - severity) / found.severity_se
    assert found.converged
    assert np.sqrt((scores**2).mean()) < 1.25
    assert np.corrcoef(found.severity, severity)[0, 1] > 0.99
    assert np.corrcoef(found.severity, slow.severity)[0, 1] > 0.9999
    assert 0.97 < np.polyfit(slow.severity, found.severity, 1)[0] < 1.0
    assert np.allclose(found.severity_se, slow.severity_se, rtol=0.05)


def test_the_slope_of_the_surface_is_its_slope():
    design, _severity = rated_design(rng(1), 12, 4, 2, 4)
    surface = surface_of(design, NODES)
    at = start_of(surface, mode(design))[0] + 0.1
    slope = surface.sloped(at)[1]

    for number in range(len(at)):
        step = np.zeros(len(at))
        step[number] = 1e-5
        rise = (surface.sloped(at + step)[0] - surface.sloped(at - step)[0]) / 2e-5
        assert rise == pytest.approx(slope[number], abs=1e-4)


def test_more_nodes_change_nothing():
    """Where many marks make posteriors narrow, 61 nodes would be too few; what is chosen is enough."""
    design, _severity = rated_design(rng(2), 40, 9, 5, 9, spread=2.0)
    found = mode(design)

    few, enough, many = (
        surface_of(design, nodes) for nodes in (21, nodes_for(found), 2 * nodes_for(found) - 1)
    )

    at = start_of(few, found)[0]
    assert nodes_for(found) > NODES
    assert enough.sloped(at)[0] == pytest.approx(many.sloped(at)[0], abs=1e-3)
    assert abs(few.sloped(at)[0] - many.sloped(at)[0]) > 1


def test_the_order_of_rows_is_without_effect():
    rows, _severity = rated(rng(3), 20, 5, 2, 4)
    one, two = marginal(design_of(rows)), marginal(design_of(rows[::-1]))

    assert np.allclose(one.severity, two.severity, atol=1e-9)


def test_a_judge_who_gives_nothing_but_full_marks_stays_finite():
    rows, _severity = rated(rng(4), 30, 5, 2, 4)
    rows = [(e, j, c, 1.0 if j == "J000" else m) for e, j, c, m in rows]

    found = marginal(design_of(rows))

    assert found.severity.argmin() == 0
    assert np.isfinite(found.severity).all()
    assert found.severity_se[0] > 3 * found.severity_se[1]


def test_fit_finds_the_judge_who_marks_at_random():
    source = rng(5)
    rows, _severity = rated(source, 80, 6, 3, 5)
    rows = [(e, j, c, float(source.integers(5)) / 4 if j == "J002" else m) for e, j, c, m in rows]

    facets = facets_of(design_of(rows), 100)

    infit = {one.judge: one.infit for one in facets.judges}
    assert infit["J002"] > 1.4
    assert all(0.6 < value < 1.2 for judge, value in infit.items() if judge != "J002")


def test_fair_averages_order_as_severities_do_and_entries_are_measured():
    rows, _severity = rated(rng(6), 50, 6, 3, 5, per_entry=3)

    facets = facets_of(design_of(rows), 100)

    by_severity = sorted(facets.judges, key=lambda one: one.severity)
    assert [one.fair_average for one in by_severity] == sorted(
        (one.fair_average for one in facets.judges), reverse=True
    )
    assert len(facets.entries) == 50
    assert all(0 < one.fair_average < 100 for one in facets.entries)
    assert facets.scales[0].reliability > 0.5


# ---------------------------------------------------------------- who can be compared
def test_panels_without_a_common_entry_are_told_apart():
    left, _ = rated(rng(8), 20, 4, 2, 4)
    right, _ = rated(rng(9), 15, 3, 2, 4)
    rows = left + [(f"R{e}", f"R{j}", c, m) for e, j, c, m in right]

    facets = facets_of(design_of(rows), 100)

    assert not facets.connectivity.connected
    assert [len(group) for group in facets.connectivity.groups] == [4, 3]
    assert "组与组之间没有共同评过的参赛号" in facets.connectivity.message
    for number in (1, 2):
        severities = [one.severity for one in facets.judges if one.group == number]
        assert sum(severities) == pytest.approx(0, abs=1e-9)


def test_one_common_entry_is_a_link():
    left, _ = rated(rng(8), 20, 4, 2, 4)
    right, _ = rated(rng(9), 15, 3, 2, 4)
    rows = left + [("E00000" if e == "E00000" else f"R{e}", f"R{j}", c, m) for e, j, c, m in right]

    assert facets_of(design_of(rows), 100).connectivity.connected


def test_judges_of_different_criteria_cannot_be_compared():
    rows, _ = rated(rng(10), 20, 4, 2, 4)
    rows = [row for row in rows if (row[1] < "J002") == (row[2] == "c0")]

    assert [len(group) for group in comparable(design_of(rows))] == [2, 2]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(f"E{n}", "J", "a", n / 5) for n in range(5)], "没有可比的同组评委"),
        ([(f"E{n}", j, "a", 0.8) for n in range(5) for j in "xy"], "分数全部相同"),
        ([("E", j, "a", v) for j, v in zip("uvwxyz", [0.1, 0.1, 0.1, 0.9, 0.9, 0.9], strict=True)
          for _ in range(2)], "只评了一个参赛号"),
    ],
)  # fmt: skip
def test_where_nothing_can_be_said_nothing_is(rows, said):
    facets = facets_of(design_of(rows), 100)

    assert {one.severity for one in facets.judges} == {None}
    assert said in facets.notes[0]


# ---------------------------------------------------------------- categories
def test_few_values_are_categories_and_many_are_put_into_bins():
    few, levels = categorised(np.repeat([0.2, 0.4, 0.9], 20))
    many, bins = categorised(np.linspace(0, 1, 500))

    assert few.max() == 2
    assert levels.tolist() == pytest.approx([0.2, 0.4, 0.9])
    assert len(bins) == 9
    assert (np.diff(bins) > 0).all()
    assert (np.diff(many) >= 0).all()


def test_rare_categories_join_their_neighbour():
    marks = np.array([0.0] + [0.25] * 30 + [0.5] * 40 + [0.75] * 30 + [1.0])

    category, levels = categorised(marks)

    assert np.bincount(category).tolist() == [31, 40, 31]
    assert levels[0] == pytest.approx(0.25 * 30 / 31)


def test_contrasts_span_what_sums_to_zero():
    basis = contrasts(6)

    assert np.allclose(basis.T @ basis, np.eye(5))
    assert np.allclose(basis.sum(axis=0), 0)


def test_a_part_counts_anew():
    design, _ = rated_design(rng(11), 10, 5, 2, 4, per_entry=2)

    piece = part(design, np.array([1, 3]))

    assert piece.judges == ("J001", "J003")
    assert set(piece.entry.tolist()) == set(range(len(piece.entries)))
    assert piece.marks == int(np.isin(design.judge, [1, 3]).sum())


def test_both_ways_of_eliminating_abilities_agree(monkeypatch):
    design, _ = rated_design(rng(12), 30, 6, 2, 4, per_entry=3)
    narrow = joint(design)
    monkeypatch.setattr("qingmiao.engines.scoring.rules.facets.joint.MANY", 0)

    assert links_of(design).is_wide
    assert np.allclose(joint(design).severity, narrow.severity, atol=1e-8)


def test_expected_marks_are_those_given_on_average():
    design, _ = rated_design(rng(13), 60, 5, 3, 5)
    found = marginal(design)
    expected, _variance = moments(design, found)

    gap = np.bincount(design.judge, design.category - expected) / np.bincount(design.judge)
    assert np.abs(gap).max() < 0.05


# ---------------------------------------------------------------- size
def test_twenty_thousand_entries_and_five_hundred_judges_in_time():
    design, severity = rated_design(rng(14), 20_000, 500, 5, 9, per_entry=5)

    begun = time.process_time()
    found = joint(design)
    spent = time.process_time() - begun

    scores = (found.severity - severity) / found.severity_se
    assert found.converged
    assert np.sqrt((scores**2).mean()) < 1.15
    assert spent < 60
