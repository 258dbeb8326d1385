"""What a question must say, when a test may be taken, and what an answer comes to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from qingmiao.cultivation.learning.contracts.quiz import Asked
from qingmiao.cultivation.learning.enums import QuestionKind

LETTERS = "ABCDEFGH"
FEWEST = 2


def flaws_of_question(asked: Asked) -> Iterator[str]:
    among = set(range(len(asked.options)))
    if not FEWEST <= len(asked.options) <= len(LETTERS):
        yield _("选项须为 2 至 8 个")
    if len(set(asked.options)) != len(asked.options):
        yield _("选项不能重复")
    if not asked.right or not asked.right <= among:
        yield _("答案须是选项之一")
    if asked.kind != QuestionKind.MULTIPLE and len(asked.right) > 1:
        yield _("单选题和判断题只能有一个答案")


def flaws_of_taking(
    *, questions: int, opens_at: datetime, closes_at: datetime, most: int, tries: int,
    is_passed: bool, at: datetime,
) -> Iterator[str]:  # fmt: skip
    """Moments are told as they are given: in local time."""
    if not questions:
        yield _("测验还没有试题")
    if at < opens_at:
        yield _("%(moment)s 开放") % {"moment": f"{opens_at:%Y.%m.%d %H:%M}"}
    if at > closes_at:
        yield _("已于 %(moment)s 截止") % {"moment": f"{closes_at:%Y.%m.%d %H:%M}"}
    if is_passed:
        yield _("已经合格，不必再答")
    elif tries >= most:
        yield _("可答次数已用完")


def score_of(questions: Sequence[tuple[int, Asked]], answers: Mapping[int, Collection[int]]) -> int:
    """Whole questions right, of a hundred, rounded down: half an answer is none."""
    right = sum(frozenset(answers.get(pk, ())) == asked.right for pk, asked in questions)
    return right * 100 // len(questions) if questions else 0


def letters_of(text: str) -> frozenset[int]:
    """``A、C`` as the places of the options it names; an unknown letter lies beyond all of them."""
    return frozenset(
        LETTERS.find(sign) if sign in LETTERS else len(LETTERS)
        for sign in text.upper()
        if sign.isalpha()
    )
