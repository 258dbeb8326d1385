"""What a result is computed from, read afresh under the contest's lock."""

from collections.abc import Mapping
from typing import Any

from qingmiao.engines.scoring.contracts import Mark
from qingmiao.selection.contests.models import Contest, Entry, Stage
from qingmiao.selection.contests.queries import written_rule
from qingmiao.selection.contests.rules import OUT
from qingmiao.selection.judging.queries import marks_of
from qingmiao.selection.judging.queries.advance import advanced_of
from qingmiao.selection.judging.queries.marks import left_of, standing_lists
from qingmiao.selection.results.models import Computation, Lot
from qingmiao.selection.results.rules import reckoning as rules

Written = Mapping[str, Any]
"""A rule as it is published; whoever has read it hands it on, so that it is read once."""


def counted_marks(
    *, contest: Contest, stage: str = "", written: Written | None = None
) -> list[Mark]:
    """The marks that count, of one stage or of all, as the file has them."""
    stages = list((written or written_rule(contest=contest))["stages"])
    found = marks_of(contest_id=contest.pk)
    kept = rules.counted(found, stages, advanced_of(contest_id=contest.pk))
    return rules.counted([m for m in kept if m.stage == stage], [stage], {}) if stage else kept


def unmarked(*, contest: Contest, marks: list[Mark], stage: str) -> list[str]:
    """Plates that take part and have no mark in the first stage they are owed one."""
    rows = Entry.objects.standing().filter(contest=contest, plate_no__isnull=False)
    plates = [str(no) for no in rows.exclude(state__in=OUT).values_list("plate_no", flat=True)]
    marked = {mark.entry for mark in marks if mark.stage == stage}
    return sorted(set(plates) - marked, key=int)


def lot_of(*, contest_id: int) -> Lot | None:
    return Lot.objects.filter(contest_id=contest_id).first()


def latest(*, contest_id: int, stage_id: int | None = None) -> Computation | None:
    """The newest computation of a stage, or of the whole contest."""
    rows = Computation.objects.filter(contest_id=contest_id)
    rows = rows.filter(stage_id=stage_id) if stage_id else rows.filter(stage=None)
    return rows.select_related("contest", "stage", "previous").order_by("-number").first()


def rule_now(
    *, contest: Contest, stage: Stage | None, written: Written | None = None
) -> dict[str, Any]:
    """The frozen rule as the engine takes it: of one stage, or whole with lists decided anew and who left after going on."""
    written = dict(written or written_rule(contest=contest))
    if stage is not None:
        return rules.rule_of_stage(written, stage.name)
    left = {plate: last.name for plate, last in left_of(contest_id=contest.pk).items()}
    decided = {
        row.stage.name: {"entries": [str(plate) for plate in row.plates], "version": row.number}
        for row in standing_lists(contest_id=contest.pk)
        if row.number > 1
    }
    more = {"left": left, "decided": decided}
    return {**written, **{name: said for name, said in more.items() if said}}


def is_stale(*, computation: Computation) -> bool:
    """Whether marks or contestants have changed since; a result that is over is not asked any more."""
    stage = computation.stage
    written = written_rule(contest=computation.contest)
    marks = counted_marks(
        contest=computation.contest, stage=stage.name if stage else "", written=written
    )
    if rules.hash_of(rules.marks_text(marks)) != computation.marks_digest:
        return True
    now = rule_now(contest=computation.contest, stage=stage, written=written)
    return rules.rule_text(now) != computation.rule_text


def next_number(*, contest_id: int) -> int:
    return Computation.objects.filter(contest_id=contest_id).count() + 1


def entries_by_plate(*, contest_id: int) -> Mapping[str, Entry]:
    """Standing entries that drew a plate, those that left too."""
    rows = Entry.objects.standing().filter(contest_id=contest_id, plate_no__isnull=False)
    return {str(row.plate_no): row for row in rows.select_related("person", "unit", "contest")}
