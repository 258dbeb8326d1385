"""Who competes in a stage: whoever went on from the stages before it; and what stages come to, printed."""

from collections.abc import Mapping
from decimal import Decimal

from qingmiao.engines.scoring.contracts import Mark, Rule, StageScore
from qingmiao.engines.scoring.rules.marks import book_of
from qingmiao.engines.scoring.rules.ranking import printed_by, stage_ranks
from qingmiao.engines.scoring.rules.totals import stage_scores
from qingmiao.selection.contests.enums import Advance
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.contests.queries import rule_told
from qingmiao.selection.judging.contracts import Competing
from qingmiao.selection.judging.enums import SittingState
from qingmiao.selection.judging.models import Advancement, Sitting
from qingmiao.selection.judging.queries.marks import marks_of, standing_lists
from qingmiao.selection.judging.queries.sheet import contestants


def sealed_stages(*, contest_id: int) -> set[int]:
    rows = Sitting.objects.filter(stage__contest_id=contest_id, state=SittingState.CLOSED)
    return set(rows.values_list("stage_id", flat=True))


def scores_of_stage(rule: Rule, marks: list[Mark], stage: str) -> Mapping[str, StageScore]:
    """What the marks of one stage come to, with ranks; sheets that cannot be counted leave their entry out."""
    planned = rule.stage(stage)
    if planned is None:
        return {}
    book, _flaws = book_of([mark for mark in marks if mark.stage == stage], rule)
    scores, _few = stage_scores(book, planned, rule)
    return stage_ranks(scores, rule)


def printed_marks(*, contest: Contest, stage_names: list[str]) -> dict[str, dict[int, Decimal]]:
    """Marks of stages by plate, as they are printed; corrections are in them."""
    rule, _flaws = rule_told(contest=contest)
    if rule is None or not stage_names:
        return {}
    printed, marks = printed_by(rule), marks_of(contest_id=contest.pk)
    return {
        name: {
            int(entry): printed(one.score)
            for entry, one in scores_of_stage(rule, marks, name).items()
        }
        for name in stage_names
    }


def advanced_of(*, contest_id: int) -> dict[str, list[str]]:
    """Plates that went on, by the name of the stage they went on from."""
    rows = standing_lists(contest_id=contest_id)
    return {row.stage.name: [str(plate) for plate in row.plates] for row in rows}


def lists_of(*, contest_id: int) -> dict[int, list[Advancement]]:
    """Every list that was ever decided, by stage, the first first."""
    found: dict[int, list[Advancement]] = {}
    rows = Advancement.objects.filter(stage__contest_id=contest_id).select_related("stage")
    for row in rows.order_by("stage__order", "stage_id", "number"):
        found.setdefault(row.stage_id, []).append(row)
    return found


def competing_of(*, contest: Contest) -> list[Competing]:
    """Stage by stage: who competes there, as it was decided. Unknown until it was (``plates`` is ``None``)."""
    rows = contestants(contest_id=contest.pk).filter(plate_no__isnull=False)
    going: set[str] | None = {str(no) for no in rows.values_list("plate_no", flat=True)}
    stages = list(Stage.objects.standing().filter(contest=contest).order_by("order", "pk"))
    selects = any(stage.advance != Advance.ALL for stage in stages)
    decided = advanced_of(contest_id=contest.pk) if selects else {}
    told = []
    for stage in stages:
        told.append(
            Competing(
                stage_id=stage.pk,
                stage=stage.name,
                plates=None if going is None else frozenset(int(entry) for entry in going),
            )
        )
        if stage.advance != Advance.ALL and going is not None:
            going = going & set(decided[stage.name]) if stage.name in decided else None
    return told


def competing_in(*, stage: Stage) -> Competing:
    found = competing_of(contest=stage.contest)
    return next(each for each in found if each.stage_id == stage.pk)
