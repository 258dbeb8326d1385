"""Judges from invitation to the end. A judge's role for the contest begins and ends here."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.queries import account_of
from qingmiao.access.services import end_in_matter, grant_in_matter, open_guest_account
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.permissions import PICK_PEOPLE
from qingmiao.selection.contests.models import Contest, JudgeGroup
from qingmiao.selection.contests.rules import CONCLUDED
from qingmiao.selection.judging.deeds import INVITATION_ANSWERED, JUDGE_INVITED, JUDGE_REMOVED
from qingmiao.selection.judging.enums import AssignmentState, JudgeState, SheetState
from qingmiao.selection.judging.models import Judge
from qingmiao.selection.judging.permissions import ANSWER_INVITATION, KEEP_JUDGES, RUN_JUDGING
from qingmiao.selection.judging.services.absence import set_absences
from qingmiao.selection.judging.services.assignment import fill_gaps
from qingmiao.selection.judging.services.conflict import check_conflicts
from qingmiao.selection.judging.services.telling import (
    sound_alarm,
    tell_answered,
    tell_invited,
)

WORDS = 3


@transaction.atomic
def invite_judge(
    *,
    actor: Actor,
    contest_id: int,
    group_id: int,
    person_id: int | None,
    name: str,
    work_text: str,
    on: date,
    at: datetime,
) -> tuple[Judge, str]:
    """邀请 a person of the district or an outside expert. Conflicts are worked out at once.

    An expert without an account is given one for this contest; its password is returned to be handed over,
    and kept nowhere.
    """
    rows = Contest.objects.standing().select_for_update(of=("self",), no_key=True)
    contest = RUN_JUDGING.one(actor, rows, pk=contest_id)
    group = JudgeGroup.objects.standing().filter(pk=group_id, contest=contest).first()
    person = PICK_PEOPLE.rows(actor, Person.objects.all()).filter(pk=person_id or 0).first()
    account_id = account_of(person.pk) if person else None
    reasons = _why_not_invited(contest, group, person, person_id, account_id, name, work_text)
    if reasons or group is None:
        raise Refused(reasons)
    top = Judge.objects.filter(contest=contest).aggregate(top=Max("number"))["top"]
    number, password = (top or 0) + 1, ""
    if account_id is None:
        password = "-".join(secrets.token_hex(2) for _word in range(WORDS))
        account_id = open_guest_account(
            actor=actor,
            username=f"judge-{contest.pk}-{number:02d}",
            display_name=name.strip(),
            password=password,
        ).pk
    grant = grant_in_matter(
        actor=actor, account_id=account_id, role=Role.JUDGE, scope_kind=ScopeKind.CONTEST,
        scope_id=contest.pk, begins=on, reason=str(contest),
    )  # fmt: skip
    judge = Judge(
        contest=contest,
        group=group,
        number=number,
        person=person,
        name=person.name if person else name.strip(),
        work_text=person.post_text if person else work_text.strip(),
        account_id=account_id,
        grant_id=grant.pk,
        entered_by=actor.name,
    )
    judge.save(force_insert=True)
    record(
        actor=actor,
        deed=JUDGE_INVITED,
        subject=judge,
        detail={"judge": str(judge), "contest": contest.title, "group": group.name},
    )
    check_conflicts(actor=actor, contest_id=contest.pk, on=on, at=at)
    tell_invited(actor=actor, judge=judge)
    return judge, password


def _why_not_invited(
    contest: Contest,
    group: JudgeGroup | None,
    person: Person | None,
    person_id: int | None,
    account_id: int | None,
    name: str,
    work_text: str,
) -> list[str]:
    reasons = []
    if contest.state in CONCLUDED:
        reasons.append(_("比武已经结束"))
    if group is None:
        reasons.append(_("请选择这次比武的评委组"))
    if person_id and person is None:
        reasons.append(_("请选择区内干部"))
    if not person_id and not (name.strip() and work_text.strip()):
        reasons.append(_("请选择区内干部，或填写专家的姓名和工作单位"))
    if person is not None and account_id is None:
        reasons.append(_("%(name)s还没有账号，请先由安全管理员开设") % {"name": person.name})
    standing = Judge.objects.standing().filter(contest=contest)
    seated = standing.filter(state__in=[JudgeState.INVITED, JudgeState.ACCEPTED])
    if person is not None and seated.filter(person=person).exists():
        reasons.append(_("该同志已是这次比武的评委"))
    return reasons


@transaction.atomic
def answer_invitation(
    *,
    actor: Actor,
    judge_id: int,
    accepts: bool,
    reason: str,
    on: date,
    at: datetime,
    absent_from: Iterable[int] = (),
) -> Judge:
    """接受或谢绝, once, by the judge; who accepts says at which stages one cannot sit."""
    rows = Judge.objects.standing().select_for_update(of=("self",)).select_related("contest")
    judge = ANSWER_INVITATION.one(actor, rows, pk=judge_id)
    if judge.state != JudgeState.INVITED:
        raise Refused(_("这份邀请已经答复过"))
    judge.state = JudgeState.ACCEPTED if accepts else JudgeState.DECLINED
    judge.answered_at = at
    judge.end_reason = "" if accepts else reason.strip()
    judge.version += 1
    judge.save(update_fields=["state", "answered_at", "end_reason", "version"])
    if not accepts:
        _end_role(actor, judge, on=on, reason=reason.strip() or str(judge.get_state_display()))
    record(
        actor=actor,
        deed=INVITATION_ANSWERED,
        subject=judge,
        detail={
            "judge": str(judge),
            "answer": JudgeState(judge.state).label,
            "contest": judge.contest.title,
        },
        reason=reason.strip(),
    )
    if accepts and absent_from:
        set_absences(actor=actor, judge_id=judge_id, stage_ids=absent_from, reason=reason, at=at)
    tell_answered(actor=actor, judge=judge)
    sound_alarm(actor=actor, contest=judge.contest)
    return judge


@transaction.atomic
def remove_judge(
    *, actor: Actor, judge_id: int, reason: str, on: date, at: datetime
) -> tuple[Judge, int]:
    """退出评审 in the middle: what is signed stays and is marked, the rest goes to others or is missing.

    Returns how many assignments others took over.
    """
    rows = Judge.objects.standing().select_for_update(of=("self",)).select_related("contest")
    judge = KEEP_JUDGES.one(actor, rows, pk=judge_id)
    reasons = []
    if judge.state not in {JudgeState.INVITED, JudgeState.ACCEPTED}:
        reasons.append(_("该评委已不在评审中"))
    if not reason.strip():
        reasons.append(_("请写明评委退出的理由"))
    if judge.account_id == actor.account_id and actor.account_id:
        reasons.append(_("不能办理本人的评委事项"))
    if reasons:
        raise Refused(reasons)
    judge.state, judge.ended_at, judge.end_reason = JudgeState.REMOVED, at, reason.strip()
    judge.version += 1
    judge.save(update_fields=["state", "ended_at", "end_reason", "version"])
    given = list(
        judge.assignments.select_for_update(of=("self",)).filter(state=AssignmentState.ASSIGNED)
    )
    signed = set(
        judge.assignments.filter(sheet__state=SheetState.SIGNED).values_list("pk", flat=True)
    )
    unsigned = [row for row in given if row.pk not in signed]
    for row in unsigned:
        row.state, row.ended_at, row.ended_by = AssignmentState.DROPPED, at, actor.name
        row.end_reason = reason.strip()
        row.save(update_fields=["state", "ended_at", "ended_by", "end_reason"])
    _end_role(actor, judge, on=on, reason=reason.strip())
    taken = fill_gaps(actor=actor, contest=judge.contest)
    record(
        actor=actor,
        deed=JUDGE_REMOVED,
        subject=judge,
        detail={
            "judge": str(judge),
            "contest": judge.contest.title,
            "signed": len(signed),
            "open": len(unsigned),
        },
        reason=reason.strip(),
    )
    sound_alarm(actor=actor, contest=judge.contest)
    return judge, taken


def _end_role(actor: Actor, judge: Judge, *, on: date, reason: str) -> None:
    if judge.grant_id is not None:
        end_in_matter(actor=actor, grant_id=judge.grant_id, on=on, reason=reason)
