"""会商: what a sitting may do next, what may be proposed for whom, and what has changed since it was frozen."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.pool.contracts import ProposalFacts, ReviewFacts
from qingmiao.pool.enums import Duty, MembershipState, ReviewState
from qingmiao.pool.rules.membership import ways_from

FEWEST = 3
"""主持、参加、记录: fewer are a talk between two and no 会商."""


def digest_of(content: Any) -> str:
    """The same content has the same digest, whatever order it was put together in."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def flaws_of_state(facts: ReviewFacts, *, wanted: ReviewState) -> Iterator[str]:
    if facts.state != wanted:
        yield _("会商现在是「%(now)s」，此事须在「%(wanted)s」时办理") % {
            "now": ReviewState(facts.state).label,
            "wanted": wanted.label,
        }


def flaws_of_freezing(facts: ReviewFacts, *, on: date) -> Iterator[str]:
    yield from flaws_of_state(facts, wanted=ReviewState.PREPARING)
    if not facts.has_items:
        yield _("还没有列入研究的人选")
    if len(facts.duties) < FEWEST:
        yield _("参加人员不足 %(count)d 人") % {"count": FEWEST}
    if Duty.CHAIR not in facts.duties:
        yield _("还没有主持人")
    if Duty.RECORDER not in facts.duties:
        yield _("还没有记录人")
    if facts.held_on < on:
        yield _("会商日期已过，请先改期")


def flaws_of_proposal(facts: ProposalFacts) -> Iterator[str]:
    ways = {*ways_from(state=facts.before, was_tracked=facts.was_tracked), MembershipState.LEFT}
    if facts.after == MembershipState.USED or facts.after not in {*ways, facts.before}:
        yield _("不能从「%(old)s」转为「%(new)s」") % {
            "old": MembershipState(facts.before).label,
            "new": MembershipState(facts.after).label,
        }
    if (facts.after == MembershipState.LEFT) != bool(facts.exit_reason):
        yield _("建议出库的须选出库原因，其他建议不选")
    if (facts.after == MembershipState.SUSPENDED != facts.before) != bool(facts.cause):
        yield _("建议暂停的须选暂停事由，其他建议不选")
    if bool(facts.action) != bool(facts.action_on) or bool(facts.action) != bool(facts.owner):
        yield _("后续任务须写明责任人和完成期限")
    if facts.action_on is not None and facts.action_on < facts.held_on:
        yield _("任务的完成期限不得早于会商日期")


def outcomes_from(*, before: str, was_tracked: bool) -> list[MembershipState]:
    """What may be proposed: to stay, each step that leads on, and out."""
    ways = ways_from(state=before, was_tracked=was_tracked)
    kept = [way for way in ways if way != MembershipState.USED]
    stays = [] if before == MembershipState.DELIBERATED else [MembershipState(before)]
    return [*stays, *kept, MembershipState.LEFT]


def changes_since(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """过时提示: in words, what is no longer as it was shown; nothing where the material still holds."""
    told = []
    if then["person"] != now["person"]:
        told.append(_("%(part)s有变动") % {"part": _("干部基本情况")})
    if _settled(then["membership"]) != _settled(now["membership"]):
        told.append(_("%(part)s有变动") % {"part": _("在库情况")})
    before = {row["id"] for row in then["evidence"]}
    after = {row["id"] for row in now["evidence"]}
    if after - before:
        told.append(_("新增印证材料 %(count)d 条") % {"count": len(after - before)})
    if before - after:
        told.append(_("撤回印证材料 %(count)d 条") % {"count": len(before - after)})
    return told


def _settled(membership: Mapping[str, Any]) -> dict[str, Any]:
    """The freezing itself turns 拟入库 into 会商: that is no change."""
    state = membership["state"]
    on_the_way = {MembershipState.PROPOSED, MembershipState.DELIBERATED}
    return {**membership, "state": "" if state in on_the_way else state}
