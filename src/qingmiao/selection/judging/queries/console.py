"""What the chair sees: who has not signed, which stage is in danger; nothing of the marks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count

from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.models import Contest, JudgeGroup, Stage
from qingmiao.selection.judging.contracts import Need, Shortage, StageLine
from qingmiao.selection.judging.enums import AssignmentState, JudgeState, SheetState
from qingmiao.selection.judging.models import Assignment, Correction, Judge, Sheet, Sitting
from qingmiao.selection.judging.permissions import WATCH_JUDGING
from qingmiao.selection.judging.queries.absence import stages_away
from qingmiao.selection.judging.queries.marks import owed, state_of
from qingmiao.selection.judging.queries.sheet import barred, contestants
from qingmiao.selection.judging.rules.cover import fewest, shortages


def watched(*, actor: Actor, contest_id: int) -> Contest:
    return WATCH_JUDGING.one(actor, Contest.objects.standing(), pk=contest_id)


def watched_contests(*, actor: Actor) -> list[Contest]:
    """Contests whose judging one may follow, those with judges or under judgement first."""
    rows = Contest.objects.standing().filter(
        pk__in=Judge.objects.standing().values("contest_id")
    ) | Contest.objects.standing().filter(state__in=["drawing", "judging"])
    return list(WATCH_JUDGING.rows(actor, rows.distinct()).order_by("-begins", "-pk"))


def stages_of(*, contest_id: int) -> list[Stage]:
    return list(Stage.objects.standing().filter(contest_id=contest_id).order_by("order", "pk"))


def needs_of(*, contest_id: int, planned: Mapping[int, set[int]] | None = None) -> list[Need]:
    """What each group owes each plate in each stage that was assigned, in a fixed number of questions.

    ``planned``: entries by stage that are to be assigned and count as such.
    """
    stages = stages_of(contest_id=contest_id)
    groups = list(JudgeGroup.objects.standing().filter(contest_id=contest_id).order_by("pk"))
    entries = list(contestants(contest_id=contest_id).filter(plate_no__isnull=False))
    judges = Judge.objects.standing().filter(contest_id=contest_id, state=JudgeState.ACCEPTED)
    seated: dict[int, set[int]] = defaultdict(set)
    away: dict[int, set[int]] = {}
    found = judges.order_by().annotate(away=stages_away())
    for pk, group_id, stages_missed in found.values_list("pk", "group_id", "away"):
        seated[group_id].add(pk)
        away[pk] = set(stages_missed)
    closed = barred(contest_id=contest_id)
    held: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    called: dict[int, set[int]] = defaultdict(set, planned or {})
    rows = Assignment.objects.filter(judge__contest_id=contest_id).exclude(
        state=AssignmentState.RECUSED
    )
    for stage_id, entry_id, judge_id, group_id, state, sheet in rows.values_list(
        "stage_id", "entry_id", "judge_id", "judge__group_id", "state", "sheet__state"
    ):
        called[stage_id].add(entry_id)
        if sheet == SheetState.SIGNED or state == AssignmentState.ASSIGNED:
            held[stage_id, entry_id, group_id].add(judge_id)
    ended = set(
        Sitting.objects.filter(stage__in=stages, state="closed").values_list("stage_id", flat=True)
    )
    return [
        Need(
            stage=stage.name,
            group=group.name,
            plate=entry.plate_no or 0,
            fewest=fewest(group.drop),
            assigned=len(held[stage.pk, entry.pk, group.pk]),
            possible=len(
                held[stage.pk, entry.pk, group.pk]
                | {
                    judge
                    for judge in seated[group.pk]
                    if (judge, entry.pk) not in closed and stage.pk not in away[judge]
                }
            ),
        )
        for stage in stages
        if stage.pk in called and stage.pk not in ended
        for entry in entries
        if entry.pk in called[stage.pk]
        for group in groups
    ]


def shortages_of(*, contest_id: int) -> list[Shortage]:
    return list(shortages(needs_of(contest_id=contest_id)))


def lost_of(*, stage: Stage, entry_ids: Iterable[int]) -> list[Shortage]:
    """Plates of a stage that can no longer be covered, whether or not anybody was assigned yet."""
    needs = needs_of(contest_id=stage.contest_id, planned={stage.pk: set(entry_ids)})
    return [each for each in shortages(needs) if each.is_final and each.stage == stage.name]


def progress_of(*, contest_id: int) -> list[StageLine]:
    """Stage by stage: sheets owed, signed and waiting, by judge and by plate."""
    stages = stages_of(contest_id=contest_id)
    sittings = {row.stage_id: row for row in Sitting.objects.filter(stage__in=stages)}
    rows: dict[int, list[Assignment]] = defaultdict(list)
    for row in owed(contest_id=contest_id):
        rows[row.stage_id].append(row)
    return [_stage_line(stage, sittings.get(stage.pk), rows[stage.pk]) for stage in stages]


def _stage_line(stage: Stage, sitting: Sitting | None, rows: list[Assignment]) -> StageLine:
    by_judge: dict[str, list[Assignment]] = defaultdict(list)
    by_plate: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        by_judge[row.judge.label].append(row)
        by_plate[row.entry.plate_no or 0].append(row)
    states = Counter(state_of(row) for row in rows)
    return StageLine(
        stage_id=stage.pk,
        name=stage.name,
        state=sitting.state if sitting else "",
        is_blind=stage.is_blind,
        owed=len(rows),
        signed=states[SheetState.SIGNED],
        waiting=states[SheetState.KEYED] + states[SheetState.RETURNED],
        judges=tuple(
            (label, found[0].judge.name, _signed(found), len(found))
            for label, found in sorted(by_judge.items())
        ),
        entries=tuple(
            (plate, _signed(found), len(found)) for plate, found in sorted(by_plate.items())
        ),
    )


def _signed(rows: list[Assignment]) -> int:
    return sum(state_of(row) == SheetState.SIGNED for row in rows)


def papers_of(*, contest_id: int) -> list[Sheet]:
    """Paper sheets that wait for the second person, and those that came back."""
    rows = Sheet.objects.filter(
        assignment__judge__contest_id=contest_id,
        state__in=[SheetState.KEYED, SheetState.RETURNED],
    )
    return list(
        rows.select_related("assignment__judge", "assignment__stage", "assignment__entry").order_by(
            "assignment__stage__order", "assignment__entry__plate_no", "assignment__judge__number"
        )
    )


def corrections_of(*, contest_id: int) -> list[Correction]:
    rows = Correction.objects.filter(sheet__assignment__judge__contest_id=contest_id)
    return list(
        rows.select_related(
            "criterion",
            "sheet__assignment__judge",
            "sheet__assignment__stage",
            "sheet__assignment__entry",
        )
    )


def assignments_of(judge: Judge) -> list[Assignment]:
    """Everything a judge was given, with what became of it."""
    rows = judge.assignments.select_related("stage", "entry", "sheet")
    return list(rows.order_by("stage__order", "entry__plate_no", "pk"))


def answers_of(*, contest_id: int) -> list[tuple[str, str, int]]:
    """How many judges were invited and what they answered: state, its word, count."""
    rows = Judge.objects.standing().filter(contest_id=contest_id).order_by()
    counts = dict(rows.values_list("state").annotate(count=Count("pk")))
    return [
        (state.value, str(state.label), counts[state.value])
        for state in JudgeState
        if state.value in counts
    ]


def contests_with_judges() -> list[int]:
    """Contests that are still to be judged or being judged, and have judges: for the worker."""
    rows = Judge.objects.standing().filter(
        state__in=[JudgeState.INVITED, JudgeState.ACCEPTED],
        contest__voided_at__isnull=True,
        contest__state__in=["published", "open", "checking", "drawing", "judging"],
    )
    return sorted(set(rows.values_list("contest_id", flat=True).order_by()))
