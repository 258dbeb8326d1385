"""更正: a new mark beside the old one, asked with a reason and signed by a second person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record
from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.judging.deeds import CORRECTION_ASKED, CORRECTION_DECIDED
from qingmiao.selection.judging.enums import CorrectionState, SheetState
from qingmiao.selection.judging.models import Assignment, Correction, Score, Sheet
from qingmiao.selection.judging.permissions import ASK_CORRECTION, SIGN_CORRECTION
from qingmiao.selection.judging.queries.sheet import measures_of, newest_scores
from qingmiao.selection.judging.rules.sheet import NotANumber, flaws_of_mark, read_mark
from qingmiao.selection.judging.services.sheet import detail_of
from qingmiao.selection.judging.services.telling import settle_correction, tell_correction

CORRECTABLE = (ContestState.JUDGING, ContestState.PROVISIONAL, ContestState.OBJECTION)


@transaction.atomic
def ask_correction(
    *, actor: Actor, assignment_id: int, criterion_id: int, typed: str, reason: str
) -> Correction:
    """申请更正 by the judge or the secretary. Nothing changes until somebody else has signed."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "judge__contest", "stage", "entry"
    )
    row = ASK_CORRECTION.one(actor, rows, pk=assignment_id)
    sheet = Sheet.objects.filter(assignment=row, state=SheetState.SIGNED).first()
    measure = next((m for m in measures_of(row.stage_id) if m.criterion_id == criterion_id), None)
    reasons = []
    if sheet is None:
        reasons.append(_("签名之后才需要更正，现在可以直接修改"))
    if row.judge.contest.state not in CORRECTABLE:
        reasons.append(_("比武结果确定后不能再更正评分"))
    if not reason.strip():
        reasons.append(_("请写明更正理由"))
    value = None
    if measure is None:
        reasons.append(_("请选择这个环节的评分要素"))
    else:
        try:
            value = read_mark(typed)
        except NotANumber:
            reasons.append(_("“%(criterion)s”须填写数字") % {"criterion": measure.name})
        else:
            if value is None:
                reasons.append(_("“%(criterion)s”还没有评分") % {"criterion": measure.name})
            reasons += flaws_of_mark(measure, value)
    if sheet is not None:
        open_ = Correction.objects.filter(
            sheet=sheet, criterion_id=criterion_id, state=CorrectionState.ASKED
        )
        if open_.exists():
            reasons.append(_("这一项已有待复签的更正"))
        newest = newest_scores([sheet.pk]).filter(criterion_id=criterion_id).first()
        if measure is not None and newest is None:
            reasons.append(_("这一项没有评分，无从更正"))
        elif newest is not None and newest.value == value:
            reasons.append(_("更正后的分数与原来相同"))
    if reasons or sheet is None or value is None:
        raise Refused(list(dict.fromkeys(reasons)))
    asked = Correction(
        sheet=sheet,
        criterion_id=criterion_id,
        value=value,
        reason=reason.strip(),
        asked_by_account=actor.account_id,
        asked_by=actor.name,
    )
    asked.save(force_insert=True)
    _record(actor, CORRECTION_ASKED, asked, row, reason=reason.strip())
    tell_correction(actor=actor, correction=asked)
    return asked


def _record(
    actor: Actor, deed: Deed, asked: Correction, row: Assignment, *, reason: str, **more: object
) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=asked,
        detail={**detail_of(row), "criterion": asked.criterion.name, **more},
        reason=reason,
    )


@transaction.atomic
def decide_correction(
    *, actor: Actor, correction_id: int, agrees: bool, answer: str, at: datetime
) -> Correction:
    """复签 by the secretary or the supervisor: never by the judge, never by whoever asked."""
    rows = Correction.objects.select_for_update(of=("self",)).select_related(
        "criterion",
        "sheet__assignment__judge__contest",
        "sheet__assignment__stage",
        "sheet__assignment__entry",
    )
    asked = SIGN_CORRECTION.one(actor, rows, pk=correction_id)
    row = asked.sheet.assignment
    reasons = []
    if asked.state != CorrectionState.ASKED:
        reasons.append(_("这项更正已经复签过"))
    if row.judge.contest.state not in CORRECTABLE:
        reasons.append(_("比武结果确定后不能再更正评分"))
    if not agrees and not answer.strip():
        reasons.append(_("不予更正须写明意见"))
    if reasons:
        raise Refused(reasons)
    asked.state = CorrectionState.MADE if agrees else CorrectionState.REFUSED
    asked.decided_at, asked.decided_by, asked.answer = at, actor.name, answer.strip()
    asked.decided_by_account = actor.account_id
    asked.save(update_fields=["state", "decided_at", "decided_by", "decided_by_account", "answer"])
    if agrees:
        newest = newest_scores([asked.sheet_id]).filter(criterion_id=asked.criterion_id).first()
        Score(
            sheet=asked.sheet,
            criterion_id=asked.criterion_id,
            value=asked.value,
            version=newest.version + 1 if newest else 2,
            correction=asked,
        ).save(force_insert=True)
    _record(
        actor,
        CORRECTION_DECIDED,
        asked,
        row,
        reason=answer.strip(),
        answer=CorrectionState(asked.state).label,
    )
    settle_correction(actor=actor, correction=asked)
    return asked
