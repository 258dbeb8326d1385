"""Simulated panels: marks from the model itself, and totals with or without an agreement planted."""

import numpy as np

from qingmiao.engines.scoring.contracts import Aggregation
from qingmiao.engines.scoring.rules.blocks import Block
from qingmiao.engines.scoring.rules.facets.design import design_of


def rated(rng, entries, judges, criteria, categories, *, per_entry=None, spread=1.0):
    """Marks of a contest in which every severity is known: (rows, severities)."""
    ability = rng.normal(0, spread, entries)
    severity = rng.normal(0, 0.5, judges)
    severity -= severity.mean()
    difficulty = np.linspace(-0.4, 0.4, criteria)
    heights = np.concatenate(([0.0], -np.cumsum(np.linspace(-1.5, 1.5, categories - 1))))
    panel = np.tile(np.arange(judges), (entries, 1))
    if per_entry:
        panel = np.argsort(rng.random(panel.shape), axis=1)[:, :per_entry]
    e = np.repeat(np.arange(entries), panel.shape[1] * criteria)
    j = np.repeat(panel.ravel(), criteria)
    c = np.tile(np.arange(criteria), panel.size)
    logits = (ability[e] - severity[j] - difficulty[c])[:, None] * np.arange(categories) + heights
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    marks = (rng.random(len(e))[:, None] > chances.cumsum(axis=1)).sum(axis=1)
    rows = [
        (f"E{a:05}", f"J{b:03}", f"c{d}", m / (categories - 1))
        for a, b, d, m in zip(e.tolist(), j.tolist(), c.tolist(), marks.tolist(), strict=True)
    ]
    return rows, severity


def rated_design(*args, **kwargs):
    rows, severity = rated(*args, **kwargs)
    return design_of(rows), severity


def totals(rng, entries, judges, *, colluding=0, by=12.0, of_each=4):
    """Judges' totals out of 100; some judges may lift the same entries and press the same rivals."""
    noise = rng.normal(0, 4, (entries, judges)) * rng.uniform(0.7, 1.3, (1, judges))
    found = 75 + rng.normal(0, 6, (entries, 1)) + rng.normal(0, 3, (1, judges)) + noise
    who = rng.choice(judges, colluding, replace=False)
    whom = rng.choice(entries, 2 * of_each, replace=False)
    found[np.ix_(whom[:of_each], who)] += by
    found[np.ix_(whom[of_each:], who)] -= by
    return block(np.clip(np.round(found, 1), 0, 100)), {f"J{one}" for one in who}


def block(figures):
    entries, judges = figures.shape
    return Block(
        "",
        "",
        tuple(f"E{at}" for at in range(entries)),
        tuple(f"J{at}" for at in range(judges)),
        np.asarray(figures, dtype=float),
        1.0,
        Aggregation(),
    )
