"""A round: choose openings and people, solve, pin and exclude, propose, and approve by somebody else.

Locks always in one order: the round, then openings by number, then people by number.
"""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qingmiao.engines.matching.contracts import Answer
from qingmiao.engines.matching.enums import Status
from qingmiao.engines.matching.services import match
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.queries import pickable
from qingmiao.placement.openings.contracts import RoundMove
from qingmiao.placement.openings.deeds import (
    CANDIDATE_DECIDED,
    CANDIDATES_CHOSEN,
    OPENINGS_CHOSEN,
    ROUND_APPROVED,
    ROUND_MOVED,
    ROUND_SOLVED,
)
from qingmiao.placement.openings.enums import RoundState, Stance
from qingmiao.placement.openings.models import (
    Assignment,
    Candidate,
    Opening,
    Round,
    RoundOpening,
    Solution,
    SolutionLine,
)
from qingmiao.placement.openings.permissions import APPROVE_ROUNDS, KEEP_ROUNDS
from qingmiao.placement.openings.queries import round as questions
from qingmiao.placement.openings.rules import round as rules
from qingmiao.placement.openings.rules.question import RoundFacts, question_of
from qingmiao.placement.postings.services import hold_person, propose_posting

SECONDS = 20.0
SOLVED = (Status.OPTIMAL, Status.FEASIBLE)


def _locked() -> QuerySet[Round]:
    return Round.objects.standing().select_for_update(of=("self",))


def _prepared(actor: Actor, round_id: int) -> Round:
    around = KEEP_ROUNDS.one(actor, _locked(), pk=round_id)
    if reasons := list(rules.flaws_of_change(around.state)):
        raise Refused(reasons)
    return around


@transaction.atomic
def choose_openings(
    *, actor: Actor, round_id: int, opening_ids: Collection[int], must: Collection[int]
) -> Round:
    """选岗位: exactly these openings; those that must be filled have no answer without."""
    around = _prepared(actor, round_id)
    offered = {each.pk for each in questions.offered_openings(around=around)}
    wanted = set(opening_ids)
    pinned = Candidate.objects.filter(round=around, pinned_to__isnull=False)
    reasons = []
    if not wanted:
        reasons.append(_("请至少选一个岗位"))
    if wanted - offered:
        reasons.append(_("只能选已发布、已截止而到岗日期未过的岗位"))
    if set(must) - wanted:
        reasons.append(_("必须派满的岗位应在所选岗位之中"))
    if pinned.exclude(pinned_to__in=wanted).exists():
        reasons.append(_("有人被指定到要去掉的岗位，请先取消指定"))
    if reasons:
        raise Refused(reasons)
    RoundOpening.objects.filter(round=around).delete()
    RoundOpening.objects.bulk_create(
        RoundOpening(round=around, opening_id=pk, is_must=pk in set(must)) for pk in sorted(wanted)
    )
    record(
        actor=actor, deed=OPENINGS_CHOSEN, subject=around,
        detail={"title": around, "count": str(len(wanted))},
    )  # fmt: skip
    return around


@transaction.atomic
def add_candidates(
    *,
    actor: Actor,
    round_id: int,
    tiers: Collection[str],
    from_wishes: bool,
    person_id: int | None,
    on: date,
) -> int:
    """选人选 from the reserve by tier, from the wishes for the chosen openings, and by name. How many are new."""
    around = _prepared(actor, round_id)
    chosen = [each.opening_id for each in questions.chosen_openings(around=around)]
    wanted: set[int] = set()
    for tier in tiers:
        wanted |= questions.people_of_tier(actor=actor, tier=tier, on=on)
    if from_wishes:
        wanted |= questions.people_wishing(opening_ids=chosen)
    if person_id is not None:
        wanted.add(person_id)
    fit = pickable(actor=actor).filter(pk__in=wanted, unit__isnull=False)
    fit = fit.exclude(pk__in=actor.confidential_ids)
    there = set(Candidate.objects.filter(round=around).values_list("person", flat=True))
    new = sorted(set(fit.values_list("pk", flat=True)) - there)
    if not new:
        raise Refused(_("没有新的人选：选定的来源为空，或已全部列入"))
    Candidate.objects.bulk_create(Candidate(round=around, person_id=pk) for pk in new)
    record(
        actor=actor, deed=CANDIDATES_CHOSEN, subject=around,
        detail={"title": around, "count": str(len(new))},
    )  # fmt: skip
    return len(new)


