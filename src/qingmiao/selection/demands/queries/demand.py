"""Demands as other rooms and pages ask for them, and what each has found so far."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.selection.demands.contracts import DemandCard, Progress
from qingmiao.selection.demands.enums import DemandState, FoundBy
from qingmiao.selection.demands.models import Demand, DemandStep, Discovery
from qingmiao.selection.demands.permissions import (
    DECIDE_DEMANDS,
    KEEP_DISCOVERIES,
    VIEW_DEMANDS,
    VIEW_DISCOVERIES,
)


def demands(*, actor: Actor) -> QuerySet[Demand]:
    """Standing demands the actor may read."""
    rows = Demand.objects.standing().select_related("unit", "owner")
    return VIEW_DEMANDS.rows(actor, rows)


def decided_demands(*, actor: Actor) -> QuerySet[Demand]:
    """Standing demands the actor may close, reopen and note people for."""
    return DECIDE_DEMANDS.rows(actor, Demand.objects.standing())


def open_demands(*, actor: Actor) -> list[DemandCard]:
    """Demands a visit, an event or a contest may cite, those due first."""
    rows = demands(actor=actor).filter(state=DemandState.OPEN).order_by("due_on", "pk")
    return [
        DemandCard(
            id=row.pk,
            title=row.title,
            unit=str(row.unit or ""),
            due_on=row.due_on,
            wanted=row.wanted,
        )
        for row in rows
    ]


def discoveries_of(*, actor: Actor, demand_id: int) -> QuerySet[Discovery]:
    """Who was found for a demand, newest first, without the reader and the reader's kin."""
    rows = Discovery.objects.filter(demand_id=demand_id, retracted_at__isnull=True)
    return VIEW_DISCOVERIES.rows(actor, rows.select_related("person__unit"))


def progress_of(*, actor: Actor, demand_ids: Iterable[int]) -> dict[int, Progress]:
    """How many people each demand has found, and by which work; one query for all of them."""
    rows = VIEW_DISCOVERIES.rows(
        actor, Discovery.objects.filter(demand_id__in=list(demand_ids), retracted_at__isnull=True)
    )
    people: dict[int, set[int]] = defaultdict(set)
    ways: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for demand_id, person_id, way in rows.values_list("demand_id", "person_id", "found_by"):
        people[demand_id].add(person_id)
        ways[demand_id][way].add(person_id)
    return {
        demand_id: Progress(
            people=len(found), by={way: len(ids) for way, ids in ways[demand_id].items()}
        )
        for demand_id, found in people.items()
    }


def steps_of(*, demand_id: int) -> list[DemandStep]:
    """How a demand was closed and taken up again, oldest first."""
    return list(DemandStep.objects.filter(demand_id=demand_id))


def last_step_on(*, demand: Demand) -> DemandStep | None:
    return DemandStep.objects.filter(demand=demand).order_by("-on", "-pk").first()


def noted_by_hand(*, actor: Actor) -> QuerySet[Discovery]:
    """Standing people the office itself put to demands the actor keeps."""
    rows = Discovery.objects.filter(found_by=FoundBy.OFFICE, retracted_at__isnull=True)
    return KEEP_DISCOVERIES.rows(actor, rows.select_related("demand", "person"))
