"""How a class goes on, and who may come into it when."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.contracts import AdmissionFacts, Clash
from qingmiao.cultivation.courses.enums import ClassState, Route

LEADS_TO: Mapping[str, frozenset[str]] = MappingProxyType({
    ClassState.PLANNED: frozenset({ClassState.APPROVED, ClassState.CANCELLED}),
    ClassState.APPROVED: frozenset({ClassState.ENROLLING, ClassState.CANCELLED}),
    ClassState.ENROLLING: frozenset({ClassState.RUNNING, ClassState.CANCELLED}),
    ClassState.RUNNING: frozenset({ClassState.FINISHED}),
    ClassState.FINISHED: frozenset({ClassState.EVALUATED}),
    ClassState.EVALUATED: frozenset({ClassState.ARCHIVED}),
    ClassState.ARCHIVED: frozenset(),
    ClassState.CANCELLED: frozenset(),
})  # fmt: skip


def leads_to(before: str, after: str) -> bool:
    return after in LEADS_TO[before]


def flaws_of_opening(
    *, has_admission: bool, sessions: int, seats: int, reserved: int, is_over: bool
) -> Iterator[str]:
    """Why enrolment cannot open: everything people decide by is on file first."""
    if not has_admission:
        yield _("请先登记报名办法")
    elif is_over:
        yield _("报名截止时间已过，请先改报名办法")
    if not sessions:
        yield _("请先登记课次，学员要知道何时何地上课")
    if reserved > seats:
        yield _("单位名额合计 %(reserved)d 个，超过班次名额 %(seats)d 个") % {
            "reserved": reserved,
            "seats": seats,
        }


def flaws_of_admission(facts: AdmissionFacts, *, is_changed: bool) -> Iterator[str]:
    """The terms people decide by stand still once enrolment has opened."""
    if is_changed and facts.state not in {ClassState.PLANNED, ClassState.APPROVED}:
        yield _("报名已经开放，报名办法不再修改；需要延后截止的，请在班次页面上延长报名")


def flaws_of_applying(facts: AdmissionFacts, *, route: str, at: datetime) -> Iterator[str]:
    """Why nobody comes in this way at this moment. The deadline itself no longer counts."""
    if facts.state != ClassState.ENROLLING:
        yield _("这个班次现在不接受报名")
        return
    if route not in facts.ways:
        yield _("这个班次不接受“%(route)s”") % {"route": Route(route).label}
    if at < facts.opens_at:
        yield _("报名还没有开始")
    if at >= facts.closes_at:
        yield _("报名已经截止")


def flaws_of_withdrawing(facts: AdmissionFacts, *, was_moved: bool, at: datetime) -> Iterator[str]:
    """A class that was moved after one accepted may be left after the deadline too."""
    if facts.state not in {ClassState.ENROLLING, ClassState.RUNNING}:
        yield _("班次已经结束，不能退出")
    elif at >= facts.withdraw_until and not was_moved:
        yield _("退出截止时间已过，不能参加的请告知班主任")


def told_clashes(clashes: Iterable[Clash]) -> list[str]:
    return [
        _("%(person)s：%(session)s与%(engagement)s冲突")
        % {"person": each.person, "session": each.session, "engagement": each.engagement}
        for each in clashes
    ]
