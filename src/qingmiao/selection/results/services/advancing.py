"""A stage by itself: its result once it is sealed, and who goes on from it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.enums import Advance, ContestState
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.contests.permissions import RUN_CONTESTS
from qingmiao.selection.contests.services.progress import locked
from qingmiao.selection.judging.models import Advancement
from qingmiao.selection.judging.queries.advance import advanced_of
from qingmiao.selection.judging.queries.console import stages_of
from qingmiao.selection.judging.services.assignment import drop_unreached
from qingmiao.selection.results.contracts import Question
from qingmiao.selection.results.deeds import ADVANCED, DECIDED_ANEW
from qingmiao.selection.results.enums import Anew, Purpose
from qingmiao.selection.results.models import Computation
from qingmiao.selection.results.queries import board, reckoning
from qingmiao.selection.results.queries.advancing import (
    passing_now,
    questions_of,
    unjudged_after,
)
from qingmiao.selection.results.rules.steps import flaws_of_advancing, flaws_of_deciding_anew
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


@transaction.atomic
def decide_anew(
    *,
    actor: Actor,
    stage_id: int,
    choice: str,
    picks: Collection[str] = (),
    reason: str,
    at: datetime,
) -> Advancement:
    """重新研究晋级名单 after a correction: kept, or drawn up by the marks of now. The list before stays.

    Who is in no stage any more loses the open assignments there; what was signed stays and is not counted.
    """
    contest, stage = _locked(actor, stage_id)
    computed = reckoning.latest(contest_id=contest.pk, stage_id=stage.pk)
    found = questions_of(contest=contest).get(stage.pk)
    plates: set[str] = set()
    if found is not None:
        by_rule = set(picks) if stage.advance == Advance.DECISION else set(found.would)
        plates = set(found.listed) if choice == Anew.KEEP else by_rule
    added = plates - (found.listed if found else set())
    reasons = _flaws_of_time(
        contest,
        during=(ContestState.JUDGING, ContestState.PROVISIONAL, ContestState.OBJECTION),
    )
    reasons += flaws_of_deciding_anew(
        found=found,
        is_stale=computed is None or reckoning.is_stale(computation=computed),
        plates=plates,
        unjudged=unjudged_after(contest=contest, stage=stage, plates=added),
        reason=reason,
    )
    if reasons or computed is None or found is None:
        raise Refused(reasons)
    made = Advancement.objects.create(
        stage=stage,
        number=found.number + 1,
        plates=sorted(map(int, plates)),
        computation_number=computed.number,
        reason=reason.strip(),
        decided_by=actor.name,
    )
    dropped = drop_unreached(actor=actor, contest=contest, reason=reason.strip(), at=at)
    told = {"choice": Anew(choice).label, "dropped": dropped}
    _record_anew(actor, contest, stage, made, found, told)
    return made


def _record_anew(
    actor: Actor,
    contest: Contest,
    stage: Stage,
    made: Advancement,
    found: Question,
    told: dict[str, object],
) -> None:
    detail = told | {
        "title": str(contest),
        "stage": stage.name,
        "number": made.number,
        "count": len(made.plates),
        "plates": made.plates,
        "came": [int(plate) for plate in found.came],
        "gone": [int(plate) for plate in found.gone],
    }
    record(actor=actor, deed=DECIDED_ANEW, subject=made, detail=detail, reason=made.reason)


@transaction.atomic
def advance_stage(
    *, actor: Actor, stage_id: int, picks: Collection[str] = (), reason: str = ""
) -> Advancement:
    """确定晋级: by the rule, or where the rule leaves it to a decision the plates picked, with the reason."""
    contest, stage = _locked(actor, stage_id)
    found = reckoning.latest(contest_id=contest.pk, stage_id=stage.pk)
    fit = passing_now(contest=contest, stage=stage)[0] if found else set()
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
