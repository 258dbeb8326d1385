"""Whether a stage can still be completed, and for which entries it cannot."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from qingmiao.selection.judging.contracts import Competing, Need, Shortage

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


def flaws_of_competing(competing: Competing, plates: Iterable[int]) -> Iterator[str]:
    """Why these plates cannot be judged in the stage: who went on is decided before anybody is assigned."""
    if competing.plates is None:
        yield _("前面的环节确定晋级名单之后才知道谁参加“%(stage)s”") % {"stage": competing.stage}
        return
    strangers = sorted(set(plates) - competing.plates)
    if strangers:
        yield _("%(plates)s 号没有晋级“%(stage)s”，不能分派") % {
            "plates": "、".join(map(str, strangers)),
            "stage": competing.stage,
        }
