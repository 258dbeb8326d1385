"""When no answer exists: a set of rules that conflict, none of which can be spared.

QuickXplain (Junker 2004) over the rules as people wrote them; forbidden pairs are taken first a
person or an opening at a time, then pair by pair.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qingmiao.engines.matching.contracts import Broken
from qingmiao.engines.matching.enums import RuleKind
from qingmiao.engines.matching.rules import plain, ruled
from qingmiao.engines.matching.rules.instance import Instance, Limit, Pair

Rule = tuple[RuleKind, int, int]
"""A kind, and two numbers: a pair, an opening and nothing, a limit and nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that come and go together: one rule, or the forbidden pairs of one person or opening."""

    rules: tuple[Rule, ...]


def conflict_of(instance: Instance, *, seconds: float) -> tuple[tuple[Broken, ...], bool]:
    """The rules in conflict, and whether it is proved that none can be spared."""
    ends = time.perf_counter() + seconds
    asked = _Asked(instance, ends)
    pairs = np.argwhere(~instance.is_allowed)
    side = 0 if instance.is_people_short else 1
    groups: dict[int, list[Rule]] = {}
    for person, opening in pairs.tolist():
        groups.setdefault((person, opening)[side], []).append((RuleKind.FORBIDDEN, person, opening))
    whole = [Group((rule,)) for rule in _rules(instance)]
    whole += [Group(tuple(rules)) for rules in groups.values()]
    found = _explained(asked, [], whole)
    single = [Group((rule,)) for group in found for rule in group.rules]
    if len(single) > len(found) and not asked.is_late:
        found = _explained(asked, [], single)
    told = [rule for group in found for rule in group.rules]
    return tuple(_told(instance, rule) for rule in told), not asked.is_late


class _Asked:
    """Can all of these rules be kept together? Remembers when time ran out."""

    def __init__(self, instance: Instance, ends: float) -> None:
        self.instance, self.ends, self.is_late = instance, ends, False
        self.free = replace(
            instance,
            costs=np.zeros_like(instance.costs),
            is_allowed=np.ones_like(instance.is_allowed),
            least=np.zeros_like(instance.least),
            limits=(),
            pinned=(),
        )

    def holds(self, groups: Sequence[Group]) -> bool:
        left = self.ends - time.perf_counter()
        if left <= 0:
            self.is_late = True
            return True  # keeps what has not been tried
        kept = _with(self.free, self.instance, [rule for one in groups for rule in one.rules])
        if kept.is_plain:
            return not plain.assigned(kept).is_infeasible
        return not ruled.solved(kept, seconds=left).is_infeasible


def _explained(
    asked: _Asked, background: list[Group], candidates: list[Group], *, has_grown: bool = False
) -> list[Group]:
    if has_grown and not asked.holds(background):
        return []
    if len(candidates) == 1:
        return candidates
    if not candidates:
        return []
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    of_second = _explained(asked, background + first, second, has_grown=bool(first))
    of_first = _explained(asked, background + of_second, first, has_grown=bool(of_second))
    return of_first + of_second


def _rules(instance: Instance) -> list[Rule]:
    rules: list[Rule] = [(RuleKind.PINNED, person, opening) for person, opening in instance.pinned]
    rules += [(RuleKind.COUNT_MIN, int(at), 0) for at in np.flatnonzero(instance.least)]
    for at, limit in enumerate(instance.limits):
        rules += [(RuleKind.LIMIT_MIN, at, 0)] if limit.least else []
        rules += [(RuleKind.LIMIT_MAX, at, 0)] if limit.most is not None else []
    return rules


def _with(free: Instance, instance: Instance, rules: Sequence[Rule]) -> Instance:
    is_allowed, least = free.is_allowed.copy(), free.least.copy()
    pinned: list[Pair] = []
    bounds: dict[int, dict[RuleKind, bool]] = {}
    for kind, first, second in rules:
        if kind is RuleKind.FORBIDDEN:
            is_allowed[first, second] = False
        elif kind is RuleKind.PINNED:
            pinned.append((first, second))
        elif kind is RuleKind.COUNT_MIN:
            least[first] = instance.least[first]
        else:
            bounds.setdefault(first, {})[kind] = True
    limits: list[Limit] = []
    for at, kept in sorted(bounds.items()):
        limit = instance.limits[at]
        limits.append(
            replace(
                limit,
                least=limit.least if RuleKind.LIMIT_MIN in kept else 0,
                most=limit.most if RuleKind.LIMIT_MAX in kept else None,
            )
        )
    return replace(
        free, is_allowed=is_allowed, least=least, limits=tuple(limits), pinned=tuple(pinned)
    )


def _told(instance: Instance, rule: Rule) -> Broken:
    kind, first, second = rule
    if kind in (RuleKind.FORBIDDEN, RuleKind.PINNED):
        return Broken(kind, person=instance.people[first], opening=instance.openings[second])
    if kind is RuleKind.COUNT_MIN:
        return Broken(kind, opening=instance.openings[first], bound=int(instance.least[first]))
    limit = instance.limits[first]
    bound = limit.least if kind is RuleKind.LIMIT_MIN else limit.most
    return Broken(kind, limit=limit.name, bound=bound)
