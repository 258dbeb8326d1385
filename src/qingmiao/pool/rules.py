"""入库条件、状态流转: who may enter which tier, and which way leads from where."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.kernel.periods import age_on
from qingmiao.pool.contracts import MembershipFacts, PoolFacts
from qingmiao.pool.enums import MembershipState, Tier
from qingmiao.rulebook.engine import Articles, Finding, Rulebook

S = MembershipState
ENDED = frozenset({S.USED, S.LEFT})
WAYS: dict[str, tuple[MembershipState, ...]] = {
    S.PROPOSED: (S.DELIBERATED,),
    S.DELIBERATED: (S.PROPOSED, S.MEMBER),
    S.MEMBER: (S.TRACKED, S.CANDIDATE, S.SUSPENDED),
    S.TRACKED: (S.MEMBER, S.CANDIDATE, S.SUSPENDED),
    S.CANDIDATE: (S.MEMBER, S.TRACKED, S.SUSPENDED),
    S.SUSPENDED: (S.MEMBER, S.TRACKED),
}
"""The ways between states. Out of the reserve leads another door, with its own reasons."""


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


def flaws_of_membership(facts: MembershipFacts, *, on: date) -> Iterator[str]:
    """States are changed by their own deeds, each with a day and a reason, never by amending."""
    if facts.state_before and facts.state != facts.state_before:
        yield _("状态不能直接修改，请在成员页上办理状态调整或出库")
    if (facts.state in ENDED) != (facts.left_on is not None):
        yield _("已使用、出库的须填写出库日期和原因，其他状态不填")
    if facts.entered_on > on:
        yield _("入库日期不得晚于今天")
    if facts.left_on is not None and facts.left_on > on:
        yield _("出库日期不得晚于今天")


def flaws_of_change(*, old: str, new: str, last_on: date, on: date, today: date) -> Iterator[str]:
    """``last_on`` is the day of the newest state: history is not rewritten behind it."""
    if new not in WAYS.get(old, ()) and new not in ENDED:
        yield _("不能从「%(old)s」转为「%(new)s」") % {
            "old": MembershipState(old).label,
            "new": MembershipState(new).label,
        }
    if old in ENDED:
        yield _("该成员已经出库，再次入库请另行登记")
    if on < last_on:
        yield _("日期不得早于上一次状态变更的 %(day)s") % {"day": f"{last_on:%Y.%m.%d}"}
    if on > today:
        yield _("日期不得晚于今天")
