"""Paper: score sheets to fill in, and after sealing the sign-off sheet with every commitment."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from qingmiao.engines.documents.services import write_docx, write_pdf
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.selection.contests.models import Stage
from qingmiao.selection.judging.deeds import SHEETS_PRINTED
from qingmiao.selection.judging.enums import SheetState, SittingState
from qingmiao.selection.judging.models import Assignment
from qingmiao.selection.judging.permissions import RUN_STAGES
from qingmiao.selection.judging.queries.marks import owed, state_of
from qingmiao.selection.judging.queries.sheet import measures_of, sitting_of
from qingmiao.selection.judging.rules.commitment import seal_of
from qingmiao.selection.judging.rules.papers import blank_sheets, sign_off

SIGNATURE = "赛务组"  # not interface: who signs


@transaction.atomic
def print_sheets(
    *, actor: Actor, stage_id: int, as_pdf: bool, address: Callable[[str], str], on: date
) -> tuple[str, bytes]:
    """打印; ``address`` leads from a sealed digest to the page that compares it. No mark stands on either paper: before sealing they are open, afterwards they are bound."""
    stage = RUN_STAGES.one(actor, Stage.objects.standing().select_related("contest"), pk=stage_id)
    rows = [row for row in owed(contest_id=stage.contest_id) if row.stage_id == stage.pk]
    signed = list(
        Assignment.objects.filter(stage=stage, sheet__state=SheetState.SIGNED)
        .select_related("judge", "entry", "sheet")
        .order_by("entry__plate_no", "judge__number")
    )
    sitting = sitting_of(stage.pk)
    title, name = stage.contest.title, stage.name
    if sitting is not None and sitting.state == SittingState.CLOSED:
        digest = seal_of(row.sheet.commitment for row in signed)
        document = sign_off(
            title=title,
            stage=name,
            sheets=[
                (
                    str(row.entry.plate_no),
                    row.judge.label,
                    f"{timezone.localtime(row.sheet.signed_at):%m-%d %H:%M:%S}",
                    row.sheet.commitment,
                )
                for row in signed
            ],
            missing=sum(state_of(row) != SheetState.SIGNED for row in rows),
            digest=digest,
            address=address(digest),
            signature=SIGNATURE,
            dated=on,
        )
    else:
        by_judge: dict[str, list[str]] = {}
        for row in rows:
            by_judge.setdefault(f"{row.judge.label} {row.judge.name}", []).append(
                str(row.entry.plate_no)
            )
        document = blank_sheets(
            title=title,
            stage=name,
            criteria=[measure.name for measure in measures_of(stage.pk)],
            owed=sorted(by_judge.items()),
            signature=SIGNATURE,
            dated=on,
        )
    write = write_pdf if as_pdf else write_docx
    record(
        actor=actor,
        deed=SHEETS_PRINTED,
        subject=stage,
        detail={"stage": str(stage), "count": len(rows)},
    )
    return f"judging-{stage.pk}", write(document)
