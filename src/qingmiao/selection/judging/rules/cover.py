"""Whether a stage can still be completed, and for which entries it cannot."""

from collections.abc import Iterable, Iterator

from qingmiao.selection.judging.contracts import Need, Shortage

PER_END, LEFT = 2, 3


def fewest(drop: int) -> int:
    """评委下限: 2k + 3 where k are dropped at each end, otherwise one."""
    return PER_END * drop + LEFT if drop else 1


def shortages(needs: Iterable[Need]) -> Iterator[Shortage]:
    """Entries a group can no longer, or not yet, judge. ``is_final``: not even by assigning anew."""
    for need in needs:
        if need.possible < need.fewest or need.assigned < need.fewest:
            yield Shortage(
                stage=need.stage,
                group=need.group,
                plate=need.plate,
                fewest=need.fewest,
                assigned=need.assigned,
                possible=need.possible,
                is_final=need.possible < need.fewest,
            )
