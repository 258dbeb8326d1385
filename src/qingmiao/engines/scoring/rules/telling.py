"""A result in the words of JSON: plain figures for programs, exact fractions for doubters."""

from dataclasses import asdict
from fractions import Fraction

from qingmiao.engines.scoring.contracts import (
    EntryResult,
    Judging,
    Result,
    Rule,
    StageScore,
    TieTold,
)
from qingmiao.engines.scoring.rules.ranking import printed_by

Told = dict[str, object]


def as_json(result: Result, rule: Rule) -> Told:
    return {
        "entries": [_entry(one, rule) for one in result.entries],
        "ties": [_tie(one) for one in result.ties],
        "formula": dict(result.formula),
        "notes": list(result.notes),
    }


def _entry(one: EntryResult, rule: Rule) -> Told:
    told: Told = {
        "entry": one.entry,
        "total": None if one.total is None else float(one.total),
        "rank": one.rank,
        "status": one.status.value,
        "tied": one.is_tied,
        "exact": None if one.exact is None else _exact(one.exact),
    }
    return told | {"stages": [_stage(stage, rule) for stage in one.stages]}


def _stage(one: StageScore, rule: Rule) -> Told:
    printed = printed_by(rule)
    return {
        "stage": one.stage,
        "score": float(printed(one.score)),
        "rank": one.rank,
        "advances": one.advances,
        "vetoes": list(one.vetoes),
        "groups": [
            {
                "group": group.group,
                "score": float(printed(group.score)),
                "criteria": {key: float(printed(value)) for key, value in group.criteria.items()},
                "judges": [
                    {
                        "judge": judge.judge,
                        "total": float(printed(judge.total)),
                        "dropped": judge.dropped or None,
                    }
                    for judge in group.judges
                ],
            }
            for group in one.groups
        ],
    }


def _tie(one: TieTold) -> Told:
    return {
        "total": float(one.total),
        "entries": list(one.entries),
        "steps": [
            {
                "by": step.by.value,
                "key": step.key or None,
                "values": [{"entry": entry, "value": value} for entry, value in step.values],
                "decided": step.decided,
            }
            for step in one.steps
        ],
        "order": [list(place) for place in one.order],
        "open": one.is_open,
    }


def _exact(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def judging_as_json(judging: Judging) -> Told:
    """`judges` stands at the top, for it is what most programs look for."""
    facets = asdict(judging.facets)
    return {
        "judges": facets.pop("judges"),
        "connectivity": facets.pop("connectivity"),
        "facets": facets,
        "agreement": [asdict(one) for one in judging.agreement],
        "left_out": [asdict(one) for one in judging.left_out],
        "bands": [asdict(one) for one in judging.bands],
        "indicators": asdict(judging.indicators),
    }
