"""纸质评分: keyed by one person, confirmed by another who can change nothing."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.judging.deeds import PAPER_KEYED, PAPER_RETURNED, SHEET_SIGNED
from qingmiao.selection.judging.enums import SheetState
from qingmiao.selection.judging.models import Assignment, DraftMark, Sheet
from qingmiao.selection.judging.permissions import KEY_PAPER
from qingmiao.selection.judging.queries.sheet import facts_of, measures_of, typed_of
from qingmiao.selection.judging.rules.sheet import flaws_of_marks, flaws_of_writing
from qingmiao.selection.judging.services.sheet import close, detail_of, sheet_of


def _locked(actor: Actor, assignment_id: int) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "judge__contest", "judge__group", "stage", "entry"
    )
    return KEY_PAPER.one(actor, rows, pk=assignment_id)


@transaction.atomic
def key_paper(*, actor: Actor, assignment_id: int, typed: Mapping[int, str]) -> Sheet:
    """录入 what stands on the paper. It counts for nothing until a second person has confirmed it."""
    row = _locked(actor, assignment_id)
    reasons = list(flaws_of_writing(facts_of(row)))
    if not reasons:
        reasons = list(flaws_of_marks(measures_of(row.stage_id), typed))
    if row.judge.account_id == actor.account_id and actor.account_id:
        reasons.append(_("评委本人请在评分页签名"))
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(assignment=row).first()
    if sheet is not None and sheet.state == SheetState.KEYED:
        reasons.append(_("这份评分表已经录入，正待复核"))
    if reasons:
        raise Refused(reasons)
    sheet = sheet_of(actor, row)
    sheet.state, sheet.is_paper = SheetState.KEYED, True
    sheet.keyed_by_account, sheet.keyed_by = actor.account_id, actor.name
    sheet.return_reason = ""
    sheet.save(update_fields=["state", "is_paper", "keyed_by_account", "keyed_by", "return_reason"])
    _put(sheet, typed)
    record(actor=actor, deed=PAPER_KEYED, subject=sheet, detail=detail_of(row))
    return sheet


def _put(sheet: Sheet, typed: Mapping[int, str]) -> None:
    """What was keyed takes the place of every draft."""
    standing = {draft.criterion_id: draft for draft in DraftMark.objects.filter(sheet=sheet)}
    newest = max((draft.sequence for draft in standing.values()), default=0)
    for criterion_id, text in typed.items():
        draft = standing.get(criterion_id) or DraftMark(sheet=sheet, criterion_id=criterion_id)
        draft.text, draft.sequence = text.strip()[:12], newest + 1
        draft.save()


def _waiting(actor: Actor, assignment_id: int) -> tuple[Assignment, Sheet]:
    row = _locked(actor, assignment_id)
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(assignment=row).first()
    if sheet is None or sheet.state != SheetState.KEYED:
        raise Refused(_("这份评分表没有待复核的录入"))
    if actor.account_id in {sheet.keyed_by_account, row.judge.account_id}:
        raise Refused(_("录入人和评委本人不能复核"))
    return row, sheet


@transaction.atomic
def confirm_paper(*, actor: Actor, assignment_id: int) -> Sheet:
    """复核 by a second person: the paper says the same. The sheet is closed as it was keyed."""
    row, sheet = _waiting(actor, assignment_id)
    typed, _sequence = typed_of(row)
    measures = measures_of(row.stage_id)
    reasons = [*flaws_of_writing(facts_of(row)), *flaws_of_marks(measures, typed)]
    if reasons:
        raise Refused(reasons)
    sheet.confirmed_by_account, sheet.confirmed_by = actor.account_id, actor.name
    close(sheet, row, measures, typed, signed_by=row.judge.label)
    record(
        actor=actor,
        deed=SHEET_SIGNED,
        subject=sheet,
        detail=detail_of(row) | {"commitment": sheet.commitment},
    )
    return sheet


@transaction.atomic
def return_paper(*, actor: Actor, assignment_id: int, reason: str) -> Sheet:
    """退回: the paper says otherwise. It is keyed anew; the second person changes nothing."""
    row, sheet = _waiting(actor, assignment_id)
    if not reason.strip():
        raise Refused(_("请写明哪里与纸质评分不符"))
    sheet.state, sheet.return_reason = SheetState.RETURNED, reason.strip()
    sheet.save(update_fields=["state", "return_reason"])
    record(
        actor=actor, deed=PAPER_RETURNED, subject=sheet, detail=detail_of(row),
        reason=reason.strip(),
    )  # fmt: skip
    return sheet
