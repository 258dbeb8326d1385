"""The optimum beside brute force and beside scipy; conflicts that cannot be spared; what reasons say."""

import copy
import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from qingmiao.engines.matching.contracts import Reason
from qingmiao.engines.matching.enums import Method, RuleKind, Status, Why
from qingmiao.engines.matching.rules import solving
from qingmiao.engines.matching.rules.instance import summed
from qingmiao.engines.matching.rules.plain import assigned
from tests.engines.matching.second import cheapest, drawn, keeps, read


def answered(question, **options):
    return solving.answered(read(question), seconds=30, **options)


def placed_of(question, answer):
    where = dict(answer.assignment)
    return tuple(where.get(person) for person in question["people"])


def without(question, broken):
    """The question with one rule of a conflict left out."""
    question = copy.deepcopy(question)
    if broken.rule is RuleKind.FORBIDDEN:
        question["forbidden"].remove([broken.person, broken.opening])
    elif broken.rule is RuleKind.PINNED:
        question["pinned"].remove([broken.person, broken.opening])
    elif broken.rule is RuleKind.COUNT_MIN:
        question["counts"][broken.opening]["min"] = 0
    else:
        word = "max" if broken.rule is RuleKind.LIMIT_MAX else "min"
        [limit] = [one for one in question["limits"] if one["name"] == broken.limit]
        limit.pop(word)
        if not {"max", "min"} & set(limit):
            question["limits"].remove(limit)
    return question


def only(question, conflict):
    """The question with the rules of the conflict and no other."""
    keys = {(one.rule, one.person, one.opening, one.limit) for one in conflict}
    kept = copy.deepcopy(question)
    for name, kind in (("forbidden", RuleKind.FORBIDDEN), ("pinned", RuleKind.PINNED)):
        kept[name] = [
            pair for pair in question.get(name, []) if (kind, pair[0], pair[1], None) in keys
        ]
    for opening, bound in kept.get("counts", {}).items():
        if isinstance(bound, dict) and (RuleKind.COUNT_MIN, None, opening, None) not in keys:
            bound["min"] = 0
    limits = []
    for limit in kept.get("limits", []):
        for word, kind in (("max", RuleKind.LIMIT_MAX), ("min", RuleKind.LIMIT_MIN)):
            if (kind, None, None, limit["name"]) not in keys:
                limit.pop(word, None)
        limits += [limit] if {"max", "min"} & set(limit) else []
    kept["limits"] = limits
    return kept


@pytest.mark.parametrize("block", list(range(20)))
@pytest.mark.parametrize("small", [0, 20_000], ids=["by-columns", "at-once"])
def test_the_optimum_is_that_of_trying_everything(block, small):
    """1,000 questions, each solved whole and by columns."""
    for seed in range(block * 50, block * 50 + 50):
        question = drawn(seed)
        best = cheapest(question)

        answer = answered(question, small=small)

        if best is None:
            assert answer.status is Status.INFEASIBLE, seed
            continue
        assert answer.status is Status.OPTIMAL, seed
        assert answer.objective == pytest.approx(best, abs=1e-6), seed
        assert answer.bound == answer.objective
        number = len(answer.assignment) if question.get("fill") == "most" else None
        assert keeps(question, placed_of(question, answer), number=number), seed


@pytest.mark.parametrize("shape", [(1, 1), (7, 7), (30, 40), (40, 30), (120, 120)])
def test_a_plain_question_is_answered_as_scipy_does(shape):
    costs = np.random.default_rng(sum(shape)).integers(1, 100, shape)
    rows, columns = linear_sum_assignment(costs)

    answer = answered(
        {
            "people": list(range(shape[0])),
            "openings": list(range(shape[1])),
            "costs": costs.tolist(),
        }
    )

    assert answer.method is Method.ASSIGNMENT
    assert answer.objective == costs[rows, columns].sum()
    assert len(answer.assignment) == min(shape)


def test_prices_in_advance_change_no_sum():
    chance = np.random.default_rng(5)
    costs = chance.normal(size=(150, 3)) @ chance.normal(size=(3, 150))
    people = list(range(150))
    question = read({"people": people, "openings": people, "costs": costs.tolist()})

    told = [
        summed(question.costs, assigned(question, large=large).opening_of) for large in (0, 10**9)
    ]

    assert told[0] == pytest.approx(told[1], abs=1e-9)


def test_a_conflict_is_one_and_no_rule_of_it_can_be_spared():
    found = 0
    for seed in range(400):
        question = drawn(seed)
        answer = answered(question)
        if answer.status is not Status.INFEASIBLE:
            continue
        found += 1
        assert answer.is_minimal
        alone = only(question, answer.conflict)
        assert cheapest(alone) is None, seed
        for broken in answer.conflict:
            assert cheapest(without(alone, broken)) is not None, (seed, broken)
    assert found > 40