@transaction.atomic
def decide_candidate(
    *,
    actor: Actor,
    candidate_id: int,
    stance: Stance,
    opening_id: int | None,
    reason: str,
) -> Candidate:
    """指定、排除 or neither; the rest is solved anew."""
    found = questions.candidate_kept(actor=actor, candidate_id=candidate_id)
    if found is None:
        raise Forbidden(KEEP_ROUNDS.sentence)
    around = _prepared(actor, found.round_id)
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_id)
    candidate.is_excluded = stance == Stance.EXCLUDED
    candidate.pinned_to_id = opening_id if stance == Stance.PINNED else None
    candidate.reason = reason.strip() if stance != Stance.OPEN else ""
    candidate.decided_by = actor.name
    reasons = _flaws_of_stance(around, candidate, stance)
    if reasons:
        raise Refused(reasons)
    candidate.save()
    record(
        actor=actor, deed=CANDIDATE_DECIDED, subject=around,
        detail={"title": around, "person": found.person, "stance": Stance(stance).label},
        reason=candidate.reason,
    )  # fmt: skip
    return candidate


def _flaws_of_stance(around: Round, candidate: Candidate, stance: Stance) -> list[str]:
    reasons = []
    if stance != Stance.OPEN and not candidate.reason:
        reasons.append(_("指定或排除须写明理由"))
    if stance == Stance.PINNED:
        chosen = {each.opening_id for each in questions.chosen_openings(around=around)}
        if candidate.pinned_to_id not in chosen:
            reasons.append(_("只能指定到本轮所选的岗位"))
        else:
            reasons += _hindrances_of_pin(around, candidate)
    return reasons


def _hindrances_of_pin(around: Round, candidate: Candidate) -> list[str]:
    """A pin does not go over a hard rule; it says which one is in the way."""
    facts, _excluded = questions.round_facts(around=around)
    fits = facts.fits.get(candidate.person_id, ())
    return [
        _("不能指定：%(kind)s %(told)s") % {"kind": one.kind.label, "told": one.told}
        for each in fits
        if each.opening_id == candidate.pinned_to_id
        for one in each.hindrances
    ]


@transaction.atomic
def solve_round(*, actor: Actor, round_id: int) -> Solution:
    """求解 in a child process; every answer is kept as a version, also that there is none."""
    around = _prepared(actor, round_id)
    with official():
        facts, excluded = questions.round_facts(around=around)
        question = question_of(facts)
    reasons = []
    if not facts.openings:
        reasons.append(_("没有空余的岗位：请先选岗位"))
    if not facts.people:
        reasons.append(_("没有参加匹配的人选：请先选人选"))
    if reasons:
        raise Refused(reasons)
    answer = match(question, seconds=SECONDS)
    newest = questions.newest_solution(around=around)
    solution = Solution.objects.create(
        round=around,
        number=(newest.number if newest else 0) + 1,
        status=answer.status,
        objective=answer.objective,
        bound=answer.bound,
        gap=answer.gap,
        weights=dict(facts.weights),
        conflict=[asdict(each) for each in answer.conflict],
        people=len(facts.people),
        openings=len(facts.openings),
        question=questions.digest_of(question),
        solved_by=actor.name,
    )
    SolutionLine.objects.bulk_create(_lines(solution, facts, answer, excluded))
    record(
        actor=actor, deed=ROUND_SOLVED, subject=around,
        detail={"title": around, "number": str(solution.number), "placed": str(len(answer.assignment))},
    )  # fmt: skip
    return solution


def _lines(
    solution: Solution, facts: RoundFacts, answer: Answer, excluded: Collection[Candidate]
) -> list[SolutionLine]:
    placed = {int(person): int(opening) for person, opening in answer.assignment}
    reasons = {int(each.person): asdict(each) for each in answer.reasons}
    lines = []
    for person in facts.people:
        opening = placed.get(person.id)
        found: dict[str, Any] = {"reason": reasons.get(person.id)}
        if opening is None:
            found["hindrances"], found["nearest"] = questions.hindrances_of(person, facts)
        else:
            found["credits"] = [
                {"kind": str(one.kind), "told": one.told, "share": one.share,
                 "points": round(facts.weights[one.kind] * one.share, 2)}
                for each in facts.fits[person.id] if each.opening_id == opening
                for one in each.credits
            ]  # fmt: skip
        lines.append(
            SolutionLine(solution=solution, person_id=person.id, opening_id=opening, found=found)
        )
    for each in excluded:
        told = {"hindrances": [{"kind": "excluded", "told": each.reason, "openings": 0}]}
        lines.append(SolutionLine(solution=solution, person_id=each.person_id, found=told))
    return lines


