"""Who runs the judging of a contest, who judges in it, and who reads what was marked."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS, Role, ScopeKind
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    Scope,
    any_of,
    by_matter,
    district,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import SYSTEM, Actor
from qingmiao.notices.permissions import declare_subject
from qingmiao.selection.contests.models import Contest, Entry, Stage
from qingmiao.selection.contests.permissions import (
    DESK,
    RUN_CONTESTS,
    WATCH_CONTESTS,
    not_while_blind,
)
from qingmiao.selection.judging.enums import JudgeState, SheetState, SittingState
from qingmiao.selection.judging.models import (
    Assignment,
    Conflict,
    Correction,
    Judge,
    Release,
    Sitting,
)

SECRETARY = (Role.CONTEST_SECRETARY,)


def _secretary_of(path: str) -> Scope:
    return any_of(district(DEPARTMENT), by_matter(ScopeKind.CONTEST, SECRETARY, path))


def _desk_of(path: str) -> Scope:
    return any_of(district(DEPARTMENT), by_matter(ScopeKind.CONTEST, DESK, path))


def _mine(actor: Actor) -> Q:
    return Q(account_id=actor.account_id) if actor.account_id else NOBODY


def _assigned_to_me(actor: Actor) -> Q:
    """Assignments of a judge who accepted, while the role for that contest is in force."""
    contests = actor.matters(ScopeKind.CONTEST, Role.JUDGE)
    if not actor.account_id or not contests:
        return NOBODY
    return Q(
        judge__account_id=actor.account_id,
        judge__state=JudgeState.ACCEPTED,
        judge__contest_id__in=sorted(contests),
    )


def _not_my_own_sheet(actor: Actor) -> Q:
    """The desk, but not on a correction one asked for or of a sheet one signed as a judge."""
    q = not_while_blind(_desk_of(_CONTEST_OF_CORRECTION), _CONTEST_OF_CORRECTION)(actor)
    if q == NOBODY:
        return q
    return (
        q
        & ~Q(asked_by_account=actor.account_id)
        & ~Q(sheet__assignment__judge__account_id=actor.account_id)
    )


_CONTEST_OF_CORRECTION = "sheet__assignment__stage__contest"


def _the_clock(actor: Actor) -> Q:
    return Q() if actor == SYSTEM else NOBODY


WATCH_JUDGING = Permission[Contest](
    code="judging.contest.watch",
    sentence=_("您无权查看这次比武的评审进度"),
    scope=WATCH_CONTESTS.scope,
)
"""The chair's console: who has not signed, and nothing of the marks."""

RUN_JUDGING = Permission[Contest](
    code="judging.contest.run",
    sentence=_("您无权办理这次比武的评审"),
    scope=RUN_CONTESTS.scope,
)
"""Whoever judges a contest blind neither runs nor watches it: the desk knows contestants by name."""

CHECK_CONFLICTS = Permission[Contest](
    code="judging.conflict.check",
    sentence=_("您无权核查这次比武的回避情形"),
    scope=any_of(RUN_JUDGING.scope, _the_clock),
)

RUN_STAGES = Permission[Stage](
    code="judging.stage.run",
    sentence=_("您无权办理这个环节的评审"),
    scope=not_while_blind(_secretary_of("contest")),
)

WATCH_STAGES = Permission[Stage](
    code="judging.stage.watch",
    sentence=_("您无权查看这个环节的评审进度"),
    scope=not_while_blind(_desk_of("contest")),
)

VIEW_JUDGES = Permission[Judge](
    code="judging.judge.view",
    sentence=_("您无权查看评委"),
    scope=not_while_blind(_desk_of("contest")),
)
"""Judges stay with the desk and the department; how they judged elsewhere is kept closer."""

READ_JUDGE_HISTORY = Permission[Judge](
    code="judging.judge.history",
    sentence=_("评委履历只供赛务查看"),
    scope=not_while_blind(
        any_of(district([Role.OFFICER]), by_matter(ScopeKind.CONTEST, SECRETARY, "contest"))
    ),
)
"""How somebody judged in past contests: for the secretariat, who invites. Not for judges, the supervisor
or a leader, who would read a figure about a person as a verdict."""

KEEP_JUDGES = Permission[Judge](
    code="judging.judge.keep",
    sentence=_("您无权办理评委事项"),
    scope=not_while_blind(_secretary_of("contest")),
)

ANSWER_INVITATION = Permission[Judge](
    code="judging.judge.answer",
    sentence=_("没有发给您的评委邀请"),
    scope=_mine,
)

STATE_ABSENCE = Permission[Judge](
    code="judging.absence.state",
    sentence=_("不能到场只由评委本人或赛务登记"),
    scope=any_of(ANSWER_INVITATION.scope, KEEP_JUDGES.scope),
)

VIEW_CONFLICTS = Permission[Conflict](
    code="judging.conflict.view",
    sentence=_("您无权查看回避情形"),
    scope=not_while_blind(_desk_of("judge__contest"), "judge__contest"),
)

