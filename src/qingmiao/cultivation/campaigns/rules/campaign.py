"""The way of a campaign, and what bounds its rounds and sittings."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.cultivation.campaigns.enums import CampaignMode, CampaignState, Way

WAYS: dict[str, CampaignState] = {
    CampaignState.PLANNED: CampaignState.OPEN,
    CampaignState.OPEN: CampaignState.HARVEST,
    CampaignState.HARVEST: CampaignState.CLOSED,
}


def flaws_of_step(*, old: str, new: str, waiting: int, under_way: int) -> Iterator[str]:
    """Nothing is left lying: what was handed in is read before the harvest, tasks are done before the end."""
    if WAYS.get(old) != new:
        yield _("活动阶段依次为筹备、讨论、成果转化、结项，不能跳过或退回")
    if new == CampaignState.CLOSED and waiting:
        yield _("还有 %(count)d 条发言没有审读完") % {"count": waiting}
    if new == CampaignState.CLOSED and under_way:
        yield _("还有 %(count)d 项转化任务没有办结") % {"count": under_way}


def flaws_of_days(*, begins: date, ends: date, from_: date, until: date | None) -> Iterator[str]:
    if begins < from_ or (until is not None and ends > until):
        yield _("日期须在活动期间内")


def ways_of(mode: str) -> tuple[Way, ...]:
    """By which ways one can be at a sitting."""
    return {
        CampaignMode.HALL: (Way.HALL,),
        CampaignMode.ONLINE: (Way.ONLINE,),
        CampaignMode.BOTH: (Way.HALL, Way.ONLINE),
    }[CampaignMode(mode)]


def flaws_of_signing_in(
    *, is_today: bool, is_settled: bool, is_of_mode: bool, has_signed: bool
) -> Iterator[str]:
    if not is_today:
        yield _("这场报告会不在今天")
    if is_settled:
        yield _("签到已经核定，不再接受签到")
    if not is_of_mode:
        yield _("这场报告会没有这种签到方式")
    if has_signed:
        yield _("已经签到，不必再签")


def flaws_of_settling(
    *, has_begun: bool, is_settled: bool, counted: dict[Way, int], signed: dict[Way, int]
) -> Iterator[str]:
    """A code alone proves nothing: no more may have signed in than somebody counted."""
    if not has_begun:
        yield _("报告会还没有举行")
    if is_settled:
        yield _("签到已经核定")
    for way in Way:
        if signed[way] > counted[way]:
            yield _("%(way)s签到 %(signed)d 人，多于清点的 %(counted)d 人，请先核对、剔除") % {
                "way": way.label,
                "signed": signed[way],
                "counted": counted[way],
            }