def _move(actor: Actor, around: Round, *, reason: str = "") -> RoundMove:
    solution = questions.newest_solution(around=around)
    with official():
        is_stale = solution is not None and questions.is_stale(around=around, solution=solution)
    return RoundMove(
        state=around.state,
        is_solved=solution is not None and solution.status in SOLVED,
        is_stale=is_stale,
        is_mine=around.proposed_by == actor.account_id,
        is_about_me=questions.is_about(actor=actor, around=around),
    )


@transaction.atomic
def propose_round(*, actor: Actor, round_id: int) -> Round:
    """提请审批 of the newest answer, which must still be the answer to how things stand."""
    around = KEEP_ROUNDS.one(actor, _locked(), pk=round_id)
    if reasons := list(rules.flaws_of_proposal(_move(actor, around))):
        raise Refused(reasons)
    around.state = RoundState.PROPOSED
    around.proposed_by, around.proposed_name = actor.account_id, actor.name
    return _saved(actor, around)


@transaction.atomic
def end_round(*, actor: Actor, round_id: int, state: RoundState, reason: str) -> Round:
    """退回 for another answer, or 放弃."""
    around = KEEP_ROUNDS.one(actor, _locked(), pk=round_id)
    move = RoundMove(state=around.state)
    if reasons := list(rules.flaws_of_end(move, wanted=state, reason=reason)):
        raise Refused(reasons)
    around.state = state
    around.proposed_by, around.proposed_name = None, ""
    return _saved(actor, around, reason=reason)


def _saved(actor: Actor, around: Round, *, reason: str = "") -> Round:
    around.version += 1
    around.save()
    record(
        actor=actor, deed=ROUND_MOVED, subject=around,
        detail={"title": around, "state": RoundState(around.state).label}, reason=reason.strip(),
    )  # fmt: skip
    return around


@transaction.atomic
def approve_round(*, actor: Actor, round_id: int, on: date) -> list[Assignment]:
    """审批: the proposed pairs become proposed postings, none of them otherwise.

    Openings and people are locked before it is asked again whether everything still stands, so two
    rounds that name one person or one place end with one of them refused.
    """
    around = APPROVE_ROUNDS.one(actor, _locked(), pk=round_id)
    solution = questions.newest_solution(around=around)
    if solution is None:
        raise Refused(_("只有已提请的轮次可以审批"))
    lines = list(
        solution.lines.filter(opening__isnull=False).select_related("person", "opening__scheme")
    )
    openings = sorted({line.opening_id for line in lines if line.opening_id})
    list(Opening.objects.select_for_update(of=("self",)).filter(pk__in=openings).order_by("pk"))
    for person_id in sorted(line.person_id for line in lines):
        hold_person(person_id=person_id)
    if reasons := list(rules.flaws_of_approval(_move(actor, around))):
        raise Refused(reasons)
    around.state, around.approved_on = RoundState.APPROVED, on
    around.approved_by, around.approved_name = actor.account_id, actor.name
    around.version += 1
    around.save()
    made = [_assigned(actor, around, line, on) for line in lines]
    record(
        actor=actor, deed=ROUND_APPROVED, subject=around,
        detail={"title": around, "count": str(len(made)), "number": str(solution.number)},
    )  # fmt: skip
    return made


def _assigned(actor: Actor, around: Round, line: SolutionLine, on: date) -> Assignment:
    opening: Opening | None = line.opening
    person: Person = line.person
    if opening is None or person.unit_id is None:
        raise Refused(_("%(person)s没有现任单位，不能派出") % {"person": person})
    posting = propose_posting(
        actor=actor,
        scheme_id=opening.scheme_id,
        person_id=person.pk,
        home_unit_id=person.unit_id,
        host_unit_id=opening.host_unit_id,
        place=opening.title,
        round_no=around.title[:40],
        begins=opening.begins,
        planned_end=opening.ends,
        on=on,
    )
    return Assignment.objects.create(line=line, opening=opening, posting=posting)
