"""Rows the desk and contestants act upon, each behind its permission."""

from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.models import Contest, Entry, JudgeGroup, Stage
from qingmiao.selection.judging.enums import SheetState
from qingmiao.selection.judging.models import Assignment, Conflict, Correction, Judge
from qingmiao.selection.judging.permissions import (
    ASK_CORRECTION,
    KEEP_CONFLICTS,
    KEEP_JUDGES,
    KEY_PAPER,
    OBJECT_TO_JUDGES,
    READ_SHEETS,
    RUN_JUDGING,
    RUN_STAGES,
    SIGN_CORRECTION,
    VIEW_CONFLICTS,
    VIEW_JUDGES,
    WATCH_STAGES,
)
from qingmiao.selection.judging.queries.sheet import NEIGHBOURS, standing_conflicts


def run_contest(*, actor: Actor, contest_id: int) -> Contest:
    return RUN_JUDGING.one(actor, Contest.objects.standing(), pk=contest_id)


def run_stage(*, actor: Actor, stage_id: int) -> Stage:
    rows = Stage.objects.standing().select_related("contest")
    return RUN_STAGES.one(actor, rows, pk=stage_id)


def watched_stage(*, actor: Actor, stage_id: int) -> Stage:
    rows = Stage.objects.standing().select_related("contest")
    return WATCH_STAGES.one(actor, rows, pk=stage_id)


def groups_of(*, contest_id: int) -> QuerySet[JudgeGroup]:
    return JudgeGroup.objects.standing().filter(contest_id=contest_id).order_by("pk")


def seen_judge(*, actor: Actor, judge_id: int) -> Judge:
    rows = Judge.objects.standing().select_related("contest", "group", "person")
    return VIEW_JUDGES.one(actor, rows, pk=judge_id)


def kept_judge(*, actor: Actor, judge_id: int) -> Judge:
    rows = Judge.objects.standing().select_related("contest", "group")
    return KEEP_JUDGES.one(actor, rows, pk=judge_id)


def seen_conflicts(*, actor: Actor, contest_id: int) -> QuerySet[Conflict]:
    return VIEW_CONFLICTS.rows(actor, standing_conflicts(contest_id=contest_id))


def kept_conflict(*, actor: Actor, conflict_id: int) -> Conflict:
    rows = Conflict.objects.select_related("judge__contest", "entry__person")
    return KEEP_CONFLICTS.one(actor, rows, pk=conflict_id)


def keepable_ids(*, actor: Actor, contest_id: int) -> set[int]:
    rows = KEEP_CONFLICTS.rows(actor, standing_conflicts(contest_id=contest_id))
    return set(rows.values_list("pk", flat=True).order_by())


def keyable(*, actor: Actor, assignment_id: int) -> Assignment:
    rows = Assignment.objects.select_related(*NEIGHBOURS)
    return KEY_PAPER.one(actor, rows, pk=assignment_id)


def keyable_of(*, actor: Actor, stage: Stage) -> QuerySet[Assignment]:
    """Sheets of a stage that stand or were signed, for the desk that keys, reads and prints them."""
    rows = Assignment.objects.filter(stage=stage).select_related(*NEIGHBOURS)
    found = rows.filter(state="assigned") | rows.filter(sheet__state=SheetState.SIGNED)
    return KEY_PAPER.rows(actor, found).order_by("entry__plate_no", "judge__number")


def readable(*, actor: Actor, assignment_id: int) -> Assignment:
    rows = Assignment.objects.select_related(*NEIGHBOURS)
    return READ_SHEETS.one(actor, rows, pk=assignment_id)


def correctable(*, actor: Actor, assignment_id: int) -> Assignment | None:
    rows = Assignment.objects.select_related(*NEIGHBOURS)
    return ASK_CORRECTION.rows(actor, rows).filter(pk=assignment_id).first()


def signable(*, actor: Actor, correction_id: int) -> Correction:
    rows = Correction.objects.select_related(
        "criterion",
        "sheet__assignment__judge",
        "sheet__assignment__stage__contest",
        "sheet__assignment__entry",
    )
    return SIGN_CORRECTION.one(actor, rows, pk=correction_id)


def own_entry(*, actor: Actor, entry_id: int) -> Entry | None:
    rows = Entry.objects.standing().select_related("contest", "person")
    return OBJECT_TO_JUDGES.rows(actor, rows).filter(pk=entry_id).first()


def signable_ids(*, actor: Actor, contest_id: int) -> set[int]:
    rows = Correction.objects.filter(sheet__assignment__stage__contest_id=contest_id)
    return set(SIGN_CORRECTION.rows(actor, rows).values_list("pk", flat=True).order_by())
