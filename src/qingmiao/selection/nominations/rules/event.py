"""The window, and the states a notice goes through."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.selection.nominations.contracts import EventFacts
from qingmiao.selection.nominations.enums import RUNNING, EventState

S = EventState
WAYS: dict[str, tuple[EventState, ...]] = {
    S.DRAFT: (S.PUBLISHED, S.OPEN),
    S.PUBLISHED: (S.OPEN, S.EXTENDED),
    S.OPEN: (S.EXTENDED, S.CLOSED),
    S.EXTENDED: (S.EXTENDED, S.CLOSED),
    S.CLOSED: (S.REVIEWED,),
    S.REVIEWED: (S.ARCHIVED,),
}
"""The ways between states; no step is skipped and none is taken back."""


def leads_to(old: str, new: str) -> bool:
    return new in WAYS.get(old, ())


def flaws_of_event(facts: EventFacts) -> Iterator[str]:
    """The window may only be extended: whoever counted on the announced day is not shut out."""
    if facts.closed_before is not None and facts.closes_on < facts.closed_before:
        yield _("截止日期只能延长，不能提前到 %(day)s 之前") % {
            "day": f"{facts.closed_before:%Y.%m.%d}"
        }
    if facts.opened_before is not None and facts.opens_on > facts.opened_before:
        yield _("已发布的通知不能推迟开始日期，原定 %(day)s") % {
            "day": f"{facts.opened_before:%Y.%m.%d}"
        }
    if facts.state_before and facts.state != facts.state_before:
        yield _("状态不能直接修改，请在通知页上办理发布、延期、研判和归档")


def flaws_of_category(*, is_settled: bool, has_one: bool) -> Iterator[str]:
    if is_settled:
        yield _("通知发布之后推荐类别不再变动")
    if has_one:
        yield _("通知已定只推荐一类，先去掉通知上的干部类别，再逐类登记")


def flaws_of_quota(*, category: int | None, asked: Collection[int]) -> Iterator[str]:
    """An exception names one of the categories the notice asks for, or none and means them all."""
    if category is not None and category not in asked:
        yield (
            _("这份通知没有这一推荐类别") if asked else _("这份通知没有分类别推荐，推荐类别请留空")
        )


def takes_nominations(facts: EventFacts, *, on: date) -> bool:
    """Within the announced window, whatever hour the clock last moved the state."""
    return facts.state in RUNNING and facts.opens_on <= on <= facts.closes_on


def why_not_taken(facts: EventFacts, *, on: date) -> Iterator[str]:
    if facts.state == S.DRAFT:
        yield _("推荐通知还是草稿，尚未开放推荐")
    elif facts.state not in RUNNING or on > facts.closes_on:
        yield _("这次推荐已经截止，补报请联系干部科")
    elif on < facts.opens_on:
        yield _("推荐自 %(day)s 起开放") % {"day": f"{facts.opens_on:%Y.%m.%d}"}


def state_by_the_clock(facts: EventFacts, *, on: date) -> str:
    """Where the days have brought a running notice."""
    if facts.state not in RUNNING:
        return facts.state
    if on > facts.closes_on:
        return S.CLOSED
    if facts.state == S.PUBLISHED and on >= facts.opens_on:
        return S.OPEN
    return facts.state


def flaws_of_publishing(facts: EventFacts, *, has_notice: bool, on: date) -> Iterator[str]:
    if facts.state != S.DRAFT:
        yield _("这份通知已经发布")
    if not has_notice:
        yield _("请先写通知正文")
    if facts.closes_on < on:
        yield _("截止日期已过，请先改截止日期")


def flaws_of_extension(facts: EventFacts, *, closes_on: date, on: date) -> Iterator[str]:
    if facts.state not in RUNNING:
        yield _("只有已发布、尚未截止的通知可以延期")
    if closes_on <= facts.closes_on:
        yield _("新的截止日期须晚于 %(day)s") % {"day": f"{facts.closes_on:%Y.%m.%d}"}
    if closes_on < on:
        yield _("新的截止日期不得早于今天")


def flaws_of_review(
    state: str, *, waiting: int, undecided: int, withheld: bool = False
) -> Iterator[str]:
    """What is withheld from the one who asks is told without a number and without a name."""
    if state != S.CLOSED:
        yield _("截止之后才能结束研判")
    if waiting:
        yield _("还有 %(count)d 件推荐没有受理或退回") % {"count": waiting}
    if undecided:
        yield _("还有 %(count)d 人没有研判决定") % {"count": undecided}
    if withheld:
        yield _("还有按规定须由其他同志办理的事项，请由其他同志结束研判")
