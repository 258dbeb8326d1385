"""缺什么: what teams lack on a day and ahead. Rows, counts and the export are one question."""

from collections.abc import Iterable
from dataclasses import replace

from qingmiao.kernel.actor import Actor
from qingmiao.selection.demands.contracts import (
    HORIZONS,
    Gap,
    GapList,
    GapSums,
    Team,
    Wanted,
)
from qingmiao.selection.demands.queries.team import teams

RAISED = {True: "1", False: "0"}


def gap_list(*, actor: Actor, wanted: Wanted) -> GapList:
    """The gap list as filtered, with what each further choice would show."""
    every = gaps_of(teams(actor=actor, on=wanted.on, is_renewed=wanted.is_renewed))
    found = tuple(gap for gap in every if is_wanted(gap, wanted))
    return GapList(gaps=found, sums=sums_of(found), choices=_choices(every, wanted))


def gaps(*, actor: Actor, wanted: Wanted) -> tuple[Gap, ...]:
    return gap_list(actor=actor, wanted=wanted).gaps


def gaps_of(found: Iterable[Team]) -> list[Gap]:
    """Every item of every team that is off its band on some day of the forecast."""
    return [
        Gap(
            unit_id=team.unit_id,
            unit=team.unit,
            kind=team.kind,
            kind_label=team.kind_label,
            line=line,
        )
        for team in found
        for line in team.gaps
    ]


def is_wanted(gap: Gap, wanted: Wanted) -> bool:
    return (
        (not wanted.kinds or gap.kind in wanted.kinds)
        and (not wanted.items or gap.line.goal.item in wanted.items)
        and (not wanted.at or any(gap.line.has_gap(months) for months in wanted.at))
        and (not wanted.raised or RAISED[gap.line.demand_id is not None] in wanted.raised)
        and wanted.words in gap.unit
    )


def _choices(every: list[Gap], wanted: Wanted) -> dict[str, dict[str, int]]:
    """Each filter counted under the others, as the facets of every list are."""
    at = [gap for gap in every if is_wanted(gap, replace(wanted, at=()))]
    return {
        "at": {str(months): sum(gap.line.has_gap(months) for gap in at) for months in HORIZONS},
        "kind": _counted(gap.kind for gap in every if is_wanted(gap, replace(wanted, kinds=()))),
        "item": _counted(
            gap.line.goal.item for gap in every if is_wanted(gap, replace(wanted, items=()))
        ),
        "raised": _counted(
            RAISED[gap.line.demand_id is not None]
            for gap in every
            if is_wanted(gap, replace(wanted, raised=()))
        ),
    }


def _counted(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def sums_of(lines: Iterable[Gap]) -> GapSums:
    """How many teams and lines, and how many people are lacking on each day of the forecast."""
    found = list(lines)
    short = dict.fromkeys(HORIZONS, 0)
    for gap in found:
        for tally in gap.line.tallies:
            short[tally.months] += tally.short
    return GapSums(
        teams=len({gap.unit_id for gap in found}),
        lines=len(found),
        raised=sum(gap.line.demand_id is not None for gap in found),
        short=short,
    )
