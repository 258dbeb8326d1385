"""分派: who judges which entries, so that every entry is seen by enough and nobody sees more than they must.

First every entry gets the judges it lacks, the least burdened first. Then loads are evened out: as long as one
judge has two more than another and a chain of exchanges leads from the one to the other, one entry moves along
each link of the chain. Each pass lowers the sum of squared loads, so it ends; and it ends where no chain is left,
which for this kind of problem is the best there is. Without conflicts a chain of one link always exists, so loads
then differ by at most one. Nothing is drawn: the same judges, entries and conflicts give the same plan.
"""

from collections import deque
from collections.abc import Collection, Iterable

from qingmiao.selection.judging.contracts import Pair, Plan


def spread(
    *,
    entries: Iterable[int],
    judges: Iterable[int],
    forbidden: Collection[Pair],
    each: int | None,
    kept: Collection[Pair] = frozenset(),
) -> Plan:
    """``each`` judges an entry, or all who may (``None``). ``kept`` pairs stand already and do not move;
    a judge who left since is among them with what was signed.
    """
    order = sorted(set(judges))
    chosen: dict[int, set[int]] = {}
    loads = dict.fromkeys(order, 0)
    for judge, _entry in kept:
        if judge in loads:
            loads[judge] += 1
    wanted = sorted(set(entries))
    held = {entry: {judge for judge, seen in kept if seen == entry} for entry in wanted}
    may = {entry: [j for j in order if (j, entry) not in forbidden] for entry in wanted}
    for entry in sorted(wanted, key=lambda one: (len(may[one]), one)):
        free = [judge for judge in may[entry] if judge not in held[entry]]
        lacking = len(free) if each is None else max(each - len(held[entry]), 0)
        chosen[entry] = set(sorted(free, key=lambda judge: (loads[judge], judge))[:lacking])
        for judge in chosen[entry]:
            loads[judge] += 1
    if each is not None:
        while _evened(order, wanted, chosen, held, may, loads):
            pass
    pairs = frozenset((judge, entry) for entry in wanted for judge in chosen[entry])
    short = tuple(
        (entry, len(chosen[entry]) + len(held[entry]))
        for entry in wanted
        if each is not None and len(chosen[entry]) + len(held[entry]) < each
    )
    return Plan(pairs=pairs, loads=tuple(sorted(loads.items())), short=short)


def _evened(
    order: list[int],
    wanted: list[int],
    chosen: dict[int, set[int]],
    held: dict[int, set[int]],
    may: dict[int, list[int]],
    loads: dict[int, int],
) -> bool:
    """Move one entry along the shortest chain from a heavy judge to one with at least two fewer."""
    for heavy in sorted(order, key=lambda judge: (-loads[judge], judge)):
        came: dict[int, tuple[int, int]] = {}
        queue = deque([heavy])
        while queue:
            judge = queue.popleft()
            if loads[judge] <= loads[heavy] - 2:
                _moved(heavy, judge, came, chosen)
                loads[heavy] -= 1
                loads[judge] += 1
                return True
            for entry in wanted:
                if judge not in chosen[entry]:
                    continue
                for other in may[entry]:
                    if other in chosen[entry] or other in held[entry] or other in came:
                        continue
                    if other != heavy:
                        came[other] = (judge, entry)
                        queue.append(other)
    return False


def _moved(
    heavy: int, light: int, came: dict[int, tuple[int, int]], chosen: dict[int, set[int]]
) -> None:
    judge = light
    while judge != heavy:
        giver, entry = came[judge]
        chosen[entry].remove(giver)
        chosen[entry].add(judge)
        judge = giver
