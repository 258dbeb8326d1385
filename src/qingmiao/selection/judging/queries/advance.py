"""Who competes in a stage: whoever went on from the stages before it, by the frozen rule."""

from collections.abc import Mapping
from decimal import Decimal

from qingmiao.engines.scoring.contracts import Mark, Rule, StageScore
from qingmiao.engines.scoring.enums import Passing
from qingmiao.engines.scoring.rules.marks import book_of
from qingmiao.engines.scoring.rules.ranking import advancing, printed_by, stage_ranks
from qingmiao.engines.scoring.rules.totals import stage_scores
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.contests.queries import rule_told
from qingmiao.selection.judging.contracts import Competing
from qingmiao.selection.judging.enums import SittingState
from qingmiao.selection.judging.models import Sitting
from qingmiao.selection.judging.queries.marks import marks_of
from qingmiao.selection.judging.queries.sheet import contestants


def sealed_stages(*, contest_id: int) -> set[int]:
    rows = Sitting.objects.filter(stage__contest_id=contest_id, state=SittingState.CLOSED)
    return set(rows.values_list("stage_id", flat=True))


def scores_of_stage(
    rule: Rule, marks: list[Mark], stage: str, going: set[str] | None = None
) -> Mapping[str, StageScore]:
    """What the marks of one stage come to, with ranks; sheets that cannot be counted leave their entry out."""
    planned = rule.stage(stage)
    if planned is None:
        return {}
    book, _flaws = book_of([mark for mark in marks if mark.stage == stage], rule)
    scores, _few = stage_scores(book, planned, rule)
    return stage_ranks(
        {entry: one for entry, one in scores.items() if going is None or entry in going}, rule
    )


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


def competing_of(*, contest: Contest) -> list[Competing]:
    """Stage by stage: who competes there. Unknown (``plates`` is ``None``) until all before it are sealed.

    After a stage by decision everybody left may be chosen from: the desk chooses and says why.
    """
    rows = contestants(contest_id=contest.pk).filter(plate_no__isnull=False)
    going: set[str] | None = {str(no) for no in rows.values_list("plate_no", flat=True)}
    stages = list(Stage.objects.standing().filter(contest=contest).order_by("order", "pk"))
    selects = any(stage.advance != "all" for stage in stages[:-1])
    rule = rule_told(contest=contest)[0] if selects else None
    sealed = sealed_stages(contest_id=contest.pk) if selects else set()
    marks = marks_of(contest_id=contest.pk) if sealed else []
    told, by_choice = [], False
    for stage in stages:
        told.append(
            Competing(
                stage_id=stage.pk,
                stage=stage.name,
                plates=None if going is None else frozenset(int(entry) for entry in going),
                is_chosen=by_choice,
            )
        )
        planned = rule.stage(stage.name) if rule is not None else None
        if planned is None or planned.advance.kind is Passing.ALL or going is None:
            by_choice = planned is not None and planned.advance.kind is Passing.DECISION
            continue
        by_choice = planned.advance.kind is Passing.DECISION
        if stage.pk not in sealed or rule is None:
            going = None
            continue
        scores = scores_of_stage(rule, marks, stage.name, going)
        going = advancing(scores, planned, rule)
    return told


def competing_in(*, stage: Stage) -> Competing:
    found = competing_of(contest=stage.contest)
    return next(each for each in found if each.stage_id == stage.pk)
