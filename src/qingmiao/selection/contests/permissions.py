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
    everywhere,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.notices.permissions import declare_subject
from qingmiao.orgs.models import Unit
from qingmiao.selection.contests.enums import BEFORE_A_RESULT
from qingmiao.selection.contests.models import (
    Contest,
    Criterion,
    Entry,
    Exemption,
    JudgeGroup,
    Stage,
    StageMark,
    TieStep,
)

DESK = (Role.CONTEST_SECRETARY, Role.CONTEST_SUPERVISOR)
"""Who sits at the desk of one contest: the secretary writes, the supervisor watches."""
SECRET = ("judging", "provisional")
"""While somebody is marked, and until the result is made known, units and contestants read nothing of it."""

ANYBODY_INVITED = (*LIAISONS, *UNIT_HANDS, Role.CADRE)


def _announced(path: str) -> Scope:
    """Contests once announced are no secret to those who may enter, send or watch contestants."""

    def scope(actor: Actor) -> Q:
        if actor.has(*DISTRICT_READERS):
            return EVERYTHING
        return ~Q(**{f"{path}state": "draft"}) if actor.has(*ANYBODY_INVITED) else NOBODY

    return scope


def _meets_plates_only(actor: Actor) -> Q:
    """Contests the actor judges blind, from the invitation until there is a provisional result."""
    judged = actor.matters(ScopeKind.CONTEST, Role.JUDGE)
    if not judged:
        return NOBODY
    blind = Stage.objects.standing().filter(is_blind=True, contest_id__in=sorted(judged))
    return Q(pk__in=blind.order_by().values("contest_id"), state__in=BEFORE_A_RESULT)


def not_while_blind(inner: Scope, path: str = "contest") -> Scope:
    """The inner scope without contests that the actor judges blind, whatever other role is held."""

    def scope(actor: Actor) -> Q:
        q, blind = inner(actor), _meets_plates_only(actor)
        if NOBODY in (q, blind):
            return q
        hidden = Contest.objects.filter(blind).order_by().values("pk")
        return q & ~Q(**{f"{path}__in": hidden})

    return scope


def _secretary_of(path: str) -> Scope:
    return by_matter(ScopeKind.CONTEST, [Role.CONTEST_SECRETARY], path)


def _to_persons(actor: Actor) -> Q:
    """Announced contests, for whoever is a person of the district's dossiers."""
    return NOBODY if actor.person_id is None else ~Q(state="draft")


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
    scope=any_of(district(DEPARTMENT), _secretary_of("contest")),
)

VIEW_ENTRIES = Permission[Entry](
    code="contests.entry.view",
    sentence=_("您无权查看参赛名单"),
    scope=not_while_blind(
        any_of(
            by_unit(DISTRICT_READERS),
            by_unit(LIAISONS),
            by_matter(ScopeKind.CONTEST, DESK, "contest"),
            _when(~Q(contest__state__in=SECRET), any_of(by_unit(UNIT_HANDS), own())),
        )
    ),
)
"""Judges are not among them: they meet plates, not names, whoever else they are. While a contest is
judged, and until its result is made known, neither the contestant nor the sending unit reads how it stands."""

KEEP_ENTRIES = Permission[Entry](
    code="contests.entry.keep",
    sentence=_("您无权登记参赛"),
    scope=not_while_blind(not_about_me(any_of(district(DEPARTMENT), _secretary_of("contest")))),
)

