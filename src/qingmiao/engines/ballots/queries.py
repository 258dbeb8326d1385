"""What a box tells: who has answered while it is open, what was said once it is closed."""

from collections.abc import Sequence

from qingmiao.engines.ballots.contracts import Question, Sheet, Told
from qingmiao.engines.ballots.models import Box, Mark
from qingmiao.engines.ballots.rules import told_of


def has_answered(*, key: str, holder: int) -> bool:
    return Mark.objects.filter(box__key=key, holder=holder).exists()


def answered_of(*, keys: Sequence[str], holder: int) -> frozenset[str]:
    """Which of the boxes the holder has answered."""
    found = Mark.objects.filter(box__key__in=keys, holder=holder)
    return frozenset(found.values_list("box__key", flat=True))


def holders_of(*, key: str) -> frozenset[int]:
    """Who has answered: for whoever reminds the others, and for nobody's eyes."""
    return frozenset(Mark.objects.filter(box__key=key).values_list("holder", flat=True))


def results_of(*, key: str, questions: Sequence[Question]) -> Told | None:
    """The one publication of a box. Nothing before it is closed, nothing below its threshold."""
    box = Box.objects.filter(key=key, is_closed=True).first()
    if box is None:
        return None
    sheets = [
        Sheet(
            group=kept["group"],
            said={name: tuple(told) for name, told in kept["said"].items()},
        )
        for kept in box.sheets
    ]
    return told_of(questions, sheets, k=box.least)


def least_of(*, key: str) -> int:
    return Box.objects.values_list("least", flat=True).get(key=key)
