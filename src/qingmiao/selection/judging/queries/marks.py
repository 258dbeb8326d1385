"""What a result is computed from."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from qingmiao.engines.scoring.contracts import Mark
from qingmiao.selection.contests.enums import EntryState
from qingmiao.selection.contests.models import Entry, Stage
from qingmiao.selection.judging.contracts import JudgeLine, MissingSheet
from qingmiao.selection.judging.enums import AssignmentState, SheetState
from qingmiao.selection.judging.models import Advancement, Assignment, Judge, Score, Sheet

OUT = (EntryState.FAILED, EntryState.WITHDRAWN, EntryState.DISQUALIFIED)


def marks_of(*, contest_id: int) -> list[Mark]:
    """The marks that count, in one question: of signed sheets, the newest version of each.

    Entries go by plate, judges by label, the rest by name, as in the frozen rule. Whoever withdrew or was
    disqualified is not among them, but for the stages such an entry had gone on from: who went on is said
    once, and without these marks others would seem to follow. Sheets signed by a judge who left later stay.
    """
    newer = Score.objects.filter(
        sheet=OuterRef("sheet"), criterion=OuterRef("criterion"), version__gt=OuterRef("version")
    )
    found = (
        Score.objects.filter(
            sheet__state=SheetState.SIGNED,
            sheet__assignment__stage__contest_id=contest_id,
            sheet__assignment__entry__voided_at__isnull=True,
            sheet__assignment__entry__plate_no__isnull=False,
        )
        .filter(~Exists(newer))
        .select_related(
            "criterion",
            "sheet__assignment__entry",
            "sheet__assignment__stage",
            "sheet__assignment__judge__group",
        )
        .order_by("pk")
    )
    marks = list(found)
    gone = any(score.sheet.assignment.entry.state in OUT for score in marks)
    left = left_of(contest_id=contest_id) if gone else {}
    return [_mark(score) for score in marks if _counts(score, left)]


def _counts(score: Score, left: Mapping[str, Stage]) -> bool:
    assignment = score.sheet.assignment
    if assignment.entry.state not in OUT:
        return True
    last = left.get(str(assignment.entry.plate_no))
    return last is not None and assignment.stage.order <= last.order


def standing_lists(*, contest_id: int) -> list[Advancement]:
    """Of every stage the list of who goes on that counts: the newest; in the order of stages."""
    rows = Advancement.objects.filter(stage__contest_id=contest_id).select_related("stage")
    order = ("stage__order", "stage_id")
    return list(rows.order_by(*order, "-number").distinct(*order))


def left_of(*, contest_id: int) -> dict[str, Stage]:
    """Who left after going on: plate, and the last stage the entry had gone on from."""
    out = Entry.objects.filter(
        contest_id=contest_id, plate_no__isnull=False, voided_at__isnull=True, state__in=OUT
    )
    plates = {str(no) for no in out.values_list("plate_no", flat=True).order_by()}
    return {
        str(plate): row.stage
        for row in standing_lists(contest_id=contest_id)
        for plate in row.plates
        if str(plate) in plates
    }


def order_of_signing(*, contest_id: int) -> dict[tuple[str, str, str], tuple[datetime, int]]:
    """By stage, label and plate: when a judge signed. Paper was keyed in an order that tells nothing."""
    rows = Sheet.objects.filter(
        assignment__stage__contest_id=contest_id, state=SheetState.SIGNED, is_paper=False
    ).select_related("assignment__judge", "assignment__entry", "assignment__stage")
    return {
        (
            row.assignment.stage.name,
            row.assignment.judge.label,
            str(row.assignment.entry.plate_no),
        ): (
            row.signed_at,
            row.pk,
        )
        for row in rows
        if row.signed_at is not None
    }


def _mark(score: Score) -> Mark:
    assignment = score.sheet.assignment
    return Mark(
        row=score.pk,
        entry=str(assignment.entry.plate_no),
        judge=assignment.judge.label,
        criterion=score.criterion.name,
        score=score.value,
        stage=assignment.stage.name,
        group=assignment.judge.group.name,
    )


def owed(*, contest_id: int) -> QuerySet[Assignment]:
    """Assignments that stand for entries that stand, whether signed or not."""
    return (
        Assignment.objects.filter(
            stage__contest_id=contest_id,
            stage__voided_at__isnull=True,
            state=AssignmentState.ASSIGNED,
            entry__voided_at__isnull=True,
            entry__plate_no__isnull=False,
        )
        .exclude(entry__state__in=OUT)
        .select_related("stage", "entry", "judge__group", "sheet")
        .order_by("stage__order", "entry__plate_no", "judge__number")
    )


def missing_of(*, contest_id: int) -> list[MissingSheet]:
    """Sheets that are owed and not signed, stage by stage, in one question."""
    unsigned = owed(contest_id=contest_id).filter(
        Q(sheet__isnull=True) | ~Q(sheet__state=SheetState.SIGNED)
    )
    return [
        MissingSheet(
            assignment_id=row.pk,
            stage=row.stage.name,
            entry=str(row.entry.plate_no),
            judge=row.judge.label,
            group=row.judge.group.name,
            state=state_of(row),
        )
        for row in unsigned
    ]


def state_of(row: Assignment) -> str:
    """How far the sheet of an assignment is; an empty text where it was not begun."""
    sheet = getattr(row, "sheet", None)
    return sheet.state if sheet else ""


def judges_of(contest_id: int) -> list[JudgeLine]:
    """Every judge of a contest, those who left too, with how many sheets each owes and has signed."""
    standing = Q(assignments__state=AssignmentState.ASSIGNED)
    signed = Q(assignments__sheet__state=SheetState.SIGNED)
    rows = (
        Judge.objects.standing()
        .filter(contest_id=contest_id)
        .select_related("group")
        .annotate(
            assigned=Count("assignments", filter=standing | signed, distinct=True),
            signed=Count("assignments", filter=signed, distinct=True),
        )
        .order_by("number")
    )
    return [
        JudgeLine(
            judge_id=row.pk,
            label=row.label,
            name=row.name,
            work_text=row.work_text,
            group=row.group.name,
            state=row.state,
            signed=row.signed,
            assigned=row.assigned,
        )
        for row in rows
    ]
