"""A round as the question of `engines/matching`: ids, costs and rules, no names of people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.placement.openings.contracts import CandidateFacts, Fit, OpeningFacts

DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """Who and what a round considers. ``least``: how many an opening must get. ``unit_most`` counts
    those already out."""

    people: Sequence[CandidateFacts]
    openings: Sequence[OpeningFacts]
    fits: Mapping[int, Sequence[Fit]]
    weights: Mapping[str, int]
    unit_most: int
    least: Mapping[int, int] = field(default_factory=dict)
    pinned: Mapping[int, int] = field(default_factory=dict)


def question_of(facts: RoundFacts) -> dict[str, Any]:
    """Less cost is better, so what speaks for a pair is taken off; as many as the rules allow are placed."""
    costs, forbidden = [], []
    for person in facts.people:
        row = []
        for each in facts.fits[person.id]:
            row.append(-worth(each, facts.weights))
            if each.hindrances:
                forbidden.append([person.id, each.opening_id])
        costs.append(row)
    return {
        "people": [each.id for each in facts.people],
        "openings": [each.id for each in facts.openings],
        "costs": costs,
        "forbidden": forbidden,
        "pinned": [[person, opening] for person, opening in sorted(facts.pinned.items())],
        "counts": [
            {"min": min(facts.least.get(each.id, 0), each.places), "max": each.places}
            for each in facts.openings
        ],
        "limits": [*_unit_limits(facts), *_opening_limits(facts)],
        "fill": "most",
    }


def worth(fit: Fit, weights: Mapping[str, int]) -> float:
    return round(sum(weights[each.kind] * each.share for each in fit.credits), DECIMALS)


def _by_unit(facts: RoundFacts) -> Mapping[int, list[CandidateFacts]]:
    found: dict[int, list[CandidateFacts]] = defaultdict(list)
    for person in facts.people:
        if person.unit_id is not None:
            found[person.unit_id].append(person)
    return found


def _unit_limits(facts: RoundFacts) -> list[dict[str, Any]]:
    """A home unit has so many people out at a time, those already out included."""
    limits = []
    for unit_id, people in sorted(_by_unit(facts).items()):
        left = max(facts.unit_most - people[0].sent_from_unit, 0)
        if len(people) > left:
            name = _("%(unit)s（%(id)d）再派") % {"unit": people[0].unit, "id": unit_id}
            limits.append({"name": name, "people": [each.id for each in people], "max": left})
    return limits


def _opening_limits(facts: RoundFacts) -> list[dict[str, Any]]:
    limits = []
    for opening in facts.openings:
        if opening.unit_most is None:
            continue
        for unit_id, people in sorted(_by_unit(facts).items()):
            if len(people) > opening.unit_most:
                name = _("%(unit)s（%(id)d）派往%(opening)s（%(number)d）") % {
                    "unit": people[0].unit,
                    "id": unit_id,
                    "opening": opening.title,
                    "number": opening.id,
                }
                limits.append(
                    {
                        "name": name,
                        "people": [each.id for each in people],
                        "openings": [opening.id],
                        "max": opening.unit_most,
                    }
                )
    return limits
