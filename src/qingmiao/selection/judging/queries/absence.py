"""Who cannot sit at which stage, and what that leaves of the cover of a stage."""

from collections.abc import Iterable

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet, Value

from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.models import Stage
from qingmiao.selection.judging.enums import JudgeState
from qingmiao.selection.judging.models import Absence, Judge, Sitting
from qingmiao.selection.judging.permissions import STATE_ABSENCE


def absent(*, contest_id: int) -> set[tuple[int, int]]:
    """Judge and stage, of what stands."""
    rows = Absence.objects.filter(judge__contest_id=contest_id, withdrawn_at__isnull=True)
    return set(rows.values_list("judge_id", "stage_id").order_by())


def stages_away() -> ArrayAgg:
    """Beside a row of a judge: the stages at which this judge cannot sit, in the same question."""
    return ArrayAgg(
        "absences__stage_id", filter=Q(absences__withdrawn_at__isnull=True), default=Value([])
    )


def absences_of(judge: Judge) -> list[Absence]:
    return absences_by([judge])[judge.pk]


def absences_by(judges: Iterable[Judge]) -> dict[int, list[Absence]]:
    """What stands, by judge and in the order of the stages; one question for however many."""
    found: dict[int, list[Absence]] = {judge.pk: [] for judge in judges}
    rows = Absence.objects.filter(judge__in=found, withdrawn_at__isnull=True)
    for row in rows.select_related("stage").order_by("stage__order", "pk"):
        found[row.judge_id].append(row)
    return found


def absent_from(stage: Stage) -> list[Absence]:
    """Judges who take part in the contest and cannot sit at this stage."""
    rows = Absence.objects.filter(
        stage=stage, withdrawn_at__isnull=True, judge__voided_at__isnull=True,
        judge__state__in=[JudgeState.INVITED, JudgeState.ACCEPTED],
    )  # fmt: skip
    return list(rows.select_related("judge").order_by("judge__number"))


def open_to_absence(*, contest_id: int) -> QuerySet[Stage]:
    """Stages that have not opened, in their order."""
    rows = Stage.objects.standing().filter(contest_id=contest_id)
    return rows.exclude(pk__in=Sitting.objects.values("stage_id")).order_by("order", "pk")


def absent_judge(*, actor: Actor, judge_id: int) -> Judge:
    rows = Judge.objects.standing().select_related("contest", "group")
    return STATE_ABSENCE.one(actor, rows, pk=judge_id)
