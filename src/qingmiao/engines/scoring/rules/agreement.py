"""How far judges agree: intraclass correlation of their totals, Kendall's W of their ranks."""

import math

import numpy as np
from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import Agreement
from qingmiao.engines.scoring.rules.blocks import Block
from qingmiao.engines.scoring.rules.facets.design import Floats


def agreement_of(block: Block) -> Agreement:
    whole = block.complete()
    entries, judges = whole.totals.shape
    told = Agreement(block.stage, block.group, entries, judges)
    if judges < 2:
        return _with_note(told, _("只有一名评委，无所谓一致"))
    if entries < 3:
        return _with_note(told, _("全组评委共同评过的参赛号不足 3 个，不计算"))
    if float(np.ptp(whole.totals)) == 0:
        return _with_note(told, _("分数全部相同，不计算"))
    single, mean = icc(whole.totals)
    w, chi, p = kendall(whole.totals)
    return Agreement(block.stage, block.group, entries, judges, single, mean, w, chi, p)


def _with_note(told: Agreement, note: str) -> Agreement:
    return Agreement(told.stage, told.group, told.entries, told.judges, note=note)


def icc(totals: Floats) -> tuple[float, float]:
    """ICC(2,1) and ICC(2,k) of Shrout and Fleiss: judges drawn at random, absolute agreement."""
    entries, judges = totals.shape
    middle = totals.mean()
    by_entry, by_judge = totals.mean(axis=1), totals.mean(axis=0)
    rows = judges * float(((by_entry - middle) ** 2).sum()) / (entries - 1)
    columns = entries * float(((by_judge - middle) ** 2).sum()) / (judges - 1)
    rest = totals - by_entry[:, None] - by_judge[None, :] + middle
    error = float((rest**2).sum()) / ((entries - 1) * (judges - 1))
    bias = judges * (columns - error) / entries
    below = rows + (judges - 1) * error + bias
    below_mean = rows + bias / judges
    return (
        (rows - error) / below if below > 0 else 0.0,
        (rows - error) / below_mean if below_mean > 0 else 0.0,
    )


def kendall(totals: Floats) -> tuple[float, float, float]:
    """W with the correction for ties, its chi-square and the approximate chance of as much by luck."""
    entries, judges = totals.shape
    ranks = np.column_stack([ranked(column) for column in totals.T])
    sums = ranks.sum(axis=1)
    spread = float(((sums - sums.mean()) ** 2).sum())
    ties = 0.0
    for column in totals.T:
        _values, counts = np.unique(column, return_counts=True)
        ties += float((counts.astype(float) ** 3 - counts).sum())
    most = judges**2 * (entries**3 - entries) - judges * ties
    w = 12 * spread / most if most > 0 else 0.0
    chi = judges * (entries - 1) * w
    return w, chi, chi_square_tail(chi, entries - 1)


def ranked(values: Floats) -> Floats:
    """Ranks from 1, equal values share the middle of their places."""
    _values, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle: Floats = (ends - (counts - 1) / 2)[place]
    return middle


def chi_square_tail(value: float, freedom: int) -> float:
    """The chance of more than `value`: the incomplete gamma function, by series or by fraction."""
    a, x = freedom / 2, value / 2
    if x <= 0:
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        number = a
        while term > 1e-15 * total:
            number += 1
            term *= x / number
            total += term
        return max(0.0, 1 - front * total)
    below, over, number = 1e-300, x + 1 - a, 0
    inverse = 1 / over
    fraction = inverse
    c = 1 / below
    while True:
        number += 1
        step = -number * (number - a)
        over += 2
        inverse = 1 / (step * inverse + over)
        c = over + step / c
        fraction *= c * inverse
        if abs(c * inverse - 1) < 1e-12:
            return front * fraction
