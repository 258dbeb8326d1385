"""How somebody judged over several contests: one severity of many, and agreement with the others."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from qingmiao.selection.results.contracts import Pooled

FEWEST_ENTRIES = 3
"""Below this a correlation says nothing."""


def pooled(estimates: Sequence[tuple[float, float]]) -> Pooled | None:
    """Severities of several contests as one, by the random-effects mean of DerSimonian and Laird.

    Each contest centres its own judges on zero, so the same judge may stand otherwise in another company:
    what the estimates differ beyond their errors widens the error of the mean.
    """
    known = [(value, se) for value, se in estimates if se > 0]
    if not known:
        return None
    weights = [1 / se**2 for _value, se in known]
    fixed = _mean(known, weights)
    surplus = sum(w * (value - fixed) ** 2 for w, (value, _se) in zip(weights, known, strict=True))
    surplus -= len(known) - 1
    scale = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    between = max(0.0, surplus / scale) if len(known) > 1 and scale > 0 else 0.0
    wider = [1 / (se**2 + between) for _value, se in known]
    return Pooled(
        mean=_mean(known, wider), se=sqrt(1 / sum(wider)), spread=sqrt(between), count=len(known)
    )


def _mean(known: Sequence[tuple[float, float]], weights: Sequence[float]) -> float:
    total = sum(w * value for w, (value, _se) in zip(weights, known, strict=True))
    return total / sum(weights)


def agreement_with_others(output: Mapping[str, Any], judge: str) -> float | None:
    """Correlation of a judge's totals with the mean of the others of the group, over entries of a stage.

    Stages and groups count by their entries. ``None`` where nobody else sat or nothing differs.
    """
    panels: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for line in output["entries"]:
        for stage in line["stages"]:
            for group in stage["groups"]:
                totals = {one["judge"]: one["total"] for one in group["judges"]}
                own = totals.pop(judge, None)
                if own is not None and totals:
                    pair = (own, sum(totals.values()) / len(totals))
                    panels.setdefault((stage["stage"], group["group"]), []).append(pair)
    found = [
        (value, len(pairs))
        for pairs in panels.values()
        if (value := correlation(pairs)) is not None
    ]
    counted = sum(count for _value, count in found)
    return sum(value * count for value, count in found) / counted if counted else None


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    if len(pairs) < FEWEST_ENTRIES:
        return None
    one = sum(a for a, _b in pairs) / len(pairs)
    other = sum(b for _a, b in pairs) / len(pairs)
    spread = sqrt(sum((a - one) ** 2 for a, _b in pairs) * sum((b - other) ** 2 for _a, b in pairs))
    if spread <= 1e-9:
        return None
    return sum((a - one) * (b - other) for a, b in pairs) / spread