VIEW_MARKS = Permission[StageMark](
    code="contests.mark.view",
    sentence=_("您无权查看环节成绩"),
    scope=not_while_blind(
        any_of(
            district(DISTRICT_READERS),
            by_matter(ScopeKind.CONTEST, DESK, "entry__contest"),
            _when(Q(entry__contest__state__in=["final", "archived"]), own("entry__person")),
        ),
        "entry__contest",
    ),
)
KEEP_MARKS = Permission[StageMark](
    code="contests.mark.keep",
    sentence=_("您无权登记环节成绩"),
    scope=not_while_blind(
        not_about_me(
            any_of(district(DEPARTMENT), _secretary_of("entry__contest")), "entry__person"
        ),
        "entry__contest",
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
    scope=any_of(district(DEPARTMENT), _secretary_of("stage__contest")),
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
    scope=any_of(district(DEPARTMENT), _secretary_of("contest")),
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
    scope=any_of(district(DEPARTMENT), _secretary_of("contest")),
)

RUN_CONTESTS = Permission[Contest](
    code="contests.contest.run",
    sentence=_("您无权办理这次比武"),
    scope=not_while_blind(any_of(district(DEPARTMENT), _secretary_of("pk")), "pk"),
)
"""The department and the secretary of the contest take it from step to step; nobody who judges it blind."""

WATCH_CONTESTS = Permission[Contest](
    code="contests.contest.watch",
    sentence=_("您无权查看这次比武的评审进度"),
    scope=not_while_blind(any_of(district(DEPARTMENT), by_matter(ScopeKind.CONTEST, DESK)), "pk"),
)
"""The desk of a contest: those who run it, and the supervisor."""

CONCLUDE_CONTESTS = Permission[Contest](
    code="contests.contest.conclude",
    sentence=_("比武结果由部领导审定"),
    scope=district([Role.DEPARTMENT_LEADER]),
)

WITNESS_DRAWS = Permission[Contest](
    code="contests.draw.witness",
    sentence=_("您无权见证这次抽签"),
    scope=not_while_blind(
        any_of(
            by_matter(ScopeKind.CONTEST, [Role.CONTEST_SUPERVISOR]),
            district([Role.DEPARTMENT_LEADER, Role.DISCIPLINE_LIAISON]),
        ),
        "pk",
    ),
)

SEE_DRAWS = Permission[Contest](
    code="contests.draw.see",
    sentence=_("您无权查看这次抽签"),
    scope=not_while_blind(
        any_of(
            _announced(""),
            by_matter(ScopeKind.CONTEST, DESK),
            district([Role.DISCIPLINE_LIAISON]),
        ),
        "pk",
    ),
)
"""Everybody to whom the contest is announced may perform its draw again; judges meet plates alone."""

ENTER_ONESELF = Permission[Contest](
    code="contests.entry.oneself",
    sentence=_("您没有档案，不能以个人名义报名"),
    scope=_to_persons,
)

ENTER_OTHERS = Permission[Contest](
    code="contests.entry.others",
    sentence=_("您是这次比武的评委，不能为他人办理报名"),
    scope=not_while_blind(everywhere((*DEPARTMENT, *UNIT_HANDS)), "pk"),
)
"""A refusal that somebody has entered already would tell a judge who did."""

ENTER_FOR = Permission[Unit](
    code="contests.entry.unit",
    sentence=_("您无权代表该单位报名"),
    scope=any_of(by_unit(UNIT_HANDS, "pk"), district(DEPARTMENT)),
)

LEAVE_CONTESTS = Permission[Entry](
    code="contests.entry.withdraw",
    sentence=_("您无权办理这名选手退出"),
    scope=any_of(KEEP_ENTRIES.scope, not_while_blind(by_unit(UNIT_HANDS)), own()),
)
"""The desk, the sending unit and the contestant; while judging too, when two of them cannot read it."""

FOLLOW_ENTRIES = Permission[Entry](
    code="contests.entry.follow",
    sentence=_("没有与您有关的报名"),
    scope=own(),
)
"""That one entered, one's plate and whether one passed; never how it stands while it is judged."""

PROPOSE_EXEMPTIONS = Permission[Entry](
    code="contests.exemption.propose",
    sentence=_("您无权为该选手提出资格例外"),
    scope=not_while_blind(not_about_me(any_of(KEEP_ENTRIES.scope, by_unit(UNIT_HANDS)))),
)

VIEW_EXEMPTIONS = Permission[Exemption](
    code="contests.exemption.view",
    sentence=_("您无权查看资格例外"),
    scope=not_while_blind(
        not_about_me(
            any_of(
                district(DISTRICT_READERS),
                by_matter(ScopeKind.CONTEST, DESK, "entry__contest"),
                by_unit(UNIT_HANDS, "entry__unit"),
            ),
            "entry__person",
        ),
        "entry__contest",
    ),
)

APPROVE_EXEMPTIONS = Permission[Exemption](
    code="contests.exemption.approve",
    sentence=_("您无权批准资格例外"),
    scope=not_while_blind(not_about_me(district(DEPARTMENT), "entry__person"), "entry__contest"),
)

declare_subject(Exemption, VIEW_EXEMPTIONS)
