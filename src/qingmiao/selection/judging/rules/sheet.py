"""What a sheet must hold to be signed, and why not. Every reason at once, in words for the judge."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.judging.contracts import Measure, SheetFacts
from qingmiao.selection.judging.enums import AssignmentState, JudgeState, SheetState, SittingState


class NotANumber(ValueError):
    """What was typed is no mark at all."""


def read_mark(typed: str) -> Decimal | None:
    """A mark as it was typed; nothing typed is ``None``. Full-width digits and points are digits too."""
    text = (
        typed.strip().replace("。", ".").replace("．", ".")
    )  # not interface: what a keyboard gives
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise NotANumber(text) from None
    if not value.is_finite():
        raise NotANumber(text)
    return value


def flaws_of_marks(measures: Iterable[Measure], typed: Mapping[int, str]) -> Iterator[str]:
    """Off the scale, between two steps, missing: criterion by criterion."""
    for measure in measures:
        try:
            value = read_mark(typed.get(measure.criterion_id, ""))
        except NotANumber:
            yield _("“%(criterion)s”须填写数字") % {"criterion": measure.name}
            continue
        yield from flaws_of_mark(measure, value)


def flaws_of_mark(measure: Measure, value: Decimal | None) -> Iterator[str]:
    if value is None:
        if measure.is_required:
            yield _("“%(criterion)s”还没有评分") % {"criterion": measure.name}
        return
    if not measure.lowest <= value <= measure.highest:
        yield _("“%(criterion)s”须在 %(lowest)s 到 %(highest)s 之间") % {
            "criterion": measure.name,
            "lowest": shown(measure.lowest),
            "highest": shown(measure.highest),
        }
    elif measure.step is not None and (value - measure.lowest) % measure.step:
        yield _("“%(criterion)s”须按 %(step)s 分一档") % {
            "criterion": measure.name,
            "step": shown(measure.step),
        }
    elif value != round(value, 2):
        yield _("“%(criterion)s”至多两位小数") % {"criterion": measure.name}


def shown(number: Decimal) -> str:
    """Without needless zeros: 60, 0.5."""
    return f"{number.normalize():f}"


def flaws_of_writing(facts: SheetFacts) -> Iterator[str]:
    """Why nothing can be written on this sheet any more, or not yet."""
    if facts.sheet_state == SheetState.SIGNED:
        yield _("这份评分表已经签名，不能再改；确有错误请申请更正")
        return
    if facts.judge_state != JudgeState.ACCEPTED:
        yield _("您已不是这次比武的评委")
    if facts.assignment_state == AssignmentState.RECUSED:
        yield _("您已回避评审这个号牌")
    elif facts.assignment_state != AssignmentState.ASSIGNED:
        yield _("这个号牌没有分派给您")
    elif facts.has_hard_conflict:
        yield _("您与这个号牌有必须回避的情形，请向赛务说明")
    if facts.entry_is_out:
        yield _("这个号牌已不参加评审")
    if facts.contest_state != ContestState.JUDGING:
        yield _("这次比武不在评审阶段")
    elif facts.sitting_state == "":
        yield _("这个环节还没有开始评分")
    elif facts.sitting_state == SittingState.CLOSED:
        yield _("这个环节已经封存，不能再评分")


def flaws_of_signing(facts: SheetFacts) -> Iterator[str]:
    """Signing on the pad: what was keyed from paper is confirmed, not signed."""
    yield from flaws_of_writing(facts)
    if facts.sheet_state in {SheetState.KEYED, SheetState.RETURNED}:
        yield _("这份评分表已按纸质评分录入，不能在线签名")
