"""Marks as arrays: who marked whom on what, in which ordered category; and who can be compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from qingmiao.engines.scoring.contracts import Book, Rule

Floats = npt.NDArray[Any]  # numpy's own stubs take weighted counts for whole numbers
Integers = npt.NDArray[Any]

MOST_VALUES: Final = 21  # so many different marks are taken as they are; more are put into bins
BINS: Final = 9
FEWEST: Final = 2  # marks in a category; a rarer one joins its neighbour towards the middle


@dataclass(frozen=True, slots=True)
class Design:
    """One row a mark. `category` counts from 0; `levels` is the mean share of the full mark in each."""

    entries: tuple[str, ...]
    judges: tuple[str, ...]
    criteria: tuple[str, ...]
    entry: Integers
    judge: Integers
    criterion: Integers
    category: Integers
    levels: Floats
    share: Floats

    @property
    def categories(self) -> int:
        return len(self.levels)

    @property
    def marks(self) -> int:
        return len(self.category)


def rows_of(book: Book, rule: Rule) -> list[tuple[str, str, str, float]]:
    """(entry, judge, criterion, share of the full mark) of every mark that counts in a total."""
    return [
        (
            entry,
            judge,
            f"{stage.key}/{criterion.key}" if stage.key else criterion.key,
            float(sheet[criterion.key]) / float(criterion.high),
        )
        for stage in rule.stages
        for entries in book.panels[stage.key].values()
        for entry, panel in entries.items()
        for judge, sheet in panel.items()
        for criterion in stage.counting
        if criterion.key in sheet
    ]


def design_of(rows: Sequence[tuple[str, str, str, float]]) -> Design:
    entries, entry = _coded(row[0] for row in rows)
    judges, judge = _coded(row[1] for row in rows)
    criteria, criterion = _coded(row[2] for row in rows)
    share = np.array([row[3] for row in rows], dtype=float)
    category, levels = categorised(share)
    return Design(entries, judges, criteria, entry, judge, criterion, category, levels, share)


def _coded(labels: Iterable[str]) -> tuple[tuple[str, ...], Integers]:
    given = list(labels)
    known = {label: at for at, label in enumerate(sorted(set(given)))}
    return tuple(known), np.array([known[label] for label in given], dtype=np.int64)


def categorised(shares: Floats) -> tuple[Integers, Floats]:
    """Ordered categories: each value one where there are few, quantiles where there are many."""
    shares = np.round(shares, 9)
    values = np.unique(shares)
    if len(values) <= MOST_VALUES:
        raw = np.searchsorted(values, shares)
    else:
        edges = np.unique(np.quantile(shares, np.arange(1, BINS) / BINS))
        raw = np.searchsorted(edges, shares, side="right")
    category = _merged(raw.astype(np.int64))
    counts = np.bincount(category)
    return category, np.bincount(category, weights=shares) / counts


def _merged(raw: Integers) -> Integers:
    """Rare categories join the neighbour on the side of the middle, from the ends inwards."""
    _values, raw = np.unique(raw, return_inverse=True)
    counts = np.bincount(raw).tolist()
    middle = float(np.median(raw))
    target = list(range(len(counts)))
    for order in (range(len(counts)), range(len(counts) - 1, -1, -1)):
        carried = 0
        for at in order:
            upward = order.step > 0
            if (at < middle) is not upward or (at == middle):
                carried = 0
                continue
            carried += counts[at]
            if carried >= FEWEST:
                carried = 0
            else:
                target[at] = at + (1 if upward else -1)
    resolved = []
    for at in range(len(counts)):
        place = at
        while target[place] != place:
            place = target[place]
        resolved.append(place)
    _values, category = np.unique(np.array(resolved)[raw], return_inverse=True)
    return category.astype(np.int64)


# ---------------------------------------------------------------- who can be compared
def comparable(design: Design) -> list[Integers]:
    """Groups of judges that can be compared, each as judge numbers; the largest first.

    Two judges are linked when they marked the same entry, and marks on the same criterion; what no
    chain of links joins cannot be told apart from a difference of entries or of criteria.
    """
    judges = len(design.judges)
    by_entry = _components(judges, design.judge, design.entry, len(design.entries))
    by_criterion = _components(judges, design.judge, design.criterion, len(design.criteria))
    both = by_entry * judges + by_criterion
    groups = [np.flatnonzero(both == key) for key in np.unique(both)]
    return sorted(groups, key=lambda group: (-len(group), int(group[0])))


def _components(judges: int, judge: Integers, other: Integers, others: int) -> Integers:
    parent = list(range(judges + others))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for pair in np.unique(judge * others + other).tolist():
        one, two = root(pair // others), root(judges + pair % others)
        if one != two:
            parent[max(one, two)] = min(one, two)
    return np.array([root(at) for at in range(judges)], dtype=np.int64)


def part(design: Design, judges: Integers) -> Design:
    """The marks of some judges only, with entries, criteria and categories counted anew."""
    kept = np.isin(design.judge, judges)
    entries, entry = np.unique(design.entry[kept], return_inverse=True)
    criteria, criterion = np.unique(design.criterion[kept], return_inverse=True)
    categories, category = np.unique(design.category[kept], return_inverse=True)
    _judges, judge = np.unique(design.judge[kept], return_inverse=True)
    return Design(
        entries=tuple(design.entries[at] for at in entries),
        judges=tuple(design.judges[at] for at in np.sort(judges)),
        criteria=tuple(design.criteria[at] for at in criteria),
        entry=entry,
        judge=judge,
        criterion=criterion,
        category=category,
        levels=design.levels[categories],
        share=design.share[kept],
    )
