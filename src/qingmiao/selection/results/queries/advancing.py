"""Who went on from a stage as it was decided, and who would by the marks as they stand now."""

from collections.abc import Mapping
from typing import Any

from qingmiao.engines.scoring.contracts import Rule
from qingmiao.engines.scoring.rules.ranking import advancing
from qingmiao.selection.contests.enums import Advance
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.contests.queries import rule_told, written_rule
from qingmiao.selection.judging.models import Advancement
from qingmiao.selection.judging.queries.advance import scores_of_stage, sealed_stages
from qingmiao.selection.judging.queries.marks import marks_of, standing_lists
from qingmiao.selection.results.contracts import Question
from qingmiao.selection.results.models import Computation
from qingmiao.selection.results.queries import reckoning
from qingmiao.selection.results.rules import reckoning as rules


def passing_now(*, contest: Contest, stage: Stage) -> tuple[set[str], set[str]]:
    """Plates that go on by the frozen rule and the marks of now, and all that may: whom no veto stops."""
    rule, _flaws = rule_told(contest=contest)
    planned = rule.stage(stage.name) if isinstance(rule, Rule) else None
    if rule is None or planned is None:
        return set(), set()
    marks = reckoning.counted_marks(contest=contest, stage=stage.name)
    scores = scores_of_stage(rule, marks, stage.name)
    return advancing(scores, planned, rule), {e for e, one in scores.items() if not one.vetoes}


def questions_of(*, contest: Contest) -> dict[int, Question]:
    """By stage: lists that were decided on marks which have changed since, and what would be otherwise."""
    lists = standing_lists(contest_id=contest.pk)
    if not lists:
        return {}
    written = written_rule(contest=contest)
    known = Computation.objects.filter(
        contest=contest, number__in=[row.computation_number for row in lists]
    )
    digests = dict(known.values_list("number", "marks_digest"))
    return {
        row.stage_id: _question(contest, row)
        for row in lists
        if _digest_now(contest, row, written) != digests.get(row.computation_number)
    }


def _digest_now(contest: Contest, row: Advancement, written: Mapping[str, Any]) -> str:
    marks = reckoning.counted_marks(contest=contest, stage=row.stage.name, written=written)
    return rules.hash_of(rules.marks_text(marks))


def _question(contest: Contest, row: Advancement) -> Question:
    by_rule, able = passing_now(contest=contest, stage=row.stage)
    listed = {str(plate) for plate in row.plates}
    would = listed & able if row.stage.advance == Advance.DECISION else by_rule
    return Question(
        stage=row.stage.name,
        number=row.number,
        listed=frozenset(listed),
        would=frozenset(would),
        able=frozenset(able),
        came=tuple(sorted(would - listed, key=int)),
        gone=tuple(sorted(listed - would, key=int)),
    )


def unjudged_after(*, contest: Contest, stage: Stage, plates: set[str]) -> dict[str, list[str]]:
    """By later stage that is sealed: plates that were never marked there, so that nobody can make up for it."""
    sealed = sealed_stages(contest_id=contest.pk)
    later = Stage.objects.standing().filter(contest=contest, order__gt=stage.order, pk__in=sealed)
    marks = marks_of(contest_id=contest.pk)
    found = {}
    for each in later.order_by("order")[:1]:
        marked = {mark.entry for mark in marks if mark.stage == each.name}
        if lacking := sorted(plates - marked, key=int):
            found[each.name] = lacking
    return found
