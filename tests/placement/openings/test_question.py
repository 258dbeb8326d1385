"""A round as the engine is asked, and the engine's answer against trying everything."""

import json
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qingmiao.engines.matching.rules.reading import instance_of
from qingmiao.engines.matching.rules.solving import answered
from qingmiao.placement.openings.rules.fit import fit
from qingmiao.placement.openings.rules.question import RoundFacts, question_of
from tests.placement.openings.test_fit import OPENING, PERSON

WEIGHTS = {"gap": 5, "priority": 4, "wish": 3, "family": 4, "balance": 2}


def asked(people, openings, **changes):
    fits = {one.id: [fit(one, each, longest=15) for each in openings] for one in people}
    return RoundFacts(
        people=people, openings=openings, fits=fits,
        **{"weights": WEIGHTS, "unit_most": 2, **changes},
    )  # fmt: skip


def test_what_speaks_for_a_pair_is_taken_off_its_cost():
    people = [replace(PERSON, wishes=(5,)), replace(PERSON, id=2, unit_id=11, age=40)]
    openings = [OPENING, replace(OPENING, id=6, develops="project", age_most=35)]

    question = question_of(asked(people, openings, least={6: 9}, pinned={1: 5}))

    assert question["costs"] == [[-3.0, -5.0], [0, -5.0]]
    assert question["forbidden"] == [[2, 6]]
    assert question["pinned"] == [[1, 5]]
    assert question["counts"] == [{"min": 0, "max": 1}, {"min": 1, "max": 1}]


@pytest.mark.parametrize(("out", "left"), [(0, 2), (1, 1), (2, 0), (5, 0)])
def test_who_is_out_already_counts_towards_the_limit_of_the_unit(out, left):
    people = [replace(PERSON, id=number, sent_from_unit=out) for number in (1, 2, 3)]

    [limit] = question_of(asked(people, [OPENING]))["limits"]

    assert (limit["people"], limit["max"]) == ([1, 2, 3], left)


def test_an_opening_may_take_fewer_of_one_unit():
    people = [replace(PERSON, id=number) for number in (1, 2)]

    limits = question_of(asked(people, [replace(OPENING, unit_most=1)]))["limits"]

    assert [(each.get("openings"), each["max"]) for each in limits] == [([5], 1)]


def best_by_trying(question):
    """The most placed, and among those the cheapest; every way is tried."""
    people, openings = question["people"], question["openings"]
    forbidden = {tuple(pair) for pair in question["forbidden"]}
    best = (0, 0.0)
    for way in product([None, *range(len(openings))], repeat=len(people)):
        placed = [(person, at) for person, at in enumerate(way) if at is not None]
        if any((people[p], openings[at]) in forbidden for p, at in placed):
            continue
        if any(way.count(at) > 1 for at in range(len(openings))) or any(
            sum(people[p] in limit["people"] for p, _at in placed) > limit["max"]
            for limit in question["limits"]
        ):
            continue
        cost = sum(question["costs"][p][at] for p, at in placed)
        best = min(best, (-len(placed), cost))
    return best


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_answer_is_the_best_there_is(data):
    number = st.integers(0, 1)
    people = [
        replace(
            PERSON, id=at + 1, unit_id=10 + data.draw(number), age=30 + 10 * data.draw(number),
            wishes=tuple(data.draw(st.permutations((5, 6, 7)))[: data.draw(st.integers(0, 3))]),
            limit=data.draw(st.sampled_from(["", "away"])),
        )
        for at in range(4)
    ]  # fmt: skip
    openings = [
        replace(
            OPENING, id=5 + at, age_most=data.draw(st.sampled_from([None, 35])),
            is_away=bool(data.draw(number)), priority=data.draw(st.sampled_from("123")),
        )
        for at in range(3)
    ]  # fmt: skip
    question = question_of(asked(people, openings))

    answer = answered(instance_of(json.dumps(question).encode()), seconds=5)

    placed, cost = best_by_trying(question)
    assert answer.status == "optimal"
    assert (-len(answer.assignment), round(answer.objective, 6)) == (placed, round(cost, 6))
