"""Had one judge not been there: exact totals again, by the same rule, without each judge in turn."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from qingmiao.engines.scoring.contracts import (
    Aggregation,
    Book,
    EntryResult,
    GroupScore,
    LeftOut,
    Result,
    Rule,
    Stage,
)
from qingmiao.engines.scoring.enums import Kind, Status
from qingmiao.engines.scoring.rules.ranking import printed_by
from qingmiao.engines.scoring.rules.totals import aggregate

MOST_JUDGES = 100
MOST_MOVES = 10


def left_out(result: Result, rule: Rule, book: Book) -> list[LeftOut]:
    """One line a judge. Panels too small to trim as the rule says trim by as much as they can."""
    entries = [one for one in result.entries if one.status is Status.RANKED]
    judges = book.judges()
    if len(judges) < 2 or len(judges) > MOST_JUDGES or not entries:
        return []
    before = _ranks({one.entry: one.exact or Fraction(0) for one in entries}, rule)
    found = []
    for judge in judges:
        totals = {one.entry: _total(one, judge, rule, book) for one in entries}
        if any(total is None for total in totals.values()):
            continue  # the only judge of somebody cannot be left out
        after = _ranks({entry: total or Fraction(0) for entry, total in totals.items()}, rule)
        found.append(_line(judge, before, after))
    return found


def _line(judge: str, before: Mapping[str, int], after: Mapping[str, int]) -> LeftOut:
    moves = [
        (entry, before[entry], after[entry]) for entry in before if before[entry] != after[entry]
    ]
    moves.sort(key=lambda move: (-abs(move[1] - move[2]), move[1], move[0]))
    first = tuple(sorted(entry for entry, rank in after.items() if rank == 1))
    return LeftOut(
        judge=judge,
        first=first,
        first_changed=first != tuple(sorted(e for e, rank in before.items() if rank == 1)),
        moved=len(moves),
        largest_move=max((abs(move[1] - move[2]) for move in moves), default=0),
        who_moved=tuple(moves[:MOST_MOVES]),
    )


def _ranks(totals: Mapping[str, Fraction], rule: Rule) -> dict[str, int]:
    printed = printed_by(rule)
    values: dict[str, Decimal] = {entry: printed(total) for entry, total in totals.items()}
    places: dict[Decimal, int] = {}
    for at, value in enumerate(sorted(values.values(), reverse=True), start=1):
        places.setdefault(value, at)
    return {entry: places[value] for entry, value in values.items()}


def _total(one: EntryResult, judge: str, rule: Rule, book: Book) -> Fraction | None:
    total = Fraction(0)
    for stage, score in zip(rule.stages, one.stages, strict=True):
        shares = sum((Fraction(group.weight) for group in stage.groups), Fraction(0))
        for group, given in zip(stage.groups, score.groups, strict=True):
            value = _without(one.entry, judge, given, group.aggregation, stage, rule, book)
            if value is None:
                return None
            total += Fraction(stage.weight) / 100 * Fraction(group.weight) / shares * value
    return total


def _without(
    entry: str,
    judge: str,
    given: GroupScore,
    aggregation: Aggregation,
    stage: Stage,
    rule: Rule,
    book: Book,
) -> Fraction | None:
    rest = [other for other in given.judges if other.judge != judge]
    if len(rest) == len(given.judges):
        return given.score
    if not rest:
        return None
    relaxed = relaxed_for(aggregation, len(rest))
    if aggregation.kind is not Kind.TRIMMED_MEAN_PER_CRITERION:
        return aggregate([other.total for other in rest], relaxed)
    panel = book.panels[stage.key][given.group][entry]
    weights = value = Fraction(0)
    for criterion in stage.counting:
        marks = [
            Fraction(panel[other.judge][criterion.key])
            for other in rest
            if criterion.key in panel[other.judge]
        ]
        if marks:
            fitted = relaxed_for(aggregation, len(marks))
            weight = Fraction(criterion.weight)
            value += weight * aggregate(marks, fitted) / Fraction(criterion.high)
            weights += weight
    return Fraction(rule.out_of) * value / weights if weights else None


def relaxed_for(aggregation: Aggregation, judges: int) -> Aggregation:
    """The same, dropping no more at each end than leaves one judge."""
    return replace(aggregation, drop=min(aggregation.drop, (judges - 1) // 2))
