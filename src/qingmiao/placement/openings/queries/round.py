"""What a round considers, what was found, and how its page tells it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count

from qingmiao.engines.matching.contracts import Broken, Reason
from qingmiao.engines.matching.enums import RuleKind, Why
from qingmiao.engines.matching.rules.sentences import told_reason, told_rule
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.openings.contracts import (
    CandidateFacts,
    ConflictLine,
    OpeningFacts,
    ShownLine,
)
from qingmiao.placement.openings.enums import Merit, Obstacle, OpeningState
from qingmiao.placement.openings.models import (
    Assignment,
    Candidate,
    Opening,
    Round,
    RoundOpening,
    Solution,
    Wish,
)
from qingmiao.placement.openings.permissions import KEEP_ROUNDS
from qingmiao.placement.openings.queries.facts import (
    candidate_facts,
    longest_engagement,
    opening_facts,
    usual_unit_most,
)
from qingmiao.placement.openings.rules.fit import fit
from qingmiao.placement.openings.rules.question import RoundFacts, question_of
from qingmiao.placement.postings.models import HOLDING
from qingmiao.pool.queries.membership import memberships

PUBLISHED = (OpeningState.OPEN, OpeningState.CLOSED)


def offered_openings(*, around: Round) -> list[Opening]:
    """Published openings that begin on the day of the round or later, and those already chosen."""
    chosen = RoundOpening.objects.filter(round=around).values("opening")
    rows = Opening.objects.standing().select_related("scheme", "host_unit")
    found = rows.filter(state__in=PUBLISHED, begins__gte=around.on) | rows.filter(pk__in=chosen)
    return list(found.distinct().order_by("begins", "priority", "pk"))


def chosen_openings(*, around: Round) -> list[RoundOpening]:
    rows = RoundOpening.objects.filter(round=around)
    return list(rows.select_related("opening__scheme", "opening__host_unit"))


def candidates_of(*, actor: Actor, around: Round) -> list[Candidate]:
    """As far as the reader may know: never oneself or kin."""
    rows = Candidate.objects.filter(round=around).exclude(person__in=actor.confidential_ids)
    return list(rows.select_related("person__unit", "pinned_to__host_unit"))


def candidate_kept(*, actor: Actor, candidate_id: int) -> Candidate | None:
    rounds = KEEP_ROUNDS.rows(actor, Round.objects.standing())
    rows = Candidate.objects.filter(round__in=rounds).exclude(person__in=actor.confidential_ids)
    return rows.select_related("person", "round").filter(pk=candidate_id).first()


def people_of_tier(*, actor: Actor, tier: str, on: date) -> set[int]:
    return set(memberships(actor=actor, on=on).filter(tier=tier).values_list("person", flat=True))


def people_wishing(*, opening_ids: Iterable[int]) -> set[int]:
    """Who has named one of the openings."""
    ids = list(opening_ids)
    rows = Wish.objects.standing()
    found: set[int] = set()
    for name in ("first", "second", "third"):
        found |= set(rows.filter(**{f"{name}__in": ids}).values_list("person", flat=True))
    return found


def taken_places(*, opening_ids: Iterable[int]) -> dict[int, int]:
    """Places that earlier rounds have filled, as long as the posting stands."""
    rows = Assignment.objects.filter(
        opening__in=list(opening_ids), posting__voided_at__isnull=True, posting__state__in=HOLDING
    )
    return {int(one): int(n) for one, n in rows.values_list("opening").annotate(n=Count("pk"))}


def round_facts(*, around: Round) -> tuple[RoundFacts, list[Candidate]]:
    """Everything the answer follows from; excluded people stand aside."""
    chosen = chosen_openings(around=around)
    taken = taken_places(opening_ids=[each.opening_id for each in chosen])
    openings: list[OpeningFacts] = []
    for each in opening_facts([row.opening for row in chosen]):
        left = each.places - taken.get(each.id, 0)
        if left > 0:
            openings.append(replace(each, places=left))
    everybody = list(Candidate.objects.filter(round=around).select_related("person"))
    considered = [each for each in everybody if not each.is_excluded]
    people = candidate_facts(
        person_ids=[each.person_id for each in considered], openings=openings, on=around.on
    )
    longest = longest_engagement(on=around.on)
    fits = {one.id: [fit(one, each, longest=longest) for each in openings] for one in people}
    facts = RoundFacts(
        people=people,
        openings=openings,
        fits=fits,
        weights=weights_of(around),
        unit_most=around.unit_most or usual_unit_most(on=around.on),
        least={
            row.opening_id: row.opening.places - taken.get(row.opening_id, 0)
            for row in chosen
            if row.is_must
        },
        pinned={
            each.person_id: each.pinned_to_id
            for each in considered
            if each.pinned_to_id is not None
        },
    )
    return facts, [each for each in everybody if each.is_excluded]


def weights_of(around: Round) -> dict[str, int]:
    return {str(kind): int(getattr(around, kind)) for kind in Merit.values}


def digest_of(question: Mapping[str, Any]) -> str:
    text = json.dumps(question, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def solutions_of(*, around: Round) -> list[Solution]:
    return list(Solution.objects.filter(round=around).order_by("-number"))


def newest_solution(*, around: Round) -> Solution | None:
    return Solution.objects.filter(round=around).order_by("-number").first()


def is_stale(*, around: Round, solution: Solution) -> bool:
    """Whether the same question asked today would be another one."""
    facts, _excluded = round_facts(around=around)
    return digest_of(question_of(facts)) != solution.question


def is_about(*, actor: Actor, around: Round) -> bool:
    """Whether the actor or kin are among those considered."""
    hidden = actor.confidential_ids
    return bool(hidden) and Candidate.objects.filter(round=around, person__in=hidden).exists()


def shown_lines(*, actor: Actor, solution: Solution) -> list[ShownLine]:
    """Each person with the reasons, told in the reader's language; never oneself or kin."""
    rows = solution.lines.exclude(person__in=actor.confidential_ids)
    rows = rows.select_related("person__unit", "opening__host_unit", "assignment__posting")
    names = _Names(solution)
    return [
        ShownLine(
            person_id=row.person_id,
            name=row.person.name,
            unit=str(row.person.unit or ""),
            opening_id=row.opening_id,
            opening=str(row.opening or ""),
            because=names.told(row.found.get("reason")),
            credits=tuple(
                {**each, "label": Merit(each["kind"]).label}
                for each in row.found.get("credits", [])
            ),
            hindrances=tuple(
                {**each, "label": Obstacle(each["kind"]).label}
                for each in row.found.get("hindrances", [])
            ),
            nearest=names.opening(row.found.get("nearest")),
            posting_id=row.assignment.posting_id if hasattr(row, "assignment") else None,
        )
        for row in rows
    ]


