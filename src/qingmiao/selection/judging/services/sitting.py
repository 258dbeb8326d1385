"""A stage is opened for marking, and sealed for good."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.contests.models import Stage
from qingmiao.selection.judging.deeds import SITTING_OPENED, SITTING_SEALED
from qingmiao.selection.judging.enums import (
    AssignmentState,
    CorrectionState,
    SheetState,
    SittingState,
)
from qingmiao.selection.judging.models import Assignment, Correction, Judge, Sheet, Sitting
from qingmiao.selection.judging.permissions import RUN_STAGES
from qingmiao.selection.judging.queries.console import shortages_of
from qingmiao.selection.judging.queries.marks import owed
from qingmiao.selection.judging.queries.sheet import measures_of, sitting_of
from qingmiao.selection.judging.rules.commitment import seal_of
from qingmiao.selection.judging.services.telling import tell_begun


def _stage(actor: Actor, stage_id: int) -> Stage:
    rows = Stage.objects.standing().select_for_update(of=("self",)).select_related("contest")
    return RUN_STAGES.one(actor, rows, pk=stage_id)


@transaction.atomic
def open_sitting(*, actor: Actor, stage_id: int) -> Sitting:
    """开始评分 once everybody is assigned and every entry has enough judges."""
    stage = _stage(actor, stage_id)
    given = Assignment.objects.filter(stage=stage, state=AssignmentState.ASSIGNED)
    short = [each for each in shortages_of(contest_id=stage.contest_id) if each.stage == stage.name]
    reasons = []
    if stage.contest.state != ContestState.JUDGING:
        reasons.append(_("比武进入评审阶段后才能开始评分"))
    if sitting_of(stage.pk) is not None:
        reasons.append(_("这个环节已经开始评分"))
    if not measures_of(stage.pk):
        reasons.append(_("这个环节还没有评分要素"))
    if not given.exists():
        reasons.append(_("这个环节还没有分派评委"))
    reasons += [
        _("%(plate)d 号在“%(group)s”只有 %(assigned)d 名评委，至少 %(fewest)d 名")
        % {
            "plate": each.plate,
            "group": each.group,
            "assigned": each.assigned,
            "fewest": each.fewest,
        }
        for each in short[:5]
    ]
    if reasons:
        raise Refused(reasons)
    sitting = Sitting(stage=stage, opened_by=actor.name)
    sitting.save(force_insert=True)
    record(actor=actor, deed=SITTING_OPENED, subject=sitting, detail={"stage": str(stage)})
    judges = Judge.objects.filter(pk__in=given.values("judge_id")).order_by("pk")
    tell_begun(actor=actor, judges=list(judges), stage=str(stage))
    return sitting


@transaction.atomic
def seal_sitting(*, actor: Actor, stage_id: int, reason: str, at: datetime) -> Sitting:
    """封存: no sheet is signed after this; the digest of all commitments goes to the ledger.

    Every assignment of the stage is locked first, so a judge who is signing either is counted or comes late.
    """
    stage = _stage(actor, stage_id)
    list(
        Assignment.objects.select_for_update(of=("self",))
        .filter(stage=stage)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    sitting = Sitting.objects.select_for_update(of=("self",)).filter(stage=stage).first()
    missing = sum(
        1
        for row in owed(contest_id=stage.contest_id).filter(stage=stage)
        if not (hasattr(row, "sheet") and row.sheet.state == SheetState.SIGNED)
    )
    waiting = Correction.objects.filter(
        sheet__assignment__stage=stage, state=CorrectionState.ASKED
    ).count()
    reasons = []
    if sitting is None:
        raise Refused(_("这个环节还没有开始评分"))
    if sitting.state == SittingState.CLOSED:
        reasons.append(_("这个环节已经封存"))
    if missing and not reason.strip():
        reasons.append(_("还有 %(count)d 份没有签名，封存须写明理由") % {"count": missing})
    if waiting:
        reasons.append(_("还有 %(count)d 项更正待复签") % {"count": waiting})
    if reasons:
        raise Refused(reasons)
    sheets = Sheet.objects.filter(assignment__stage=stage, state=SheetState.SIGNED)
    bound = list(sheets.values_list("commitment", flat=True))
    sitting.state, sitting.closed_at, sitting.closed_by = SittingState.CLOSED, at, actor.name
    sitting.close_reason = reason.strip()
    sitting.save(update_fields=["state", "closed_at", "closed_by", "close_reason"])
    record(
        actor=actor,
        deed=SITTING_SEALED,
        subject=sitting,
        detail={
            "stage": str(stage),
            "signed": len(bound),
            "missing": missing,
            "digest": seal_of(bound),
        },
        reason=reason.strip(),
    )
    return sitting
