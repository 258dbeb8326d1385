"""One assignment as its judge and its rules see it."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.models import Criterion, Entry, Stage
from qingmiao.selection.contests.rules.formula import levels_in
from qingmiao.selection.judging.contracts import Measure, PlateLine, SheetFacts
from qingmiao.selection.judging.enums import AssignmentState, JudgeState, Severity, SheetState
from qingmiao.selection.judging.models import (
    Assignment,
    Conflict,
    DraftMark,
    Judge,
    Score,
    Sheet,
    Sitting,
)
from qingmiao.selection.judging.permissions import ANSWER_INVITATION, MARK
from qingmiao.selection.judging.queries.marks import OUT, state_of
from qingmiao.selection.judging.rules.commitment import text_of

NEIGHBOURS = ("judge__group", "judge__contest", "stage", "entry__person", "entry__unit", "sheet")


def mine(*, actor: Actor) -> QuerySet[Judge]:
    """Invitations and seats of the reader, newest contest first."""
    rows = Judge.objects.standing().select_related("contest", "group")
    return ANSWER_INVITATION.rows(actor, rows).order_by("-contest__begins", "-pk")


def marking(*, actor: Actor) -> QuerySet[Assignment]:
    rows = Assignment.objects.select_related(*NEIGHBOURS)
    return MARK.rows(actor, rows).order_by("stage__order", "entry__plate_no")


def plates_of(*, actor: Actor, stage: Stage) -> list[PlateLine]:
    """The plates one is to mark in a stage, in drawn order; names only where the stage is not blind."""
    rows = marking(actor=actor).filter(stage=stage, state=AssignmentState.ASSIGNED)
    standing = rows.filter(entry__voided_at__isnull=True, entry__plate_no__isnull=False)
    return [
        PlateLine(
            assignment_id=row.pk,
            plate=row.entry.plate_no or 0,
            who=shown_name(row.entry, stage),
            state=state_of(row),
        )
        for row in standing.exclude(entry__state__in=OUT)
    ]


def shown_name(entry: Entry, stage: Stage) -> str:
    """What the phase allows a judge to know of a contestant beside the plate."""
    return "" if stage.is_blind else f"{entry.person} {entry.unit}"


def sitting_of(stage_id: int) -> Sitting | None:
    return Sitting.objects.filter(stage_id=stage_id).first()


def measures_of(stage_id: int) -> list[Measure]:
    rows = Criterion.objects.standing().filter(stage_id=stage_id).order_by("position", "pk")
    return [
        Measure(
            criterion_id=row.pk,
            name=row.name,
            lowest=row.lowest,
            highest=row.highest,
            step=row.step,
            is_required=row.is_required,
            levels=levels_in(row.levels),
        )
        for row in rows
    ]


def facts_of(row: Assignment) -> SheetFacts:
    """Asked after the assignment is locked: whoever seals the stage waits for that lock."""
    sheet = Sheet.objects.filter(assignment=row).first()
    sitting = sitting_of(row.stage_id)
    return SheetFacts(
        sheet_state=sheet.state if sheet else "",
        sitting_state=sitting.state if sitting else "",
        contest_state=row.judge.contest.state,
        assignment_state=row.state,
        judge_state=row.judge.state,
        entry_is_out=row.entry.is_void or row.entry.state in OUT,
        has_hard_conflict=Conflict.objects.filter(
            judge_id=row.judge_id,
            entry_id=row.entry_id,
            severity=Severity.HARD,
            lifted_at__isnull=True,
        ).exists(),
    )


def typed_of(row: Assignment) -> tuple[dict[int, str], int]:
    """What stands on the draft by criterion, and the highest sequence seen."""
    drafts = list(DraftMark.objects.filter(sheet__assignment=row))
    return {d.criterion_id: d.text for d in drafts}, max((d.sequence for d in drafts), default=0)


def newest_scores(sheets: Iterable[int]) -> QuerySet[Score]:
    """The mark that counts of each criterion of these sheets."""
    newer = Score.objects.filter(
        sheet=OuterRef("sheet"), criterion=OuterRef("criterion"), version__gt=OuterRef("version")
    )
    found = Score.objects.filter(sheet__in=list(sheets)).filter(~Exists(newer))
    return found.select_related("criterion").order_by("criterion__position", "criterion_id")


def scores_of(row: Assignment) -> list[Score]:
    sheet = getattr(row, "sheet", None)
    return list(newest_scores([sheet.pk])) if sheet else []


def first_marks(sheet: Sheet) -> dict[str, Decimal]:
    """What the judge signed, before any correction: what the commitment binds."""
    rows = Score.objects.filter(sheet=sheet, version=1).select_related("criterion")
    return {row.criterion.name: row.value for row in rows}


def bound_text(sheet: Sheet) -> str:
    """The text whose hash is the sheet's commitment."""
    row = sheet.assignment
    return text_of(
        salt=sheet.salt,
        contest=row.judge.contest.title,
        stage=row.stage.name,
        plate=str(row.entry.plate_no),
        judge=row.judge.label,
        marks=first_marks(sheet),
    )


def others_of(*, actor: Actor, row: Assignment) -> list[tuple[str, list[Score]]] | None:
    """What others marked on the same plate, once one's own is in; ``None`` while it stays closed.

    In a blind stage it stays closed until the stage is sealed.
    """
    sheet = getattr(row, "sheet", None)
    if sheet is None or sheet.state != SheetState.SIGNED or not MARK.allows(actor, row):
        return None
    sitting = sitting_of(row.stage_id)
    if row.stage.is_blind and (sitting is None or sitting.state != "closed"):
        return None
    rows = (
        Assignment.objects.filter(
            stage_id=row.stage_id, entry_id=row.entry_id, sheet__state=SheetState.SIGNED
        )
        .exclude(pk=row.pk)
        .select_related("judge", "sheet")
        .order_by("judge__number")
    )
    scores = list(newest_scores([each.sheet.pk for each in rows]))
    return [(r.judge.label, [s for s in scores if s.sheet_id == r.sheet.pk]) for r in rows]


def seats(*, contest_id: int) -> QuerySet[Judge]:
    """Judges who take part: invited or accepted."""
    return (
        Judge.objects.standing()
        .filter(contest_id=contest_id, state__in=[JudgeState.INVITED, JudgeState.ACCEPTED])
        .select_related("group", "person", "contest")
        .order_by("number")
    )


def contestants(*, contest_id: int) -> QuerySet[Entry]:
    """Entries that are judged: standing, not out."""
    return (
        Entry.objects.standing()
        .filter(contest_id=contest_id)
        .exclude(state__in=OUT)
        .select_related("person", "unit")
        .order_by("plate_no", "pk")
    )


def standing_conflicts(*, contest_id: int) -> QuerySet[Conflict]:
    return (
        Conflict.objects.filter(judge__contest_id=contest_id, lifted_at__isnull=True)
        .select_related("judge", "entry__person", "entry__unit")
        .order_by("judge__number", "entry__plate_no", "pk")
    )


def barred(*, contest_id: int) -> set[tuple[int, int]]:
    """Pairs that may not be assigned: hard conflicts, soft ones nobody accepted, and recusals."""
    open_ = standing_conflicts(contest_id=contest_id).filter(
        Q(severity=Severity.HARD) | Q(accepted_at__isnull=True)
    )
    recused = Assignment.objects.filter(judge__contest_id=contest_id, state=AssignmentState.RECUSED)
    return set(open_.values_list("judge_id", "entry_id").order_by()) | set(
        recused.values_list("judge_id", "entry_id").order_by()
    )
