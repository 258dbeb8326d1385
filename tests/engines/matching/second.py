"""The same questions answered by trying everything."""

import itertools
import json
import math
import random

from qingmiao.engines.matching.rules.instance import Instance
from qingmiao.engines.matching.rules.reading import instance_of


def read(question):
    found = instance_of(json.dumps(question).encode())
    assert isinstance(found, Instance), found
    return found


def keeps(question, placed, *, number=None):
    """Does this assignment (opening or None for each person, in order) keep every rule?"""
    people, openings = question["people"], question["openings"]
    counts = question.get("counts", {})
    forbidden = {tuple(pair) for pair in question.get("forbidden", [])}
    where = dict(zip(people, placed, strict=True))
    for person, opening in where.items():
        if opening is not None and (person, opening) in forbidden:
            return False
    if any(where[person] != opening for person, opening in question.get("pinned", [])):
        return False
    places = 0
    for opening in openings:
        bound = counts.get(opening, 1)
        low, high = (bound.get("min", 0), bound["max"]) if isinstance(bound, dict) else (0, bound)
        places += high
        if not low <= placed.count(opening) <= high:
            return False
    for limit in question.get("limits", []):
        count = sum(
            where[person] in limit.get("openings", openings)
            for person in limit.get("people", people)
            if where[person] is not None
        )
        if not limit.get("min", 0) <= count <= limit.get("max", math.inf):
            return False
    wanted = min(len(people), places) if number is None else number
    return sum(one is not None for one in placed) == wanted


def cheapest(question):
    """The least summed cost, or None where nothing keeps the rules."""
    people, openings = question["people"], question["openings"]
    cost = {
        (person, opening): question["costs"][i][j]
        for i, person in enumerate(people)
        for j, opening in enumerate(openings)
    }
    tried = list(itertools.product([None, *openings], repeat=len(people)))
    numbers = range(len(people), -1, -1) if question.get("fill") == "most" else [None]
    for number in numbers:
        sums = [
            sum(cost[one] for one in zip(people, placed, strict=True) if one[1] is not None)
            for placed in tried
            if keeps(question, placed, number=number)
        ]
        if sums:
            return min(sums)
    return None


def drawn(seed, *, is_plain=False):
    """A small question with rules of every kind, some of them impossible."""
    chance = random.Random(seed)
    n, m = chance.randint(1, 5), chance.randint(1, 4)
    people, openings = [f"p{i}" for i in range(n)], [f"o{j}" for j in range(m)]
    whole = chance.random() < 0.5
    question = {
        "people": people,
        "openings": openings,
        "costs": [
            [
                chance.randint(-5, 20) if whole else round(chance.uniform(-5, 20), 3)
                for _ in openings
            ]
            for _ in people
        ],
    }
    if is_plain:
        return question
    if chance.random() < 0.8:
        question["forbidden"] = [
            [person, opening] for person in people for opening in openings if chance.random() < 0.25
        ]
    if chance.random() < 0.5:
        question["counts"] = {
            opening: chance.choice([0, 1, 2, {"min": 1, "max": 2}]) for opening in openings
        }
    if chance.random() < 0.7:
        question["limits"] = [
            {"name": f"l{k}", "people": chance.sample(people, chance.randint(1, n)),
             "openings": chance.sample(openings, chance.randint(1, m)),
             **chance.choice([{"max": 1}, {"max": 0}, {"min": 1}, {"min": 1, "max": 2}])}
            for k in range(chance.randint(1, 3))
        ]  # fmt: skip
    if chance.random() < 0.2:
        free = [
            [person, opening]
            for person in people
            for opening in openings
            if [person, opening] not in question.get("forbidden", [])
        ]
        question["pinned"] = free[:1]
    if chance.random() < 0.3:
        question["fill"] = "most"
    return question