def shown_conflict(*, actor: Actor, solution: Solution) -> list[ConflictLine]:
    names = _Names(solution)
    lines = []
    for each in solution.conflict:
        if each["person"] in actor.confidential_ids:
            continue
        rule = Broken(
            rule=RuleKind(each["rule"]),
            person=names.person(each["person"]),
            opening=names.opening(each["opening"]),
            limit=each["limit"],
            bound=each["bound"],
        )
        lines.append(ConflictLine(told=told_rule(rule)))
    return lines


class _Names:
    """Ids of an answer back into names, all at once."""

    def __init__(self, solution: Solution) -> None:
        around = solution.round_id
        people = Person.objects.filter(
            pk__in=Candidate.objects.filter(round=around).values("person")
        )
        self.people = dict(people.values_list("pk", "name"))
        rows = Opening.objects.filter(
            pk__in=RoundOpening.objects.filter(round=around).values("opening")
        )
        self.openings = {row.pk: str(row) for row in rows.select_related("host_unit")}

    def person(self, pk: int | None) -> str | None:
        return None if pk is None else self.people.get(pk, "—")

    def opening(self, pk: int | None) -> str | None:
        return None if pk is None else self.openings.get(pk, "—")

    def told(self, found: Mapping[str, Any] | None) -> str:
        if not found:
            return ""
        reason = Reason(
            person=self.person(found["person"]) or "",
            opening=self.opening(found["opening"]),
            why=Why(found["why"]),
            cost=found["cost"],
            rank=found["rank"],
            instead=self.opening(found["instead"]),
            holder=self.person(found["holder"]),
            by=found["by"],
            limits=tuple(found["limits"]),
        )
        return told_reason(reason)


def hindrances_of(
    person: CandidateFacts, facts: RoundFacts
) -> tuple[list[dict[str, Any]], int | None]:
    """What keeps a person out, each kind once with how many openings it shuts, and the nearest opening."""
    counted: Counter[tuple[str, str]] = Counter()
    nearest: tuple[int, int] | None = None
    for each in facts.fits[person.id]:
        for one in each.hindrances:
            counted[str(one.kind), one.told] += 1
        step = (len(each.hindrances), each.opening_id)
        nearest = step if nearest is None else min(nearest, step)
    told = [
        {"kind": kind, "told": text, "openings": count}
        for (kind, text), count in counted.most_common()
    ]
    return told, nearest[1] if nearest and nearest[0] else None
