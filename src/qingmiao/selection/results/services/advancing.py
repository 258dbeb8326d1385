"""A stage by itself: its result once it is sealed, and who goes on from it."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import Rule
from qingmiao.engines.scoring.rules.ranking import advancing
from qingmiao.engines.scoring.services.scoring import read_rule, score_marks
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.enums import Advance, ContestState
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.contests.permissions import RUN_CONTESTS
from qingmiao.selection.contests.queries import rule_told
from qingmiao.selection.contests.services.progress import locked
from qingmiao.selection.judging.models import Advancement
from qingmiao.selection.judging.queries.advance import advanced_of
from qingmiao.selection.judging.queries.console import stages_of
from qingmiao.selection.results.deeds import ADVANCED
from qingmiao.selection.results.enums import Purpose
from qingmiao.selection.results.models import Computation
from qingmiao.selection.results.queries import board, reckoning
from qingmiao.selection.results.rules.steps import flaws_of_advancing
from qingmiao.selection.results.services.reckoning import keep


def _locked(actor: Actor, stage_id: int) -> tuple[Contest, Stage]:
    found = Stage.objects.standing().filter(pk=stage_id).values_list("contest_id", flat=True)
    contest = locked(actor=actor, contest_id=found.first() or 0, permission=RUN_CONTESTS)
    return contest, Stage.objects.get(pk=stage_id)


def _flaws_of_time(contest: Contest, *, during: Sequence[str]) -> list[str]:
    if contest.state in during:
        return []
    return [_("现在是“%(now)s”，不能办理") % {"now": ContestState(contest.state).label}]


@transaction.atomic
def compute_stage(*, actor: Actor, stage_id: int) -> Computation:
    """环节成绩 of a sealed stage, also anew after a correction."""
    contest, stage = _locked(actor, stage_id)
    reasons = _flaws_of_time(
        contest,
        during=(ContestState.JUDGING, ContestState.PROVISIONAL, ContestState.OBJECTION),
    )
    reasons += board.missing_of_stage(contest=contest, stage=stage)
    if reasons:
        raise Refused(reasons)
    return keep(actor=actor, contest=contest, purpose=Purpose.STAGE, stage=stage)


def passing(*, contest: Contest, stage: Stage) -> set[str]:
    """Plates that may go on by the frozen rule; a tie at the bound passes whole, a veto never."""
    rule, flaws = rule_told(contest=contest)
    planned = rule.stage(stage.name) if isinstance(rule, Rule) else None
    found = reckoning.latest(contest_id=contest.pk, stage_id=stage.pk)
    if rule is None or planned is None or found is None:
        raise Refused(flaws or [_("请先计算这个环节的成绩")])
    marks = reckoning.counted_marks(contest=contest, stage=stage.name)
    alone = score_marks(read_rule(found.rule_text), marks)
    scores = {one.entry: one.stages[0] for one in alone.entries}
    return advancing(scores, planned, rule)


@transaction.atomic
def advance_stage(
    *, actor: Actor, stage_id: int, picks: Collection[str] = (), reason: str = ""
) -> Advancement:
    """确定晋级: by the rule, or where the rule leaves it to a decision the plates picked, with the reason."""
    contest, stage = _locked(actor, stage_id)
    found = reckoning.latest(contest_id=contest.pk, stage_id=stage.pk)
    fit = passing(contest=contest, stage=stage) if found else set()
    reasons = _flaws_of_time(contest, during=(ContestState.JUDGING,))
    reasons += flaws_of_advancing(
        advance=stage.advance,
        is_last=stage == stages_of(contest_id=contest.pk)[-1],
        is_decided=stage.name in advanced_of(contest_id=contest.pk),
        has_result=found is not None,
        is_stale=found is not None and reckoning.is_stale(computation=found),
        fit=fit,
        picks=picks,
        reason=reason,
    )
    if reasons or found is None:
        raise Refused(reasons)
    plates = sorted(int(p) for p in (picks if stage.advance == Advance.DECISION else fit))
    made = Advancement.objects.create(
        stage=stage,
        plates=plates,
        computation_number=found.number,
        reason=reason.strip(),
        decided_by=actor.name,
    )
    record(
        actor=actor,
        deed=ADVANCED,
        subject=made,
        detail={
            "title": str(contest),
            "stage": stage.name,
            "count": len(plates),
            "plates": plates,
        },
        reason=reason.strip(),
    )
    return made
