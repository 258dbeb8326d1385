"""A kept result in lines for pages and papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from qingmiao.engines.scoring.enums import Status
from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.contests.models import Contest, Entry
from qingmiao.selection.results.contracts import MarkTable, ResultLine, StageCell
from qingmiao.selection.results.models import Computation
from qingmiao.selection.results.queries.reckoning import entries_by_plate
from qingmiao.selection.results.rules.figures import figure, mark_tables, status_label


def shows_names(contest: Contest) -> bool:
    """While a contest is judged, results are read by plate."""
    return contest.state not in (ContestState.DRAWING, ContestState.JUDGING)


def lines_of(*, computation: Computation, with_names: bool | None = None) -> list[ResultLine]:
    """The result line by line, best first; names once the contest is no longer judged."""
    contest = computation.contest
    named = shows_names(contest) if with_names is None else with_names
    entries = entries_by_plate(contest_id=contest.pk)
    return [
        _line(told, entries.get(told["entry"]), contest.precision, named=named)
        for told in computation.output["entries"]
    ]


def _line(
    told: Mapping[str, Any], entry: Entry | None, precision: int, *, named: bool
) -> ResultLine:
    seen = entry if named else None
    return ResultLine(
        plate=told["entry"],
        rank=told["rank"],
        total=figure(told["total"], precision),
        status="" if told["status"] == Status.RANKED else status_label(told["status"]),
        is_tied=told["tied"],
        stages=[
            StageCell(
                stage=stage["stage"],
                score=figure(stage["score"], precision),
                rank=stage["rank"],
                advances=stage["advances"],
            )
            for stage in told["stages"]
        ],
        entry_id=entry.pk if entry else None,
        who=str(seen.person) if seen else "",
        unit=str(seen.unit) if seen else "",
        is_shortlisted=bool(entry and entry.is_shortlisted),
    )


def stage_names(computation: Computation) -> list[str]:
    """The stages that were counted, in the rule's order."""
    entries = computation.output["entries"]
    longest: Sequence[Mapping[str, Any]] = max(
        (line["stages"] for line in entries), key=len, default=[]
    )
    return [cell["stage"] for cell in longest]


def columns_of(lines: Sequence[ResultLine], names: Sequence[str]) -> list[list[StageCell | None]]:
    """For each line a cell per stage in the rule's order, ``None`` where the entry was not in it."""
    told = []
    for line in lines:
        by_name = {cell.stage: cell for cell in line.stages}
        told.append([by_name.get(name) for name in names])
    return told


def raw_tables(*, computation: Computation) -> list[MarkTable]:
    """Every raw mark as the computation read it, by judge number: one table a criterion."""
    return mark_tables(computation.marks_text, computation.rule_text)
