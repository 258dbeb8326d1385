"""From logits to a table: severities group by group, fit, fair averages."""

import numpy as np
from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import (
    Connectivity,
    CriterionDifficulty,
    EntryMeasure,
    Facets,
    JudgeSeverity,
    Scale,
)
from qingmiao.engines.scoring.rules.facets.design import (
    Design,
    Floats,
    Integers,
    comparable,
    part,
)
from qingmiao.engines.scoring.rules.facets.estimate import Estimate, chances_at, moments
from qingmiao.engines.scoring.rules.facets.joint import joint
from qingmiao.engines.scoring.rules.facets.marginal import marginal

LARGE = 4_000_000  # entries × judges × criteria; beyond, the faster method


def facets_of(design: Design, out_of: float) -> Facets:
    groups = comparable(design)
    judges: list[JudgeSeverity] = []
    entries: list[EntryMeasure] = []
    criteria: list[CriterionDifficulty] = []
    scales, notes = [], []
    for number, group in enumerate(groups, start=1):
        piece = part(design, group)
        reason = _hindrance(piece)
        if reason:
            notes.append(reason)
            judges += _unmeasured(piece, number, out_of)
            continue
        found = marginal(piece) if _size(piece) <= LARGE else joint(piece)
        judges += _judges(piece, found, number, out_of)
        entries += _entries(piece, found, number, out_of)
        criteria += [
            CriterionDifficulty(key, float(value), float(error), number)
            for key, value, error in zip(
                piece.criteria, found.difficulty, found.difficulty_se, strict=True
            )
        ]
        scales.append(_scale(piece, found, number))
        if not found.converged:
            notes.append(_("估计没有收敛：宽严值仅供参考"))
    return Facets(
        judges=tuple(sorted(judges, key=lambda one: one.judge)),
        entries=tuple(sorted(entries, key=lambda one: one.entry)),
        criteria=tuple(criteria),
        connectivity=_connectivity(design, groups),
        scales=tuple(scales),
        notes=tuple(notes),
    )


def _size(design: Design) -> int:
    return len(design.entries) * len(design.judges) * len(design.criteria)


def _hindrance(design: Design) -> str:
    names = "、".join(design.judges[:5]) + ("…" if len(design.judges) > 5 else "")
    if len(design.judges) == 1:
        return _("评委“%(judges)s”没有可比的同组评委，宽严无从估计") % {"judges": names}
    if design.categories == 1:
        return _("评委“%(judges)s”的分数全部相同，宽严无从估计") % {"judges": names}
    if len(design.entries) == 1:
        return _("评委“%(judges)s”只评了一个参赛号，宽严无从估计") % {"judges": names}
    return ""


def _connectivity(design: Design, groups: list[Integers]) -> Connectivity:
    names = tuple(tuple(design.judges[at] for at in group) for group in groups)
    if len(groups) == 1:
        message = _("全部评委经共同评过的参赛号相连，宽严可以相互比较")
    else:
        message = _(
            "评委分成 %(count)s 组，组与组之间没有共同评过的参赛号（或要素），"
            "宽严只能在组内比较：今后请安排交叉评分"
        ) % {"count": len(groups)}
    return Connectivity(len(groups) == 1, names, message)


def _unmeasured(design: Design, number: int, out_of: float) -> list[JudgeSeverity]:
    averages = _averages(design, out_of)
    marks, entries = _amounts(design)
    return [
        JudgeSeverity(
            judge, None, None, None, None, None,
            float(averages[at]), int(marks[at]), int(entries[at]), number,
        )
        for at, judge in enumerate(design.judges)
    ]  # fmt: skip


def _averages(design: Design, out_of: float) -> Floats:
    counts = np.bincount(design.judge, minlength=len(design.judges))
    sums = np.bincount(design.judge, design.share, len(design.judges))
    averages: Floats = out_of * sums / counts
    return averages


def _amounts(design: Design) -> tuple[Integers, Integers]:
    pairs = np.unique(design.judge * len(design.entries) + design.entry)
    return (
        np.bincount(design.judge, minlength=len(design.judges)),
        np.bincount(pairs // len(design.entries), minlength=len(design.judges)),
    )


def _judges(design: Design, found: Estimate, number: int, out_of: float) -> list[JudgeSeverity]:
    expected, variance = moments(design, found)
    size = len(design.judges)
    squares = (design.category - expected) ** 2
    marks, entries = _amounts(design)
    infit = np.bincount(design.judge, squares, size) / np.bincount(design.judge, variance, size)
    outfit = np.bincount(design.judge, squares / np.maximum(variance, 1e-9), size) / marks
    centre = float(found.ability.mean())
    fair = _fair(found, design, centre - found.severity, out_of)
    averages = _averages(design, out_of)
    return [
        JudgeSeverity(
            judge=judge,
            severity=float(found.severity[at]),
            se=float(found.severity_se[at]),
            infit=float(infit[at]),
            outfit=float(outfit[at]),
            fair_average=float(fair[at]),
            average=float(averages[at]),
            marks=int(marks[at]),
            entries=int(entries[at]),
            group=number,
        )
        for at, judge in enumerate(design.judges)
    ]


def _fair(found: Estimate, design: Design, places: Floats, out_of: float) -> Floats:
    """Expected average mark at places on the scale, over the criteria alike."""
    chances = chances_at(found, places[:, None] - found.difficulty[None, :])
    fair: Floats = out_of * (chances @ design.levels).mean(axis=1)
    return fair


def _entries(design: Design, found: Estimate, number: int, out_of: float) -> list[EntryMeasure]:
    fair = _fair(found, design, found.ability, out_of)
    return [
        EntryMeasure(
            entry, float(found.ability[at]), float(found.ability_se[at]), float(fair[at]), number
        )
        for at, entry in enumerate(design.entries)
    ]


def _scale(design: Design, found: Estimate, number: int) -> Scale:
    variance = float(np.var(found.severity, ddof=1))
    error = float(np.mean(found.severity_se**2))
    return Scale(
        group=number,
        method=found.method,
        converged=found.converged,
        categories=design.categories,
        steps=tuple(float(step) for step in found.steps),
        mean=found.mean,
        spread=found.spread,
        deviance=found.deviance,
        reliability=max(0.0, 1 - error / variance) if variance > 0 else 0.0,
    )
