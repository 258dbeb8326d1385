"""Ranks, and why: who goes on, who is out, and each tie broken step by step in the order told before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from qingmiao.engines.lottery.contracts import Draw
from qingmiao.engines.lottery.rules.draw import order_of
from qingmiao.engines.scoring.contracts import (
    EntryResult,
    Rule,
    Stage,
    StageScore,
    StepTold,
    TieStep,
    TieTold,
)
from qingmiao.engines.scoring.enums import By, Passing, Status
from qingmiao.engines.scoring.rules.totals import rounded

Printed = Callable[[Fraction], Decimal]


def printed_by(rule: Rule) -> Printed:
    return lambda value: rounded(value, rule.precision, rule.rounding)


def stage_ranks(scores: Mapping[str, StageScore], rule: Rule) -> dict[str, StageScore]:
    """Ranks within a stage, by the printed figure; equal figures share a rank."""
    printed = printed_by(rule)
    values = {entry: printed(one.score) for entry, one in scores.items()}
    places = _places(sorted(values.values(), reverse=True))
    return {entry: replace(one, rank=places[values[entry]]) for entry, one in scores.items()}


def _places(ordered: Sequence[Decimal]) -> dict[Decimal, int]:
    places: dict[Decimal, int] = {}
    for at, value in enumerate(ordered, start=1):
        places.setdefault(value, at)
    return places


def advancing(scores: Mapping[str, StageScore], stage: Stage, rule: Rule) -> set[str]:
    """Entries that may go on. A tie at the last place lets all of it pass; a veto never does."""
    printed = printed_by(rule)
    fit = {entry: one for entry, one in scores.items() if not one.vetoes}
    if stage.advance.kind is Passing.TOP:
        values = sorted((printed(one.score) for one in fit.values()), reverse=True)
        bound = values[min(stage.advance.count, len(values)) - 1] if values else Decimal(0)
        return {entry for entry, one in fit.items() if printed(one.score) >= bound}
    if stage.advance.kind is Passing.CUT:
        return {entry for entry, one in fit.items() if printed(one.score) >= stage.advance.score}
    return set(fit)


# ---------------------------------------------------------------- the end
def ranked(
    results: Sequence[EntryResult], rule: Rule, seed: bytes | None
) -> tuple[list[EntryResult], list[TieTold]]:
    """Ranks by the printed total, then by the chain; those the chain cannot part share a rank."""
    standing = sorted(
        (one for one in results if one.status is Status.RANKED and one.total is not None),
        key=lambda one: (-(one.total or Decimal(0)), one.entry),
    )
    ordered: list[EntryResult] = []
    ties: list[TieTold] = []
    for total, together in groupby(standing, key=lambda one: one.total):
        tied = list(together)
        order: tuple[tuple[str, ...], ...] = ((tied[0].entry,),)
        if len(tied) > 1 and total is not None:
            steps, order = _parted(tied, rule, seed)
            ties.append(TieTold(total, tuple(one.entry for one in tied), steps, order))
        by_name = {one.entry: one for one in tied}
        for place in order:
            rank = len(ordered) + 1
            ordered += [
                replace(by_name[entry], rank=rank, is_tied=len(place) > 1) for entry in place
            ]
    rest = [one for one in results if one.status is not Status.RANKED]
    return ordered + sorted(rest, key=lambda one: (one.status, one.entry)), ties


def _parted(
    tied: list[EntryResult], rule: Rule, seed: bytes | None
) -> tuple[tuple[StepTold, ...], tuple[tuple[str, ...], ...]]:
    by_name = {one.entry: one for one in tied}
    places: list[list[str]] = [[one.entry for one in tied]]
    steps = []
    for step in rule.ties:
        if all(len(place) == 1 for place in places):
            break
        finer: list[list[str]] = []
        for place in places:
            values = {} if len(place) == 1 else _values(place, by_name, step, rule, seed)
            if not values:
                finer.append(place)
                continue
            place = sorted(place, key=lambda entry: (-values[entry][0], entry))
            split = [list(same) for _, same in groupby(place, key=lambda e: values[e][0])]
            steps.append(
                StepTold(
                    step.by,
                    step.key or step.stage,
                    tuple((entry, values[entry][1]) for entry in place),
                    decided=len(split) > 1,
                )
            )
            finer += split
        places = finer
    return tuple(steps), tuple(tuple(sorted(place)) for place in places)


def _values(
    place: list[str],
    by_name: Mapping[str, EntryResult],
    step: TieStep,
    rule: Rule,
    seed: bytes | None,
) -> dict[str, tuple[Fraction, str]]:
    """What the step sees: a figure to compare, more is better, and how it is written."""
    if step.by is By.LOT:
        if seed is None:
            return {}
        order = order_of(Draw(purpose=LOT, entries=tuple(sorted(place)), seed=seed))
        return {
            entry: (Fraction(-at), f"{at}:{ticket}")
            for at, (entry, ticket) in enumerate(order, start=1)
        }
    printed = printed_by(rule)
    values = {}
    for entry in place:
        value = _figure(by_name[entry], step, rule)
        if value is None:
            return {}
        if step.by is By.UNROUNDED_TOTAL:
            values[entry] = (value, f"{value.numerator}/{value.denominator}")
        else:
            values[entry] = (Fraction(printed(value)), str(printed(value)))
    return values


LOT = "tie"


def _figure(one: EntryResult, step: TieStep, rule: Rule) -> Fraction | None:
    if step.by is By.UNROUNDED_TOTAL:
        return one.exact
    if step.by is By.STAGE:
        score = one.stage(step.stage)
        return score.score if score else None
    found = []
    for stage in rule.stages:
        score = one.stage(stage.key)
        if score is None or step.stage not in ("", stage.key):
            continue
        figure = _of_stage(score, step, stage)
        if figure is not None:
            found.append((Fraction(stage.weight), figure))
    weights = sum((weight for weight, _value in found), Fraction(0))
    if not weights:
        return None
    return sum((weight * value for weight, value in found), Fraction(0)) / weights


def _of_stage(score: StageScore, step: TieStep, stage: Stage) -> Fraction | None:
    """One stage's part in a step: its groups weighed as they are weighed in the total."""
    weights = {group.key: Fraction(group.weight) for group in stage.groups}
    parts = []
    for group in score.groups:
        if step.by is By.GROUP:
            if group.group == step.key:
                parts.append((weights[group.group], group.score))
        elif step.by is By.CRITERION:
            if step.key in group.criteria:
                parts.append((weights[group.group], group.criteria[step.key]))
        elif step.by is By.UNTRIMMED_MEAN:
            parts.append((weights[group.group], group.untrimmed))
        else:
            parts.append((weights[group.group], group.median))
    if not parts:
        return None
    return sum((w * v for w, v in parts), Fraction(0)) / sum((w for w, _v in parts), Fraction(0))
