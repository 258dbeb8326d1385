"""Exact tests of small tables, in whole numbers; see docs/algorithms/exact-tests.md.

No normal approximation anywhere: the groups of a district are small, and there it misleads most.
"""

from collections.abc import Iterator, Sequence
from math import comb, exp, lgamma, log, log1p

from qingmiao.insight.fairness.contracts import Bounds, Comparison, Group, Pair
from qingmiao.insight.fairness.enums import Saying

HALVINGS = 60
"""Each halving of the interval adds one binary digit; 60 exhaust a double."""
NEGLIGIBLE = 1e-18
"""Terms this small beside their sum no longer change it."""


def _weights(*, came: int, others: int, passed: int) -> Iterator[int]:
    """How many ways lead to each possible number of passes within the group, fewest passes first.

    ``passed`` is the number of passes in both groups together. Each weight follows from the one
    before, so that large tables cost no new binomial coefficients.
    """
    first, last = max(0, passed - others), min(came, passed)
    weight = comb(came, first) * comb(others, passed - first)
    for inside in range(first, last + 1):
        yield weight
        weight = (
            weight
            * ((came - inside) * (passed - inside))
            // ((inside + 1) * (others - passed + inside + 1))
        )


def fisher(*, came: int, passed: int, others_came: int, others_passed: int) -> float:
    """Fisher's exact test, two-sided: the probability of a table no likelier than the one seen.

    All margins are held; ties count in full, and they are found without rounding because the
    weights are whole numbers. Returns 1 where one margin is empty. Refuses impossible tables.
    """
    if not (0 <= passed <= came and 0 <= others_passed <= others_came):
        raise ValueError("more passed than came")
    both = passed + others_passed
    weights = list(_weights(came=came, others=others_came, passed=both))
    seen = weights[passed - max(0, both - others_came)]
    return sum(weight for weight in weights if weight <= seen) / sum(weights)


def smallest_p(*, came: int, others_came: int, passed: int) -> float:
    """The smallest p any outcome with these margins could have had: below the level or nothing can be said."""
    weights = list(_weights(came=came, others=others_came, passed=passed))
    least = min(weights)
    return sum(weight for weight in weights if weight <= least) / sum(weights)


def _upper_tail(successes: int, trials: int, chance: float) -> float:
    """P(X >= successes) of a binomial; the smaller tail is summed, from its largest term outwards."""
    if successes <= 0:
        return 1.0
    if successes > trials * chance:
        return _sum_from(successes, trials, chance)
    return 1.0 - _sum_from(trials - successes + 1, trials, 1.0 - chance)


def _sum_from(start: int, trials: int, chance: float) -> float:
    if chance <= 0.0:
        return 0.0
    if chance >= 1.0:
        return 1.0
    ways = lgamma(trials + 1) - lgamma(start + 1) - lgamma(trials - start + 1)
    term = exp(ways + start * log(chance) + (trials - start) * log1p(-chance))
    odds, total = chance / (1.0 - chance), 0.0
    for hits in range(start, trials + 1):
        total += term
        term *= odds * (trials - hits) / (hits + 1)
        if term < total * NEGLIGIBLE:
            break
    return min(total, 1.0)


def clopper_pearson(*, passed: int, came: int, confidence: float) -> tuple[float, float]:
    """The exact interval of a share: it covers the true share at least as often as ``confidence`` says."""
    if not 0 <= passed <= came or came == 0:
        raise ValueError("a share needs somebody who came, and no more who passed")
    tail = (1.0 - confidence) / 2.0
    low = 0.0 if passed == 0 else _halve(passed, came, tail)
    high = 1.0 if passed == came else 1.0 - _halve(came - passed, came, tail)
    return low, high


def _halve(successes: int, trials: int, tail: float) -> float:
    """The chance at which so many successes or more have just the probability ``tail``."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if _upper_tail(successes, trials, middle) < tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def holm(probabilities: Sequence[float]) -> list[float]:
    """Holm's step-down: the chance that any of the groups is named wrongly stays below the level."""
    order = sorted(range(len(probabilities)), key=lambda place: probabilities[place])
    adjusted, highest = [0.0] * len(probabilities), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, probabilities[place] * (len(probabilities) - rank)))
        adjusted[place] = highest
    return adjusted


def compared(groups: Sequence[Group], *, bounds: Bounds) -> list[Comparison]:
    """Each group beside all others of the step together, in the order given."""
    came = sum(group.came for group in groups)
    passed = sum(group.passed for group in groups)
    return told(
        [
            Pair(
                group=group,
                others_came=came - group.came,
                others_passed=passed - group.passed,
            )
            for group in groups
        ],
        bounds=bounds,
    )


def told(pairs: Sequence[Pair], *, bounds: Bounds) -> list[Comparison]:
    """What may be said of each pair, in the order given.

    A pair is too small to speak of if either side is fewer than ``bounds.fewest``, or if not even
    the most extreme outcome could have reached the level among as many pairs as are large enough.
    Only those that can speak are adjusted together, so the silence of others costs them nothing.
    """
    large = [pair for pair in pairs if min(pair.group.came, pair.others_came) >= bounds.fewest]
    able = {
        place: fisher(
            came=pair.group.came,
            passed=pair.group.passed,
            others_came=pair.others_came,
            others_passed=pair.others_passed,
        )
        for place, pair in enumerate(pairs)
        if pair in large and _can_speak(pair, among=len(large), level=bounds.level)
    }
    adjusted = dict(zip(able, holm(list(able.values())), strict=True))
    return [
        _said(pair, able[place], adjusted[place], bounds) if place in able else _silent(pair.group)
        for place, pair in enumerate(pairs)
    ]


def _can_speak(pair: Pair, *, among: int, level: float) -> bool:
    least = smallest_p(
        came=pair.group.came,
        others_came=pair.others_came,
        passed=pair.group.passed + pair.others_passed,
    )
    return least * among <= level


def _silent(group: Group) -> Comparison:
    return Comparison(
        group=group, share=None, low=None, high=None, p=None, adjusted=None, saying=Saying.TOO_FEW
    )


def _said(pair: Pair, p: float, adjusted: float, bounds: Bounds) -> Comparison:
    group = pair.group
    low, high = clopper_pearson(passed=group.passed, came=group.came, confidence=bounds.confidence)
    is_higher = group.passed * pair.others_came > pair.others_passed * group.came
    differs = Saying.HIGHER if is_higher else Saying.LOWER
    return Comparison(
        group=group,
        share=group.passed / group.came,
        low=low,
        high=high,
        p=p,
        adjusted=adjusted,
        saying=differs if adjusted <= bounds.level else Saying.ALIKE,
    )
