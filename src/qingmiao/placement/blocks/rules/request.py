"""What cannot be true of a duty, and what a resident's request must show at each step."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.placement.blocks.contracts import RequestFacts
from qingmiao.placement.blocks.enums import Channel, RequestState

SHOWN_DIGITS = 4
BY_THE_REGISTER = (Channel.LEDGER, Channel.HOTLINE)
BY_STEPS_ALONE = (RequestState.CLASSIFIED, RequestState.MERGED, RequestState.DECLINED)
ANSWERED = (RequestState.DONE, RequestState.CONFIRMED)
HANDED_OVER = (RequestState.DISPATCHED, RequestState.WORKING, *ANSWERED)
JUDGED = (RequestState.CONFIRMED, RequestState.REOPENED, RequestState.CLOSED)


def flaws_of_duty(
    *, begins: date, ends: date | None, block_begins: date, block_ends: date | None
) -> Iterator[str]:
    is_early = begins < block_begins
    is_late = block_ends is not None and (begins >= block_ends or (ends or block_ends) > block_ends)
    if is_early or is_late:
        yield _("职责期间须在区块的存续期间内")


def flaws_of_tree(
    *, pk: int | None, unit_id: int, parent_unit_id: int, above: Sequence[int]
) -> Iterator[str]:
    """``above``: the parent and everything over it."""
    if parent_unit_id != unit_id:
        yield _("上级区块须在同一个乡镇（街道）")
    if pk is not None and pk in above:
        yield _("区块不能归在自己或自己的下级之下")


def flaws_of_request(facts: RequestFacts, *, on: date) -> Iterator[str]:
    """Every reason at once: each step of the work leaves what it has to leave."""
    if facts.received_on > on:
        yield _("受理日期还没有到")
    if facts.due_on is not None and facts.due_on < facts.received_on:
        yield _("办理时限不得早于受理日期")
    if facts.state in HANDED_OVER and not facts.has_handler:
        yield _("派单以后须写明承办干部")
    if facts.state in ANSWERED and not (facts.done_on and facts.outcome):
        yield _("办结和群众确认须写明办结日期和办理结果")
    if facts.done_on is not None and facts.done_on > on:
        yield _("办结日期还没有到")
    if facts.satisfaction is not None and facts.state not in JUDGED:
        yield _("满意度在群众答复以后填写")
    if facts.channel not in BY_THE_REGISTER:
        yield _("窗口、电话和扫码的诉求在受理页面登记")
    if (facts.channel == Channel.HOTLINE) != bool(facts.hotline_no):
        yield _("12345 转办的诉求须写工单号，其他渠道不写")
    if facts.state in BY_STEPS_ALONE:
        yield _("已分类、已并单、不予受理只能按步骤办理，不能直接登记")
    if sum(sign.isdigit() for sign in facts.contact) > SHOWN_DIGITS:
        yield _("联系方式只留后四位，如 ****1234")


MOST_PHOTOS, LARGEST_PHOTO = 8, 10 << 20
"""How many a request may carry and how many bytes each."""


def flaws_of_photos(sizes: Sequence[int], *, already: int) -> Iterator[str]:
    if len(sizes) + already > MOST_PHOTOS:
        yield _("一件诉求最多 %(most)d 张照片，请删去一些") % {"most": MOST_PHOTOS}
    for number, size in enumerate(sizes, 1):
        if size > LARGEST_PHOTO:
            told = {"number": number, "size": LARGEST_PHOTO >> 20}
            yield _("第 %(number)d 张照片超过 %(size)d MB") % told
