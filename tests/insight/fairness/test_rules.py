"""Exact tests against published values, brute force, and the promises of docs/algorithms/exact-tests.md."""

from fractions import Fraction
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.insight.fairness.contracts import Bounds, Group, Pair
from qingmiao.insight.fairness.enums import Saying
from qingmiao.insight.fairness.rules.exact import (
    clopper_pearson,
    compared,
    fisher,
    holm,
    smallest_p,
    told,
)

BOUNDS = Bounds(fewest=10, level=0.05, confidence=0.95)
PAPER = Path(__file__).parents[3] / "docs" / "algorithms" / "exact-tests.md"
SIDE = st.tuples(st.integers(0, 25), st.integers(0, 25)).map(sorted)


def group(came, passed, code="g"):
    return Group(code=code, label=code, came=came, passed=passed)


def by_hand(came, passed, others_came, others_passed):
    """The same probability by adding up fractions."""
    both = passed + others_passed

    def chance(inside):
        ways = comb(came, inside) * comb(others_came, both - inside)
        return Fraction(ways, comb(came + others_came, both))

    possible = range(max(0, both - others_came), min(came, both) + 1)
    return sum(chance(k) for k in possible if chance(k) <= chance(passed))


def binomial_from(successes, trials, chance):
    """P(X >= successes) as an exact fraction of the given chance."""
    p = Fraction(chance)
    return sum(
        comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(successes, trials + 1)
    )


def test_the_lady_tasting_tea():
    assert fisher(came=4, passed=3, others_came=4, others_passed=1) == pytest.approx(34 / 70)


@given(SIDE, SIDE)
def test_fisher_equals_adding_up_every_table(ours, others):
    (passed, came), (others_passed, others_came) = ours, others

    p = fisher(came=came, passed=passed, others_came=others_came, others_passed=others_passed)

    assert p == pytest.approx(float(by_hand(came, passed, others_came, others_passed)))


@given(SIDE, SIDE)
def test_fisher_does_not_care_which_side_is_called_the_group(ours, others):
    (passed, came), (others_passed, others_came) = ours, others

    there = fisher(came=came, passed=passed, others_came=others_came, others_passed=others_passed)
    back = fisher(came=others_came, passed=others_passed, others_came=came, others_passed=passed)

    assert there == pytest.approx(back)


@given(SIDE, SIDE)
def test_no_outcome_is_rarer_than_the_smallest_p(ours, others):
    (passed, came), (others_passed, others_came) = ours, others

    least = smallest_p(came=came, others_came=others_came, passed=passed + others_passed)

    seen = fisher(came=came, passed=passed, others_came=others_came, others_passed=others_passed)
    assert least <= seen


def test_more_passes_than_people_are_refused():
    with pytest.raises(ValueError, match="more passed than came"):
        fisher(came=3, passed=4, others_came=5, others_passed=0)


@pytest.mark.parametrize(
    ("passed", "came", "low", "high"),
    [
        pytest.param(0, 10, 0.0, 0.3085, id="none of ten"),
        pytest.param(5, 10, 0.1871, 0.8129, id="half of ten"),
        pytest.param(10, 10, 0.6915, 1.0, id="all of ten"),
        pytest.param(1, 1, 0.025, 1.0, id="one of one"),
    ],
)
def test_intervals_as_published(passed, came, low, high):
    assert clopper_pearson(passed=passed, came=came, confidence=0.95) == pytest.approx(
        (low, high), abs=0.0001
    )


@given(SIDE.filter(lambda side: 0 < side[0] < side[1]))
def test_each_end_of_the_interval_leaves_just_its_tail(side):
    passed, came = side

    low, high = clopper_pearson(passed=passed, came=came, confidence=0.95)

    assert float(binomial_from(passed, came, low)) == pytest.approx(0.025, abs=1e-9)
    assert float(1 - binomial_from(passed + 1, came, high)) == pytest.approx(0.025, abs=1e-9)


def test_an_interval_of_a_large_group_needs_no_patience():
    low, high = clopper_pearson(passed=30_000, came=100_000, confidence=0.95)

    assert (low, high) == pytest.approx((0.2972, 0.3029), abs=0.0001)


def test_a_share_of_nobody_is_refused():
    with pytest.raises(ValueError, match="somebody who came"):
        clopper_pearson(passed=0, came=0, confidence=0.95)


def test_holm_as_in_the_paper():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_keeps_the_order_and_never_makes_anything_rarer(probabilities):
    adjusted = holm(probabilities)

    assert all(p <= a <= 1 for p, a in zip(probabilities, adjusted, strict=True))
    order = sorted(range(len(adjusted)), key=lambda place: probabilities[place])
    assert [adjusted[place] for place in order] == sorted(adjusted)


def test_the_worked_example_of_the_paper():
    women, men = compared([group(40, 6, "women"), group(60, 24, "men")], bounds=BOUNDS)

    assert women.p == pytest.approx(0.0081, abs=0.00005)
    assert women.adjusted == pytest.approx(0.0162, abs=0.00005)
    assert (women.saying, men.saying) == (Saying.LOWER, Saying.HIGHER)
    paper = PAPER.read_text()
    for line in (women, men):
        shown = (
            f"| {line.group.code} | {line.group.came} | {line.group.passed} | {line.share:.1%} "
            f"| {line.low:.1%}–{line.high:.1%} |"
        )
        assert shown.replace("%", " %") in paper
    assert "p = 0.0081" in paper


def test_too_few_to_say_as_in_the_paper():
    lines = told(
        [
            Pair(group=group(10, 0, str(number)), others_came=90, others_passed=2)
            for number in range(12)
        ],
        bounds=BOUNDS,
    )

    assert {line.saying for line in lines} == {Saying.TOO_FEW}
    assert smallest_p(came=10, others_came=90, passed=2) == pytest.approx(0.0091, abs=0.00005)


@pytest.mark.parametrize(
    ("ours", "others"),
    [
        pytest.param((9, 0), (60, 30), id="nine people are one too few"),
        pytest.param((60, 30), (9, 0), id="nine others are one too few"),
        pytest.param((40, 40), (60, 60), id="everybody passed: nothing could differ"),
        pytest.param((40, 0), (60, 0), id="nobody passed: nothing could differ"),
    ],
)
def test_nothing_is_said_where_nothing_can_be(ours, others):
    [line, _other] = compared([group(*ours), group(*others)], bounds=BOUNDS)

    assert (line.saying, line.share, line.p) == (Saying.TOO_FEW, None, None)


def test_alike_groups_are_called_alike():
    [line, _other] = compared([group(40, 12), group(60, 18)], bounds=BOUNDS)

    assert (line.saying, line.share) == (Saying.ALIKE, 0.3)


def test_the_silence_of_small_groups_costs_the_others_nothing():
    speaking = Pair(group=group(40, 6), others_came=60, others_passed=24)
    silent = Pair(group=group(3, 0), others_came=97, others_passed=30)

    [alone] = told([speaking], bounds=BOUNDS)
    [beside, *_rest] = told([speaking, *[silent] * 30], bounds=BOUNDS)

    assert beside.adjusted == alone.adjusted


@given(st.lists(SIDE, min_size=2, max_size=8))
def test_what_is_said_follows_from_the_numbers(sides):
    groups = [group(came, passed) for passed, came in sides]

    for line in compared(groups, bounds=BOUNDS):
        if line.saying in (Saying.HIGHER, Saying.LOWER):
            assert line.adjusted <= BOUNDS.level
            assert line.low <= line.share <= line.high
