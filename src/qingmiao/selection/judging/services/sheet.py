"""A judge's own sheet: drafted as one types, signed once, bound by its hash."""

import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.judging.contracts import Measure
from qingmiao.selection.judging.deeds import SHEET_BEGUN, SHEET_SIGNED
from qingmiao.selection.judging.enums import SheetState
from qingmiao.selection.judging.models import Assignment, DraftMark, Score, Sheet
from qingmiao.selection.judging.permissions import MARK
from qingmiao.selection.judging.queries.sheet import facts_of, measures_of
from qingmiao.selection.judging.rules.commitment import commitment_of, text_of
from qingmiao.selection.judging.rules.sheet import (
    flaws_of_marks,
    flaws_of_signing,
    read_mark,
)

LONGEST = 12
SALT = 16


def detail_of(row: Assignment) -> dict[str, str]:
    return {
        "stage": str(row.stage),
        "judge": row.judge.label,
        "plate": str(row.entry.plate_no),
    }


def _locked(actor: Actor, assignment_id: int) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "judge__contest", "judge__group", "stage", "entry"
    )
    return MARK.one(actor, rows, pk=assignment_id)


def sheet_of(actor: Actor, row: Assignment) -> Sheet:
    """The sheet of a locked assignment, begun if there is none."""
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(assignment=row).first()
    if sheet is None:
        sheet = Sheet(assignment=row)
        sheet.save(force_insert=True)
        record(actor=actor, deed=SHEET_BEGUN, subject=sheet, detail=detail_of(row))
    return sheet


@transaction.atomic
def keep_marks(
    *, actor: Actor, assignment_id: int, typed: Mapping[int, str], sequence: int | None
) -> int:
    """暂存 as typed, right or wrong. Of two writes the one pressed later stays, whichever comes last.

    ``sequence`` counts the presses of one page and never a clock; without one (no script) it is the next.
    Returns the sequence that stands.
    """
    row = _locked(actor, assignment_id)
    reasons = list(flaws_of_signing(facts_of(row)))
    if reasons:
        raise Refused(reasons)
    sheet = sheet_of(actor, row)
    known = {measure.criterion_id for measure in measures_of(row.stage_id)}
    standing = {draft.criterion_id: draft for draft in DraftMark.objects.filter(sheet=sheet)}
    newest = max((draft.sequence for draft in standing.values()), default=0)
    number = newest + 1 if sequence is None else sequence
    for criterion_id in sorted(known & set(typed)):
        draft = standing.get(criterion_id) or DraftMark(sheet=sheet, criterion_id=criterion_id)
        if draft.pk is None or number >= draft.sequence:
            draft.text, draft.sequence = typed[criterion_id].strip()[:LONGEST], number
            draft.save()
    return max(newest, number)


@transaction.atomic
def sign_sheet(*, actor: Actor, assignment_id: int, typed: Mapping[int, str]) -> Sheet:
    """签名: the marks enter for good and the sheet is closed, or nothing happens and every reason is told.

    The assignment is locked first: a second press, a second device, a recusal and the sealing of the stage
    all wait for it. The moment is the database's, whatever the tablet believes.
    """
    row = _locked(actor, assignment_id)
    measures = measures_of(row.stage_id)
    reasons = list(flaws_of_signing(facts_of(row)))
    if not reasons:
        reasons = list(flaws_of_marks(measures, typed))
    if reasons:
        raise Refused(reasons)
    sheet = sheet_of(actor, row)
    close(sheet, row, measures, typed, signed_by=actor.name)
    record(
        actor=actor,
        deed=SHEET_SIGNED,
        subject=sheet,
        detail=detail_of(row) | {"commitment": sheet.commitment},
    )
    return sheet


def close(
    sheet: Sheet,
    row: Assignment,
    measures: Iterable[Measure],
    typed: Mapping[int, str],
    *,
    signed_by: str,
) -> None:
    """Bind, close and fill the sheet. Told by the deed of whoever calls: a signature, a confirmation."""
    marks = {
        measure: value
        for measure in measures
        if (value := read_mark(typed.get(measure.criterion_id, ""))) is not None
    }
    sheet.salt = secrets.token_hex(SALT)
    sheet.commitment = commitment_of(
        text_of(
            salt=sheet.salt,
            contest=row.judge.contest.title,
            stage=row.stage.name,
            plate=str(row.entry.plate_no),
            judge=row.judge.label,
            marks={measure.name: value for measure, value in marks.items()},
        )
    )
    sheet.state, sheet.signed_by = SheetState.SIGNED, signed_by
    sheet.save()
    sheet.refresh_from_db(fields=["signed_at"])
    for measure, value in marks.items():
        Score(sheet=sheet, criterion_id=measure.criterion_id, value=value).save(force_insert=True)
