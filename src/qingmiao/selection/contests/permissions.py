from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import (
    DEPARTMENT,
    DISTRICT_READERS,
    LIAISONS,
    UNIT_HANDS,
    Role,
    ScopeKind,
)
from qingmiao.access.permissions import (
    EVERYTHING,
    NOBODY,
    Permission,
    Scope,
    any_of,
    by_matter,
    by_unit,
    district,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.models import (
    Contest,
    Criterion,
    Entry,
    JudgeGroup,
    Stage,
    StageMark,
    TieStep,
)

DESK = (Role.CONTEST_SECRETARY, Role.CONTEST_SUPERVISOR)
"""Who sits at the desk of one contest: the secretary writes, the supervisor watches."""
ANYBODY_INVITED = (*LIAISONS, *UNIT_HANDS, Role.CADRE)


def _announced(path: str) -> Scope:
    """Contests once announced are no secret to those who may enter, send or watch contestants."""

    def scope(actor: Actor) -> Q:
        if actor.has(*DISTRICT_READERS):
            return EVERYTHING
        return ~Q(**{f"{path}state": "draft"}) if actor.has(*ANYBODY_INVITED) else NOBODY

    return scope


def _when(condition: Q, inner: Callable[[Actor], Q]) -> Scope:
    def scope(actor: Actor) -> Q:
        q = inner(actor)
        return q if q == NOBODY else q & condition

    return scope


VIEW_CONTESTS = Permission[Contest](
    code="contests.contest.view",
    sentence=_("您无权查看比武"),
    scope=any_of(_announced(""), by_matter(ScopeKind.CONTEST, [*DESK, Role.JUDGE])),
)
KEEP_CONTESTS = Permission[Contest](
    code="contests.contest.keep",
    sentence=_("您无权维护比武"),
    scope=district(DEPARTMENT),
)
VIEW_STAGES = Permission[Stage](
    code="contests.stage.view",
    sentence=_("您无权查看比武环节"),
    scope=any_of(
        _announced("contest__"), by_matter(ScopeKind.CONTEST, [*DESK, Role.JUDGE], "contest")
    ),
)
KEEP_STAGES = Permission[Stage](
    code="contests.stage.keep",
    sentence=_("您无权维护比武环节"),
    scope=district(DEPARTMENT),
)

VIEW_ENTRIES = Permission[Entry](
    code="contests.entry.view",
    sentence=_("您无权查看参赛名单"),
    scope=any_of(
        by_unit(DISTRICT_READERS),
        by_unit(LIAISONS),
        by_matter(ScopeKind.CONTEST, DESK, "contest"),
        _when(~Q(contest__state="judging"), any_of(by_unit(UNIT_HANDS), own())),
    ),
)
"""Judges are not among them: they meet plates, not names. While a contest is judged, neither the
contestant nor the sending unit reads how it stands."""

KEEP_ENTRIES = Permission[Entry](
    code="contests.entry.keep",
    sentence=_("您无权登记参赛"),
    scope=not_about_me(
        any_of(
            district(DEPARTMENT),
            by_matter(ScopeKind.CONTEST, [Role.CONTEST_SECRETARY], "contest"),
        )
    ),
)

VIEW_MARKS = Permission[StageMark](
    code="contests.mark.view",
    sentence=_("您无权查看环节成绩"),
    scope=any_of(
        district(DISTRICT_READERS),
        by_matter(ScopeKind.CONTEST, DESK, "entry__contest"),
        _when(Q(entry__contest__state__in=["final", "archived"]), own("entry__person")),
    ),
)
KEEP_MARKS = Permission[StageMark](
    code="contests.mark.keep",
    sentence=_("您无权登记环节成绩"),
    scope=not_about_me(
        any_of(
            district(DEPARTMENT),
            by_matter(ScopeKind.CONTEST, [Role.CONTEST_SECRETARY], "entry__contest"),
        ),
        "entry__person",
    ),
)

SEE_PLATES = Permission[Contest](
    code="contests.plate.see",
    sentence=_("您无权查看这次比武的号牌"),
    scope=any_of(district(DEPARTMENT), by_matter(ScopeKind.CONTEST, [*DESK, Role.JUDGE])),
)
"""The blind list of a contest: what its judges see of the contestants."""

VIEW_CRITERIA = Permission[Criterion](
    code="contests.criterion.view",
    sentence=_("您无权查看评分要素"),
    scope=any_of(
        _announced("stage__contest__"),
        by_matter(ScopeKind.CONTEST, [*DESK, Role.JUDGE], "stage__contest"),
    ),
)
KEEP_CRITERIA = Permission[Criterion](
    code="contests.criterion.keep",
    sentence=_("您无权维护评分要素"),
    scope=district(DEPARTMENT),
)
VIEW_GROUPS = Permission[JudgeGroup](
    code="contests.group.view",
    sentence=_("您无权查看评委组"),
    scope=any_of(
        _announced("contest__"), by_matter(ScopeKind.CONTEST, [*DESK, Role.JUDGE], "contest")
    ),
)
KEEP_GROUPS = Permission[JudgeGroup](
    code="contests.group.keep",
    sentence=_("您无权维护评委组"),
    scope=district(DEPARTMENT),
)
VIEW_TIES = Permission[TieStep](
    code="contests.tie.view",
    sentence=_("您无权查看同分处理"),
    scope=any_of(
        _announced("contest__"), by_matter(ScopeKind.CONTEST, [*DESK, Role.JUDGE], "contest")
    ),
)
KEEP_TIES = Permission[TieStep](
    code="contests.tie.keep",
    sentence=_("您无权维护同分处理"),
    scope=district(DEPARTMENT),
)
