"""入库条件、状态流转: who may enter which tier, and which way leads from where."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from qingmiao.kernel.periods import age_on
from qingmiao.pool.contracts import ChangeFacts, MembershipFacts, PoolFacts
from qingmiao.pool.enums import ENDED, WAYS, MembershipState, Tier
from qingmiao.rulebook.engine import Articles, Finding, Rulebook, Verdict

UPKEEP = "pool/upkeep"


def is_young_enough(facts: PoolFacts, articles: Articles) -> Finding:
    provision = articles["age_limit"]
    age = age_on(birth=facts.birth, on=facts.entered_on)
    strict = articles["age_limit_edge"].value == "strict"
    return provision.judge(
        holds=age < provision.value if strict else age <= provision.value,
        because=_("入库时 %(age)d 周岁，上限 %(limit)d 周岁（%(source)s%(article)s）")
        % {
            "age": age,
            "limit": provision.value,
            "source": provision.source,
            "article": provision.article,
        },
    )


def is_of_the_tier(facts: PoolFacts, articles: Articles) -> Finding:
    provision = articles["leading_levels"]
    leads = facts.level in provision.value or facts.rank in articles["ranks_as_leading"].value
    if facts.tier == Tier.A:
        because = _("职务层次在副科以下，不能入副科及以上库")
    else:
        because = _("职务层次在副科及以上，不能入副科以下库")
    return provision.judge(holds=leads == (facts.tier == Tier.A), because=because)


LIMITS: Rulebook[PoolFacts] = Rulebook(
    regulation="pool/limits", rules=(is_young_enough, is_of_the_tier)
)


def tier_of(facts: PoolFacts, articles: Articles) -> Tier:
    """层次 by rule: whoever leads on the day belongs to the upper tier, everybody else to the lower."""
    upper = is_of_the_tier(replace(facts, tier=Tier.A), articles)
    return Tier.A if upper.verdict is Verdict.MET else Tier.B


def has_aged_out(facts: PoolFacts, articles: Articles) -> Finding:
    """超龄: whoever could not enter any more by age. ``entered_on`` is the day that is asked about."""
    young = is_young_enough(facts, articles)
    return replace(young, verdict=Verdict.NOT_MET if young.verdict is Verdict.MET else Verdict.MET)


def flaws_of_membership(facts: MembershipFacts, *, on: date) -> Iterator[str]:
    """States are changed by their own deeds, each with a day and a reason, never by amending."""
    if facts.state_before and facts.state != facts.state_before:
        yield _("状态不能直接修改，请在成员页上办理状态调整或出库")
    if facts.days_changed:
        yield _("入库、出库日期随状态变更记录，不能直接修改；误登的请作废后重新登记")
    if facts.entered_on > on:
        yield _("入库日期不得晚于今天")
    if facts.left_on is not None and facts.left_on > on:
        yield _("出库日期不得晚于今天")


def ways_from(*, state: str, was_tracked: bool) -> tuple[MembershipState, ...]:
    """The next steps; whoever was never tracked does not come back from suspension as if they had been."""
    ways = WAYS.get(MembershipState(state), ())
    if state == MembershipState.SUSPENDED and not was_tracked:
        return tuple(way for way in ways if way != MembershipState.TRACKED)
    return ways


def is_for_a_review(*, old: str, new: str) -> bool:
    """入库须经会商: only a review brings somebody to the table, and from the table into the reserve."""
    return new == MembershipState.DELIBERATED or (
        old == MembershipState.DELIBERATED and new == MembershipState.MEMBER
    )


def way_to(*, state: str, wanted: MembershipState, was_tracked: bool) -> list[MembershipState]:
    """The shortest way from a state to another, step by step and none skipped; empty if none leads."""
    ways: dict[MembershipState, list[MembershipState]] = {MembershipState(state): []}
    todo = deque(ways)
    while todo:
        here = todo.popleft()
        if here == wanted:
            break
        for way in ways_from(state=here, was_tracked=was_tracked):
            if way not in ways:
                ways[way] = [*ways[here], way]
                todo.append(way)
    return ways.get(wanted, [])


def flaws_of_change(facts: ChangeFacts, *, on: date, today: date) -> Iterator[str]:
    """Only a step that leads from here, and nothing behind the newest: history is not rewritten."""
    ways = ways_from(state=facts.old, was_tracked=facts.was_tracked)
    if facts.old in ENDED:
        yield _("该成员已经出库，再次入库请另行登记")
    elif facts.new not in ways and facts.new != MembershipState.LEFT:
        yield _("不能从「%(old)s」转为「%(new)s」") % {
            "old": MembershipState(facts.old).label,
            "new": MembershipState(facts.new).label,
        }
    if facts.new == MembershipState.SUSPENDED and not facts.cause:
        yield _("暂停须写明事由：影响期、因病或借出")
    if on < facts.last_on:
        yield _("日期不得早于上一次状态变更的 %(day)s") % {"day": f"{facts.last_on:%Y.%m.%d}"}
    if on > today:
        yield _("日期不得晚于今天")


def next_review(*, on: date, articles: Articles) -> date:
    return on + timedelta(days=articles["review_days"].value)


def next_action_day(*, on: date, articles: Articles) -> date:
    return on + timedelta(days=articles["action_days"].value)
