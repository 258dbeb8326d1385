"""不能到场: stages at which a judge cannot sit, said by the judge or by the desk for the judge."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.judging.deeds import ABSENCE_STATED, ABSENCE_WITHDRAWN
from qingmiao.selection.judging.enums import AssignmentState, JudgeState
from qingmiao.selection.judging.models import Absence, Judge, Sitting
from qingmiao.selection.judging.permissions import STATE_ABSENCE
from qingmiao.selection.judging.services.assignment import fill_gaps
from qingmiao.selection.judging.services.telling import sound_alarm

CANNOT_SIT = "评委不能到场"  # not interface: kept as written


@transaction.atomic
def set_absences(
    *, actor: Actor, judge_id: int, stage_ids: Iterable[int], reason: str, at: datetime
) -> int:
    """The stages a judge cannot sit at, as they stand from now on: what is new is stated, what is left out
    is withdrawn. Only stages that have not opened. What the judge was to mark there goes to others.

    Contest, stages and judge are locked in this order, so a stage does not open and nobody is assigned
    meanwhile. Returns how many assignments others took over.
    """
    seat = STATE_ABSENCE.one(actor, Judge.objects.standing(), pk=judge_id)
    contest = Contest.objects.select_for_update(of=("self",), no_key=True).get(pk=seat.contest_id)
    rows = Stage.objects.standing().select_for_update(of=("self",), no_key=True)
    stages = {stage.pk: stage for stage in rows.filter(contest=contest).order_by("order", "pk")}
    judge = STATE_ABSENCE.one(
        actor, Judge.objects.standing().select_for_update(of=("self",)), pk=judge_id
    )
    wanted = set(stage_ids)
    standing = {row.stage_id: row for row in judge.absences.filter(withdrawn_at__isnull=True)}
    opened = set(Sitting.objects.filter(stage__in=stages).values_list("stage_id", flat=True))
    stated = [pk for pk in stages if pk in wanted - standing.keys()]
    withdrawn = [pk for pk in stages if pk in standing.keys() - wanted]
    is_own = bool(actor.account_id) and judge.account_id == actor.account_id
    reasons = []
    if judge.state not in {JudgeState.INVITED, JudgeState.ACCEPTED}:
        reasons.append(_("该评委已不在评审中"))
    if wanted - stages.keys():
        reasons.append(_("请选择这次比武的环节"))
    reasons += [
        _("“%(stage)s”已经开始评分，不能再登记或撤回；请办理回避或退出")
        % {"stage": stages[pk].name}
        for pk in stated + withdrawn
        if pk in opened
    ]
    if not is_own and not reason.strip():
        reasons.append(_("代评委登记须写明理由"))
    if reasons:
        raise Refused(reasons)
    _withdraw([standing[pk] for pk in withdrawn], actor, at)
    Absence.objects.bulk_create(
        [
            Absence(
                judge=judge, stage=stages[pk], reason=reason.strip(), is_for_judge=not is_own,
                stated_by=actor.name,
            )
            for pk in stated
        ]
    )  # fmt: skip
    taken = _freed(actor, judge, contest, stated, reason.strip() or CANNOT_SIT, at)
    for deed, found in ((ABSENCE_STATED, stated), (ABSENCE_WITHDRAWN, withdrawn)):
        if found:
            names = "、".join(stages[pk].name for pk in found)
            record(
                actor=actor, deed=deed, subject=judge, reason=reason.strip(),
                detail={"judge": judge.label, "stages": names},
            )  # fmt: skip
    if stated or withdrawn:
        sound_alarm(actor=actor, contest=contest)
    return taken


def _freed(
    actor: Actor, judge: Judge, contest: Contest, stage_ids: list[int], reason: str, at: datetime
) -> int:
    given = judge.assignments.select_for_update(of=("self",)).filter(
        stage__in=stage_ids, state=AssignmentState.ASSIGNED
    )
    dropped = given.update(
        state=AssignmentState.DROPPED, ended_at=at, ended_by=actor.name, end_reason=reason
    )
    return fill_gaps(actor=actor, contest=contest) if dropped else 0


def _withdraw(rows: Iterable[Absence], actor: Actor, at: datetime) -> None:
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = at, actor.name
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
