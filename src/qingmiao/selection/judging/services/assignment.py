"""Who judges whom: balanced, covering, around every conflict; and a judge may step back at any time."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.contests.models import Contest, JudgeGroup, Stage
from qingmiao.selection.judging.deeds import JUDGE_RECUSED, STAGE_ASSIGNED, UNREACHED_DROPPED
from qingmiao.selection.judging.enums import (
    AssignmentState,
    ConflictKind,
    JudgeState,
    Origin,
    Severity,
    SheetState,
    SittingState,
)
from qingmiao.selection.judging.models import Assignment, Conflict, Judge, Sitting
from qingmiao.selection.judging.permissions import MARK, RUN_STAGES
from qingmiao.selection.judging.queries.absence import absent
from qingmiao.selection.judging.queries.advance import competing_in, competing_of
from qingmiao.selection.judging.queries.console import stages_of
from qingmiao.selection.judging.queries.sheet import barred, contestants, sitting_of
from qingmiao.selection.judging.rules.cover import fewest, flaws_of_competing
from qingmiao.selection.judging.rules.spreading import spread
from qingmiao.selection.judging.services.conflict import check_conflicts
from qingmiao.selection.judging.services.telling import sound_alarm

SEATED = (ContestState.DRAWING, ContestState.JUDGING)


@transaction.atomic
def assign_stage(
    *,
    actor: Actor,
    stage_id: int,
    each: int | None,
    entry_ids: Iterable[int],
    on: date,
    at: datetime,
) -> int:
    """分派 the entries to the judges of every group: ``each`` of a group per entry, or all who may.

    Conflicts are worked out anew first. What stands already stays; only what is lacking is added. The contest
    is locked, so two desks never assign at once. Only those who went on from the stages before are judged.
    Returns how many were added.
    """
    stage = RUN_STAGES.one(actor, Stage.objects.standing().select_related("contest"), pk=stage_id)
    contest = Contest.objects.select_for_update(of=("self",), no_key=True).get(pk=stage.contest_id)
    check_conflicts(actor=actor, contest_id=contest.pk, on=on, at=at)
    wanted = set(entry_ids)
    rows = [
        entry
        for entry in contestants(contest_id=contest.pk).filter(plate_no__isnull=False)
        if entry.pk in wanted
    ]
    entries = [entry.pk for entry in rows]
    groups = list(JudgeGroup.objects.standing().filter(contest=contest).order_by("pk"))
    reasons = []
    if contest.state not in SEATED:
        reasons.append(_("抽签之后、评审期间才能分派"))
    sitting = sitting_of(stage.pk)
    if sitting is not None and sitting.state == SittingState.CLOSED:
        reasons.append(_("这个环节已经封存"))
    if not groups:
        reasons.append(_("还没有评委组，请先登记评委组"))
    if not entries or len(entries) != len(wanted):
        reasons.append(_("请选择已抽号牌的选手"))
    plates = [entry.plate_no or 0 for entry in rows]
    reasons += flaws_of_competing(competing_in(stage=stage), plates)
    reasons += [
        _("“%(group)s”去极值后每个号牌至少 %(fewest)d 名评委")
        % {"group": group.name, "fewest": fewest(group.drop)}
        for group in groups
        if each is not None and each < fewest(group.drop)
    ]
    if reasons:
        raise Refused(reasons)
    added = sum(_spread(actor, stage, group, entries, each) for group in groups)
    record(
        actor=actor,
        deed=STAGE_ASSIGNED,
        subject=contest,
        detail={"stage": str(stage), "added": added, "plates": sorted(plates)},
    )
    sound_alarm(actor=actor, contest=contest)
    return added


def _spread(
    actor: Actor, stage: Stage, group: JudgeGroup, entries: list[int], each: int | None
) -> int:
    away = {judge for judge, where in absent(contest_id=stage.contest_id) if where == stage.pk}
    accepted = Judge.objects.standing().filter(group=group, state=JudgeState.ACCEPTED)
    judges = accepted.exclude(pk__in=away)
    kept = Assignment.objects.filter(
        stage=stage, judge__group=group, state=AssignmentState.ASSIGNED
    )
    signed = Assignment.objects.filter(
        stage=stage, judge__group=group, sheet__state=SheetState.SIGNED
    )
    plan = spread(
        entries=entries,
        judges=judges.values_list("pk", flat=True),
        forbidden=barred(contest_id=stage.contest_id),
        each=each,
        kept=set(kept.values_list("judge_id", "entry_id").order_by())
        | set(signed.values_list("judge_id", "entry_id").order_by()),
    )
    Assignment.objects.bulk_create(
        [
            Assignment(judge_id=judge, entry_id=entry, stage=stage, assigned_by=actor.name)
            for judge, entry in sorted(plan.pairs)
        ]
    )
    return len(plan.pairs)


def fill_gaps(*, actor: Actor, contest: Contest) -> int:
    """Entries that lost a judge get another, up to the number the formula needs; the rest stays missing.

    Part of the services that take a judge away, in their transaction and told by their deed.
    """
    added = 0
    sealed = set(
        Sitting.objects.filter(state=SittingState.CLOSED).values_list("stage_id", flat=True)
    )
    for stage in stages_of(contest_id=contest.pk):
        given = Assignment.objects.filter(stage=stage)
        entries = contestants(contest_id=contest.pk).filter(pk__in=given.values("entry_id"))
        wanted = sorted(entries.values_list("pk", flat=True))
        if stage.pk in sealed or not wanted:
            continue
        for group in JudgeGroup.objects.standing().filter(contest=contest).order_by("pk"):
            added += _spread(actor, stage, group, wanted, fewest(group.drop))
    return added


@transaction.atomic
def drop_unreached(*, actor: Actor, contest: Contest, reason: str, at: datetime) -> int:
    """Open assignments of those who, by a list decided anew, are not in a stage any more; signed sheets stay.

    Part of the service that decides the list, in its transaction.
    """
    dropped = 0
    for each in competing_of(contest=contest):
        if each.plates is None:
            continue
        rows = Assignment.objects.filter(stage_id=each.stage_id, state=AssignmentState.ASSIGNED)
        rows = rows.exclude(entry__plate_no__in=each.plates)
        dropped += rows.exclude(sheet__state=SheetState.SIGNED).update(
            state=AssignmentState.DROPPED, ended_at=at, ended_by=actor.name, end_reason=reason
        )
    record(
        actor=actor,
        deed=UNREACHED_DROPPED,
        subject=contest,
        detail={"title": contest.title, "count": dropped},
        reason=reason,
    )
    return dropped


@transaction.atomic
def recuse(*, actor: Actor, assignment_id: int, kind: str, reason: str, at: datetime) -> int:
    """回避 by the judge, at any time before signing. The pair never meets again; others fill in.

    Returns how many assignments others took over.
    """
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "judge__contest", "stage", "entry", "sheet"
    )
    row = MARK.one(actor, rows, pk=assignment_id)
    sheet = getattr(row, "sheet", None)
    reasons = []
    if row.state != AssignmentState.ASSIGNED:
        reasons.append(_("这个号牌没有分派给您"))
    if sheet is not None and sheet.state == SheetState.SIGNED:
        reasons.append(_("已经签名的评分表不能再回避，请向赛务说明"))
    if not reason.strip():
        reasons.append(_("请写明回避理由"))
    if kind not in ConflictKind.values:
        reasons.append(_("请选择回避情形"))
    if reasons:
        raise Refused(reasons)
    same = Assignment.objects.select_for_update(of=("self",)).filter(
        judge=row.judge, entry=row.entry, state=AssignmentState.ASSIGNED
    )
    for each in same.exclude(sheet__state=SheetState.SIGNED):
        each.state, each.ended_at, each.ended_by = AssignmentState.RECUSED, at, actor.name
        each.end_reason = reason.strip()
        each.save(update_fields=["state", "ended_at", "ended_by", "end_reason"])
    known = Conflict.objects.filter(
        judge=row.judge, entry=row.entry, kind=kind, lifted_at__isnull=True
    )
    if not known.exists():
        Conflict.objects.create(
            judge=row.judge,
            entry=row.entry,
            kind=kind,
            severity=Severity.HARD,
            origin=Origin.JUDGE,
            because=reason.strip(),
        )
    taken = fill_gaps(actor=actor, contest=row.judge.contest)
    record(
        actor=actor,
        deed=JUDGE_RECUSED,
        subject=row,
        detail={
            "judge": row.judge.label,
            "plate": str(row.entry.plate_no),
            "stage": str(row.stage),
        },
        reason=reason.strip(),
    )
    sound_alarm(actor=actor, contest=row.judge.contest)
    return taken