@given(st.integers(0, 10**9), st.floats(0.1, 50), st.floats(-100, 100))
def test_stretching_and_shifting_all_costs_changes_no_answer(seed, stretch, shift):
    question = drawn(seed)
    moved = question | {
        "costs": [[cost * stretch + shift for cost in row] for row in question["costs"]]
    }

    one, other = answered(question), answered(moved)

    assert one.status is other.status
    if one.status is Status.OPTIMAL:
        assert len(one.assignment) == len(other.assignment)
        assert other.objective == pytest.approx(
            one.objective * stretch + shift * len(one.assignment), abs=1e-4
        )


@given(st.integers(0, 10**9))
def test_one_more_forbidden_pair_never_makes_it_cheaper(seed):
    question = drawn(seed) | {"fill": "all"}
    answer = answered(question)
    if not answer.assignment:
        return
    harder = copy.deepcopy(question)
    harder.pop("pinned", None)
    harder.setdefault("forbidden", []).append(list(answer.assignment[0]))

    after = answered(harder)

    if "pinned" not in question and after.status is Status.OPTIMAL:
        assert after.objective >= answer.objective - 1e-6


@given(st.integers(0, 10**9))
def test_what_a_reason_says_would_change_it_does(seed):
    """Enough is enough: moving the cost of the pair by a little more gives another answer."""
    question = drawn(seed) | {"fill": "all"}
    answer = answered(question)
    for reason in answer.reasons:
        if reason.by is None:
            continue
        changed = copy.deepcopy(question)
        row = changed["costs"][question["people"].index(reason.person)]
        opening = reason.instead if reason.opening is None else reason.opening
        step = -reason.by - 0.01 if reason.opening is None else reason.by + 0.01
        row[question["openings"].index(opening)] += step

        where = dict(answered(changed).assignment)

        assert (where.get(reason.person) == opening) is (reason.opening is None)


def test_reasons_name_the_holder_the_limit_and_the_way():
    question = {
        "people": ["A", "B", "C", "D"],
        "openings": ["x", "y"],
        "costs": [[1, 5], [2, 2], [3, 1], [9, 9]],
        "forbidden": [["C", "y"]],
        "limits": [{"name": "same unit", "people": ["A", "B"], "max": 1}],
    }

    answer = answered(question)

    assert answer.assignment == (("B", "y"), ("C", "x"))
    assert answer.objective == 5
    a, b, c, d = answer.reasons
    assert (a.why, a.instead, a.holder, a.limits) == (Why.LIMIT, "x", "C", ("same unit",))
    assert b.why is Why.CHEAPEST
    assert c.why is Why.ONLY
    assert d == Reason(
        person="D", opening=None, why=Why.DEARER, cost=9.0, instead="x", holder="C", by=6.0
    )


def test_a_person_for_whom_all_is_forbidden_and_one_whom_pins_leave_nothing():
    question = {
        "people": ["A", "B", "C"],
        "openings": ["x"],
        "costs": [[1], [1], [1]],
        "forbidden": [["A", "x"]],
        "pinned": [["B", "x"]],
    }

    a, b, c = answered(question).reasons

    assert (a.why, b.why, c.why) == (Why.FORBIDDEN, Why.PINNED, Why.PLACES)


def test_without_time_the_answer_says_how_far_it_is():
    costs = np.random.default_rng(1).integers(1, 10**6, (60, 60))
    people = list(range(60))
    limits = [
        {"name": f"l{k}", "people": people[k::7], "openings": people[k::3], "max": 2}
        for k in range(7)
    ]
    question = {"people": people, "openings": people, "costs": costs.tolist(), "limits": limits}

    answer = solving.answered(read(question), seconds=0.001)

    assert answer.status in (Status.FEASIBLE, Status.UNKNOWN, Status.OPTIMAL)
    if answer.status is Status.FEASIBLE:
        assert answer.bound <= answer.objective
        assert answer.gap >= 0


PAGE = (Path(__file__).parents[3] / "docs" / "algorithms" / "matching.md").read_text()


def test_the_example_of_the_page_comes_out_as_the_page_says():
    question, said = (
        json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    )

    answer = answered(question)

    assert [list(pair) for pair in answer.assignment] == said["assignment"]
    assert (answer.objective, answer.bound) == (said["objective"], said["bound"])
    assert answer.status == said["status"]
    assert {one.person: one.why.value for one in answer.reasons} == said["why"]
