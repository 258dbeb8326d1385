"""How far the units have answered a notice."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Count

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.selection.nominations.contracts import CategoryLine, EventCounts, UnitLine
from qingmiao.selection.nominations.enums import NominationState, Route
from qingmiao.selection.nominations.models import (
    GroupDecision,
    NilReturn,
    Nomination,
    NominationEvent,
    UnitQuota,
)
from qingmiao.selection.nominations.permissions import DECIDE_NOMINATIONS, RECOMMEND_FOR
from qingmiao.selection.nominations.queries.event import asked_units, categories_of, tally

NOTHING = {"nominated": 0, "used": 0, "by_oneself": 0, "waiting": 0}


def unit_lines(*, event: NominationEvent, but: Collection[int] = frozenset()) -> list[UnitLine]:
    """Every asked unit, and any other that nominated all the same, in unit order."""
    counts = tally(event=event, but=but)
    nil = dict(NilReturn.objects.filter(event=event).values_list("unit_id", "reason"))
    exceptions = UnitQuota.objects.standing().filter(event=event, category__isnull=True)
    own = dict(exceptions.values_list("unit_id", "quota"))
    asked = {unit.pk: unit for unit in asked_units(event=event)}
    others = Unit.objects.filter(pk__in=set(counts) - set(asked)).order_by("sort_no", "pk")
    return [
        UnitLine(
            unit_id=unit.pk,
            unit=str(unit),
            kind=unit.get_kind_display(),
            limit=own.get(unit.pk, event.quota_per_unit),
            nil_reason=nil.get(unit.pk, ""),
            **counts.get(unit.pk, NOTHING),
        )
        for unit in [*asked.values(), *others]
    ]


def counts_of(*, actor: Actor, event: NominationEvent) -> EventCounts:
    """The numbers of a notice as far as this reader may know the people behind them."""
    lines = unit_lines(event=event, but=actor.confidential_ids)
    seen = DECIDE_NOMINATIONS.rows(
        actor,
        Nomination.objects.standing().filter(event=event).exclude(state=NominationState.WITHDRAWN),
    )
    rows = list(seen.order_by().values_list("person_id", "state"))
    accepted = {person for person, state in rows if state == NominationState.ACCEPTED}
    decided = set(
        GroupDecision.objects.filter(event=event, person_id__in=accepted).values_list(
            "person_id", flat=True
        )
    )
    return EventCounts(
        units=len(lines),
        answered=sum(line.has_answered for line in lines),
        silent=sum(not line.has_answered for line in lines),
        used=sum(line.used for line in lines),
        places=sum(line.limit for line in lines),
        nominations=len(rows),
        people=len({person for person, _state in rows}),
        waiting=sum(state == NominationState.SUBMITTED for _person, state in rows),
        undecided=len(accepted - decided),
        lines=tuple(lines),
    )


def is_unfinished(*, event: NominationEvent, people: Collection[int]) -> bool:
    """Whether a nomination of one of these people still waits for acceptance or for a decision."""
    rows = Nomination.objects.standing().filter(event=event, person_id__in=people)
    decided = GroupDecision.objects.filter(event=event).values("person_id")
    accepted = rows.filter(state=NominationState.ACCEPTED)
    return (
        rows.filter(state=NominationState.SUBMITTED).exists()
        or accepted.exclude(person_id__in=decided).exists()
    )


def named_by_category(
    *,
    event: NominationEvent,
    units: Collection[int] | None = None,
    but: Collection[int] = frozenset(),
) -> list[CategoryLine]:
    """The categories of a notice and how many stand in each, by some units or by all.

    One unit alone sees its own number of places in each.
    """
    rows = (
        Nomination.objects.standing()
        .filter(event=event)
        .exclude(state=NominationState.WITHDRAWN)
        .exclude(person_id__in=but)
    )
    if units is not None:
        rows = rows.filter(unit_id__in=units, route=Route.ORGANIZATION)
    grouped = rows.order_by().values_list("category_id").annotate(n=Count("pk"))
    named = dict(grouped)
    alone = next(iter(units)) if units is not None and len(units) == 1 else None
    asked = categories_of(event=event, unit_id=alone)
    return [replace(one, named=named.get(one.id, 0)) for one in asked]


def my_units(*, actor: Actor) -> list[Unit]:
    """Units in whose name the actor may recommend."""
    return list(RECOMMEND_FOR.rows(actor, Unit.objects.filter(ends__isnull=True)))


def my_lines(*, actor: Actor, event: NominationEvent) -> list[UnitLine]:
    """The asked units of a unit's own hand, with every place the unit itself has used."""
    mine = {unit.pk for unit in my_units(actor=actor)}
    return [line for line in unit_lines(event=event) if line.unit_id in mine]