KEEP_CONFLICTS = Permission[Conflict](
    code="judging.conflict.keep",
    sentence=_("您无权处理回避情形"),
    scope=not_while_blind(
        not_about_me(_secretary_of("judge__contest"), "entry__person"), "judge__contest"
    ),
)
"""Nobody accepts or lifts a conflict about oneself or one's kin."""

OBJECT_TO_JUDGES = Permission[Entry](
    code="judging.judge.object",
    sentence=_("只有选手本人可以申请评委回避"),
    scope=own(),
)

MARK = Permission[Assignment](
    code="judging.assignment.mark",
    sentence=_("这个号牌没有分派给您"),
    scope=_assigned_to_me,
)

KEY_PAPER = Permission[Assignment](
    code="judging.assignment.key",
    sentence=_("您无权录入纸质评分"),
    scope=not_while_blind(_desk_of("judge__contest"), "judge__contest"),
)
"""The desk keys and confirms; who keyed does not confirm. A judge's own sheet is for the pad."""


def _desk_after_sealing(actor: Actor) -> Q:
    q = not_while_blind(_desk_of("judge__contest"), "judge__contest")(actor)
    if q == NOBODY:
        return q
    sealed = Sitting.objects.filter(state=SittingState.CLOSED).values("stage_id")
    return q & Q(stage_id__in=sealed, sheet__state=SheetState.SIGNED)


READ_SHEETS = Permission[Assignment](
    code="judging.sheet.read",
    sentence=_("评分封存之前，只有评委本人能看自己的评分"),
    scope=any_of(_assigned_to_me, _desk_after_sealing),
)

ASK_CORRECTION = Permission[Assignment](
    code="judging.correction.ask",
    sentence=_("您无权申请更正这份评分"),
    scope=any_of(
        _assigned_to_me,
        not_while_blind(
            by_matter(ScopeKind.CONTEST, SECRETARY, "judge__contest"), "judge__contest"
        ),
    ),
)

SIGN_CORRECTION = Permission[Correction](
    code="judging.correction.sign",
    sentence=_("您无权复签这项更正"),
    scope=_not_my_own_sheet,
)

VIEW_CORRECTIONS = Permission[Correction](
    code="judging.correction.view",
    sentence=_("您无权查看评分更正"),
    scope=not_while_blind(_desk_of(_CONTEST_OF_CORRECTION), _CONTEST_OF_CORRECTION),
)


def _known_to(actor: Actor) -> Q:
    return any_of(VIEW_JUDGES.scope, ANSWER_INVITATION.scope)(actor)


KNOW_OF_JUDGES = Permission[Judge](
    code="judging.judge.know", sentence=_("您无权查看评委"), scope=_known_to
)
"""Whom a notice about a judge may reach: the desk, and the judge."""

VIEW_RELEASES = Permission[Release](
    code="judging.release.view",
    sentence=_("您无权查看成绩公布"),
    scope=not_while_blind(_desk_of("contest")),
)

KEEP_RELEASES = Permission[Release](
    code="judging.release.keep",
    sentence=_("您无权撤下公布"),
    scope=VIEW_RELEASES.scope,
)
"""Whoever sits at the desk takes back at once what should not be shown."""


def _not_asked_by_me(actor: Actor) -> Q:
    supervisor = by_matter(ScopeKind.CONTEST, [Role.CONTEST_SUPERVISOR], "contest")
    q = not_while_blind(any_of(supervisor, district([Role.DEPARTMENT_LEADER])))(actor)
    return q if q == NOBODY else q & ~Q(asked_by_account=actor.account_id)


CONSENT_TO_RELEASES = Permission[Release](
    code="judging.release.consent",
    sentence=_("公布由监督员或部领导同意，提出的人不能同意"),
    scope=_not_asked_by_me,
)


def _contests_of_my_units(actor: Actor) -> Q:
    units = actor.units(*UNIT_HANDS) or frozenset()
    sent = Entry.objects.standing().filter(unit_id__in=sorted(units)).order_by()
    return Q(pk__in=sent.values("contest_id")) if units else NOBODY


def _contests_i_entered(actor: Actor) -> Q:
    if actor.person_id is None:
        return NOBODY
    entered = Entry.objects.standing().filter(person_id=actor.person_id).order_by()
    return Q(pk__in=entered.values("contest_id"))


READ_AS_UNIT = Permission[Contest](
    code="judging.board.unit",
    sentence=_("本单位没有人参加这次比武"),
    scope=not_while_blind(_contests_of_my_units, "pk"),
)

READ_AS_CONTESTANT = Permission[Contest](
    code="judging.board.contestant",
    sentence=_("您没有参加这次比武"),
    scope=_contests_i_entered,
)

declare_subject(Release, VIEW_RELEASES)
declare_subject(Judge, KNOW_OF_JUDGES)
declare_subject(Correction, VIEW_CORRECTIONS)
