"""Judges' totals as tables, one a stage and group: what agreement, resampling and indicators look at."""

from dataclasses import dataclass

import numpy as np

from qingmiao.engines.scoring.contracts import Aggregation, Book, Result, Rule
from qingmiao.engines.scoring.enums import Kind
from qingmiao.engines.scoring.rules.facets.design import Floats, Integers


@dataclass(frozen=True, slots=True)
class Block:
    """Entries × judges; nothing where a judge did not mark. `weight` is its share of the total."""

    stage: str
    group: str
    entries: tuple[str, ...]
    judges: tuple[str, ...]
    totals: Floats
    weight: float
    aggregation: Aggregation

    def complete(self) -> "Block":
        """The entries that every judge of the block has marked."""
        whole: Integers = np.asarray(~np.isnan(self.totals).any(axis=1))
        return Block(
            self.stage,
            self.group,
            tuple(entry for entry, kept in zip(self.entries, whole, strict=True) if kept),
            self.judges,
            self.totals[whole],
            self.weight,
            self.aggregation,
        )

    @property
    def is_crossed(self) -> bool:
        return not np.isnan(self.totals).any()


def blocks_of(result: Result, rule: Rule) -> list[Block]:
    """One block a stage and group, holding the judges' weighted totals."""
    found = []
    for stage in rule.stages:
        shares = float(sum(group.weight for group in stage.groups))
        for number, group in enumerate(stage.groups):
            rows = {
                one.entry: {
                    judge.judge: float(judge.total) for judge in score.groups[number].judges
                }
                for one in result.entries
                if (score := one.stage(stage.key)) is not None
            }
            found.append(
                _block(
                    stage.key,
                    group.key,
                    rows,
                    float(stage.weight) / 100 * float(group.weight) / shares,
                    group.aggregation,
                )
            )
    return found


def parts_of(result: Result, rule: Rule, book: Book) -> list[Block]:
    """As `blocks_of`, but one block a criterion where the rule trims criterion by criterion."""
    found = []
    for block in blocks_of(result, rule):
        if block.aggregation.kind is not Kind.TRIMMED_MEAN_PER_CRITERION:
            found.append(block)
            continue
        stage = rule.stage(block.stage)
        criteria = stage.counting if stage else ()
        weights = float(sum(one.weight for one in criteria))
        for criterion in criteria:
            scale = float(rule.out_of) / float(criterion.high)
            rows = {
                entry: {
                    judge: scale * float(sheet[criterion.key])
                    for judge, sheet in book.panels[block.stage][block.group][entry].items()
                    if criterion.key in sheet
                }
                for entry in block.entries
            }
            share = block.weight * float(criterion.weight) / weights
            found.append(_block(block.stage, block.group, rows, share, block.aggregation))
    return found


def _block(
    stage: str,
    group: str,
    rows: dict[str, dict[str, float]],
    weight: float,
    aggregation: Aggregation,
) -> Block:
    entries = tuple(sorted(rows))
    judges = tuple(sorted({judge for row in rows.values() for judge in row}))
    column = {judge: at for at, judge in enumerate(judges)}
    totals = np.full((len(entries), len(judges)), np.nan)
    for at, entry in enumerate(entries):
        for judge, total in rows[entry].items():
            totals[at, column[judge]] = total
    return Block(stage, group, entries, judges, totals, weight, aggregation)
