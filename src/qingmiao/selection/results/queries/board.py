"""How far a contest's results are, and what is missing for each next step."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.enums import JUDGED, PAST, Advance, ContestState
from qingmiao.selection.contests.models import Contest, JudgeGroup, Stage
from qingmiao.selection.judging.enums import CorrectionState, JudgeState, SittingState
from qingmiao.selection.judging.models import Advancement
from qingmiao.selection.judging.queries import judges_of
from qingmiao.selection.judging.queries.advance import advanced_of, lists_of
from qingmiao.selection.judging.queries.console import corrections_of, stages_of
from qingmiao.selection.judging.queries.sheet import sitting_of
from qingmiao.selection.judging.rules.cover import fewest
from qingmiao.selection.results.contracts import Question, StageStand, WentOn
from qingmiao.selection.results.enums import ObjectionState
from qingmiao.selection.results.models import Computation, Objection, Publication
from qingmiao.selection.results.permissions import (
    FOLLOW_RESULTS,
    READ_COMPUTATIONS,
    READ_OBJECTIONS,
    READ_PUBLICATIONS,
)
from qingmiao.selection.results.queries.advancing import questions_of
from qingmiao.selection.results.queries.reckoning import is_stale, latest, lot_of
from qingmiao.selection.results.rules.reckoning import open_ties
from qingmiao.selection.results.rules.steps import shortlist_of

COMPETING = (ContestState.DRAWING, *JUDGED, *PAST)


def followed(*, actor: Actor, contest_id: int) -> Contest:
    return FOLLOW_RESULTS.one(actor, Contest.objects.standing(), pk=contest_id)


def followed_contests(*, actor: Actor) -> list[Contest]:
    """Contests whose results one may follow and that were or are judged here."""
    rows = Contest.objects.standing().filter(state__in=COMPETING, rule_frozen_at__isnull=False)
    return list(FOLLOW_RESULTS.rows(actor, rows).order_by("-begins", "-pk"))


def stage_stands(*, contest: Contest) -> list[StageStand]:
    stages = stages_of(contest_id=contest.pk)
    lists, questions = lists_of(contest_id=contest.pk), questions_now(contest=contest)
    told = []
    for stage in stages:
        sitting = sitting_of(stage.pk)
        found = latest(contest_id=contest.pk, stage_id=stage.pk)
        is_sealed = sitting is not None and sitting.state == SittingState.CLOSED
        told.append(
            StageStand(
                stage_id=stage.pk,
                name=stage.name,
                advance=stage.advance,
                is_last=stage == stages[-1],
                is_sealed=is_sealed,
                computation_id=found.pk if found else None,
                is_stale=found is not None
                and contest.state in JUDGED
                and is_stale(computation=found),
                advanced=tuple(lists[stage.pk][-1].plates) if stage.pk in lists else None,
                lists=tuple(_went_on(row) for row in lists.get(stage.pk, ())),
                question=questions.get(stage.pk),
                missing=tuple(missing_of_stage(contest=contest, stage=stage)),
            )
        )
    return told


def questions_now(*, contest: Contest) -> dict[int, Question]:
    """Lists whose marks were corrected since; of a result that is over nobody asks any more."""
    return questions_of(contest=contest) if contest.state in JUDGED else {}


def _went_on(row: Advancement) -> WentOn:
    return WentOn(
        number=row.number,
        plates=tuple(row.plates),
        computation_number=row.computation_number,
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def open_question(found: Question) -> str:
    """What a corrected stage would change in the list that was decided on it."""
    sentence = _(
        "“%(stage)s”更正后晋级名单有出入（应进 %(came)s，应出 %(gone)s），须研究保留或重定"
    )
    none = _("无")
    return sentence % {
        "stage": found.stage,
        "came": "、".join(found.came) or none,
        "gone": "、".join(found.gone) or none,
    }


def missing_of_stage(*, contest: Contest, stage: Stage) -> Iterator[str]:
    """Why a stage cannot be computed yet: not sealed, corrections open, the stage before not decided."""
    sitting = sitting_of(stage.pk)
    if sitting is None or sitting.state != SittingState.CLOSED:
        yield _("“%(stage)s”还没有封存评分") % {"stage": stage.name}
    waiting = [
        row
        for row in corrections_of(contest_id=contest.pk)
        if row.state == CorrectionState.ASKED and row.sheet.assignment.stage_id == stage.pk
    ]
    if waiting:
        yield _("“%(stage)s”有 %(count)d 项评分更正待复签") % {
            "stage": stage.name, "count": len(waiting),
        }  # fmt: skip
    decided = advanced_of(contest_id=contest.pk)
    for earlier in stages_of(contest_id=contest.pk):
        if earlier.order >= stage.order:
            break
        if earlier.advance != Advance.ALL and earlier.name not in decided:
            yield _("“%(stage)s”还没有确定晋级名单") % {"stage": earlier.name}


def missing_judges(*, contest: Contest) -> Iterator[str]:
    """Groups in which too few judges have accepted to complete anything."""
    seated: dict[str, int] = {}
    for line in judges_of(contest.pk):
        if line.state == JudgeState.ACCEPTED:
            seated[line.group] = seated.get(line.group, 0) + 1
    for group in JudgeGroup.objects.standing().filter(contest=contest).order_by("pk"):
        need, have = fewest(group.drop), seated.get(group.name, 0)
        if have < need:
            yield _("“%(group)s”只有 %(have)d 名评委接受邀请，至少 %(need)d 名") % {
                "group": group.name, "have": have, "need": need,
            }  # fmt: skip


def missing_of_result(*, contest: Contest) -> Iterator[str]:
    """Why the result of the contest cannot be computed yet."""
    told: dict[str, None] = {}
    for stage in stages_of(contest_id=contest.pk):
        told |= dict.fromkeys(missing_of_stage(contest=contest, stage=stage))
    asked = questions_now(contest=contest).values()
    told |= dict.fromkeys(open_question(found) for found in asked if found.is_open)
    yield from told


def missing_before_objections(*, contest: Contest) -> Iterator[str]:
    """What must be settled before anybody is told the provisional result."""
    found = latest(contest_id=contest.pk)
    if found is None:
        yield _("还没有计算初步结果")
        return
    yield from _not_current(found)
    has_lot = any(step["by"] == "lot" for step in contest.rule.get("ties", []))
    if has_lot and open_ties(found.output) and lot_of(contest_id=contest.pk) is None:
        yield _("有并列须见证抽签：请见证人到场公布种子")


def missing_before_conclusion(*, contest: Contest) -> Iterator[str]:
    """What must be settled before the result is final."""
    found = latest(contest_id=contest.pk)
    if found is None:
        yield _("还没有计算初步结果")
        return
    yield from _not_current(found)
    waiting = open_objections(contest_id=contest.pk).count()
    if waiting:
        yield _("还有 %(count)d 项异议待处理") % {"count": waiting}
    if not Publication.objects.filter(computation=found).exists():
        yield _("最近一次计算的结果还没有公布")


def _not_current(found: Computation) -> Iterator[str]:
    if is_stale(computation=found):
        yield _("评分或参赛人员有变动，请先重新计算")


def edge_of(*, contest: Contest) -> tuple[str, ...]:
    """Plates tied for the last places of the shortlist."""
    found = latest(contest_id=contest.pk)
    return shortlist_of(found.output, contest.shortlist_size).edge if found else ()


def open_objections(*, contest_id: int) -> QuerySet[Objection]:
    return Objection.objects.filter(entry__contest_id=contest_id, state=ObjectionState.RAISED)


def computations(*, actor: Actor, contest_id: int) -> list[Computation]:
    rows = Computation.objects.filter(contest_id=contest_id).select_related("stage")
    heavy = ("marks_text", "rule_text", "output")
    return list(READ_COMPUTATIONS.rows(actor, rows).defer(*heavy).order_by("-number"))


def computation(*, actor: Actor, pk: int) -> Computation:
    rows = Computation.objects.select_related("contest", "stage", "previous")
    return READ_COMPUTATIONS.one(actor, rows, pk=pk)


def objections(*, actor: Actor, contest_id: int) -> list[Objection]:
    rows = Objection.objects.filter(entry__contest_id=contest_id)
    return list(READ_OBJECTIONS.rows(actor, rows.select_related("entry__person", "entry__contest")))


def publications(*, actor: Actor, contest_id: int | None = None) -> QuerySet[Publication]:
    rows = Publication.objects.select_related("contest", "computation")
    if contest_id is not None:
        rows = rows.filter(contest_id=contest_id)
    return READ_PUBLICATIONS.rows(actor, rows)
