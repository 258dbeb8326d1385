"""All nominations of one person in one event, and the decisions upon them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.selection.nominations.contracts import DecisionLine, GroupLine
from qingmiao.selection.nominations.enums import NominationState, Outcome, Purpose
from qingmiao.selection.nominations.models import (
    Exemption,
    GroupDecision,
    Nomination,
    NominationEvent,
)
from qingmiao.selection.nominations.permissions import DECIDE_NOMINATIONS, VIEW_EXEMPTIONS
from qingmiao.selection.nominations.rules.decision import group_state


def nominations_of_group(*, actor: Actor, event_id: int, person_id: int) -> QuerySet[Nomination]:
    """Every nomination of the person in the event, withdrawn ones included."""
    rows = (
        Nomination.objects.standing()
        .filter(event_id=event_id, person_id=person_id)
        .select_related("event", "person__unit", "unit", "category")
        .prefetch_related("referees__person__unit")
    )
    return DECIDE_NOMINATIONS.rows(actor, rows).order_by("submitted_on", "pk")


def person_of_group(*, actor: Actor, event_id: int, person_id: int) -> Person | None:
    found = nominations_of_group(actor=actor, event_id=event_id, person_id=person_id).first()
    return found.person if found else None


def standing_decisions(rows: Iterable[GroupDecision]) -> dict[str, DecisionLine]:
    """By purpose the decision that no later row corrects, with those it replaced."""
    by_id = {row.pk: row for row in rows}
    corrected = {row.corrects_id for row in by_id.values() if row.corrects_id}
    standing = {}
    for row in by_id.values():
        if row.pk in corrected:
            continue
        earlier, step = [], row
        while step.corrects_id:
            step = by_id[step.corrects_id]
            earlier.append(_line(step))
        standing[row.purpose] = _line(row, tuple(earlier))
    return standing


def _line(row: GroupDecision, earlier: tuple[DecisionLine, ...] = ()) -> DecisionLine:
    return DecisionLine(
        id=row.pk,
        purpose=row.purpose,
        outcome=row.outcome,
        note=row.note,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        membership_id=row.membership_id,
        earlier=earlier,
    )


def decisions_on(*, event_id: int, person_id: int) -> dict[str, DecisionLine]:
    rows = GroupDecision.objects.filter(event_id=event_id, person_id=person_id).order_by("pk")
    return standing_decisions(rows)


def outcomes(decisions: dict[str, DecisionLine]) -> dict[str, str]:
    return {purpose: line.outcome for purpose, line in decisions.items()}


def groups(*, actor: Actor, event: NominationEvent) -> list[GroupLine]:
    """One line a person of the event, most waiting first."""
    rows = DECIDE_NOMINATIONS.rows(
        actor,
        Nomination.objects.standing().filter(event=event).exclude(state=NominationState.WITHDRAWN),
    )
    counted = list(
        rows.order_by()
        .values("person_id")
        .annotate(
            total=Count("pk"),
            accepted=Count("pk", filter=Q(state=NominationState.ACCEPTED)),
            waiting=Count("pk", filter=Q(state=NominationState.SUBMITTED)),
        )
    )
    people = Person.objects.select_related("unit").in_bulk([row["person_id"] for row in counted])
    decided: dict[int, list[GroupDecision]] = defaultdict(list)
    for decision in GroupDecision.objects.filter(event=event).order_by("pk"):
        decided[decision.person_id].append(decision)
    lines = [
        _group(people[row["person_id"]], row, standing_decisions(decided[row["person_id"]]))
        for row in counted
    ]
    return sorted(lines, key=lambda line: (-line.waiting, line.state != "review", line.person_id))


def _group(person: Person, row: dict[str, int], decisions: dict[str, DecisionLine]) -> GroupLine:
    agreed = [
        str(Purpose(purpose).label)
        for purpose, line in decisions.items()
        if line.outcome == Outcome.YES
    ]
    return GroupLine(
        person_id=person.pk,
        person=person.name,
        unit=str(person.unit or ""),
        post=person.post_text,
        nominations=row["total"],
        accepted=row["accepted"],
        waiting=row["waiting"],
        state=group_state(outcomes(decisions)),
        decided=tuple(agreed),
    )


def exemptions_of(
    *, actor: Actor, event_id: int, person_id: int | None = None
) -> QuerySet[Exemption]:
    rows = Exemption.objects.filter(event_id=event_id).select_related("person", "unit", "event")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return VIEW_EXEMPTIONS.rows(actor, rows).order_by("-pk")


def exemption(*, actor: Actor, pk: int) -> Exemption | None:
    return VIEW_EXEMPTIONS.rows(actor, Exemption.objects.all()).filter(pk=pk).first()
