"""What cannot be true of a lecture or of who spoke at it; the way of a request; who suits it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.cultivation.lectures.contracts import MemberFacts, Suggestion
from qingmiao.cultivation.lectures.enums import LectureState, Route


def flaws_of_lecture(*, state: str, held_on: date, on: date) -> Iterator[str]:
    if state == LectureState.DELIVERED and held_on > on:
        yield _("宣讲日期 %(held_on)s 还没有到，状态不能是已宣讲") % {
            "held_on": f"{held_on:%Y.%m.%d}"
        }


def flaws_of_speaking(
    *, state: str, held_on: date, joined_on: date, left_on: date | None
) -> Iterator[str]:
    if state == LectureState.CANCELLED:
        yield _("已取消的宣讲不登记宣讲人")
    if held_on < joined_on or (left_on is not None and held_on > left_on):
        yield _("宣讲日期 %(held_on)s 不在该成员的在团期间") % {"held_on": f"{held_on:%Y.%m.%d}"}


WAYS: dict[str, frozenset[str]] = {
    LectureState.REQUESTED: frozenset({LectureState.MATCHED, LectureState.CANCELLED}),
    LectureState.MATCHED: frozenset(
        {
            LectureState.MATCHED,
            LectureState.ACCEPTED,
            LectureState.REQUESTED,
            LectureState.CANCELLED,
        }
    ),
    LectureState.ACCEPTED: frozenset(
        {LectureState.HELD, LectureState.REQUESTED, LectureState.CANCELLED}
    ),
    LectureState.HELD: frozenset({LectureState.DELIVERED, LectureState.ACCEPTED}),
    LectureState.DELIVERED: frozenset(),
    LectureState.CANCELLED: frozenset(),
}
BY_STEPS = frozenset({LectureState.ACCEPTED, LectureState.HELD})
"""States that somebody's own word brings about; no form writes them."""


def may_go(old: str, new: str) -> bool:
    return new in WAYS[old]


def flaws_of_amended_state(*, old: str | None, new: str) -> Iterator[str]:
    """What is on its way is moved by the steps; a form may still correct what never took them."""
    if old != new and (new in BY_STEPS or old in BY_STEPS):
        yield _("应约、送达、确认由办理步骤改变，不能直接改状态")


def flaws_of_source(*, route: str, source_id: int | None, is_known: bool) -> Iterator[str]:
    if route in Route.values and source_id is not None and not is_known:
        yield _("没有找到这条来源记录，或不是该同志的")


_SPLIT = re.compile(r"[、，,；;\s]+")


def topic_fit(title: str, topics: str) -> int:
    """2 where the title names a topic of the member or the reverse, 1 where two characters in a row agree."""
    known = [each for each in _SPLIT.split(topics) if each]
    if any(each in title or title in each for each in known):
        return 2
    pairs = {title[i : i + 2] for i in range(len(title) - 1)}
    return int(any(each[i : i + 2] in pairs for each in known for i in range(len(each) - 1)))


def suggestions(title: str, members: Iterable[MemberFacts]) -> list[Suggestion]:
    """Who suits a request: free before busy, then topic, then nearness, then the lighter load; ties by number.

    No score is formed: the order is told in words, and nobody is left out.
    """
    found = [_suggestion(title, each) for each in members]
    return sorted(found, key=lambda each: each.rank)


def _suggestion(title: str, facts: MemberFacts) -> Suggestion:
    fit = topic_fit(title, facts.topics)
    near = 0 if facts.is_of_host else 1 if facts.is_of_kind else 2
    load = facts.recent + facts.waiting
    reasons = [
        {2: _("主题相符"), 1: _("主题相近"), 0: _("主题不同")}[fit],
        {0: _("本单位，不用路途"), 1: _("同类单位"), 2: _("其他单位")}[near],
        _("近三个月宣讲 %(recent)d 场，待讲 %(waiting)d 场")
        % {"recent": facts.recent, "waiting": facts.waiting},
    ]
    if facts.is_busy:
        reasons.insert(0, _("这一时段已有另一场宣讲"))
    if facts.spoke_there:
        reasons.append(_("在该单位讲过 %(count)d 场") % {"count": facts.spoke_there})
    return Suggestion(
        member_id=facts.member_id,
        name=facts.name,
        unit_name=facts.unit_name,
        reasons=tuple(reasons),
        is_busy=facts.is_busy,
        rank=(int(facts.is_busy), -fit, near, load, facts.member_id),
    )
