from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q

from qingmiao.kernel.actor import Actor
from qingmiao.stewardship.apartments import rules
from qingmiao.stewardship.apartments.contracts import FlatFacts, LeaseFacts, Occupancy, Stay
from qingmiao.stewardship.apartments.models import Flat, Lease
from qingmiao.stewardship.apartments.permissions import VIEW_FLATS, VIEW_LEASES


def flat_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """The stock of talent flats (人才公寓) that was ready by the day, told to insight.

    A select and its parameters. Columns: record_id, building, room_no, begins, ends (the first
    day out of the stock; still in it when empty or later than the day).
    """
    rows = (
        Flat.objects.standing()
        .filter(begins__lte=on)
        .order_by()
        .values("building", "room_no", "begins", "ends", record_id=F("pk"))
    )
    return rows.query.sql_with_params()


def lease_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Leases begun by the day, told to insight: a select and its parameters.

    Columns: record_id, flat_id, person_id, tenant, begins, ends (the first day empty again).
    """
    rows = (
        Lease.objects.standing()
        .filter(Q(flat__voided_at__isnull=True), begins__lte=on)
        .order_by()
        .values(
            "flat_id",
            "person_id",
            "begins",
            "ends",
            record_id=F("pk"),
            tenant=F("tenant_name"),
        )
    )
    return rows.query.sql_with_params()


def occupancy(*, on: date, since: date) -> Occupancy:
    """How much of the stock was lived in: on the day, and by exact days since ``since``.

    The same numbers for everybody inside; the rows behind them are asked for with an actor.
    """
    flats = (
        Flat.objects.standing()
        .filter(begins__lte=on)
        .order_by("building", "room_no", "pk")
        .prefetch_related(
            Prefetch(
                "leases",
                queryset=Lease.objects.standing().filter(begins__lte=on).order_by("begins", "pk"),
            )
        )
    )
    facts = (
        FlatFacts(
            flat_id=flat.pk,
            label=str(flat),
            begins=flat.begins,
            ends=flat.ends,
            stays=tuple(
                Stay(lease_id=lease.pk, begins=lease.begins, ends=lease.ends)
                for lease in flat.leases.all()
            ),
        )
        for flat in flats
    )
    return rules.occupancy_of(facts, since=since, on=on)


def readable_flats(*, actor: Actor, flat_ids: Iterable[int]) -> frozenset[int]:
    """Which of the flats the actor may open."""
    rows = VIEW_FLATS.rows(actor, Flat.objects.standing().filter(pk__in=flat_ids))
    return frozenset(rows.values_list("pk", flat=True))


def readable_leases(*, actor: Actor, lease_ids: Iterable[int]) -> dict[int, str]:
    """Who lives there, for the leases the actor may open."""
    rows = VIEW_LEASES.rows(actor, Lease.objects.standing().filter(pk__in=lease_ids))
    return dict(rows.values_list("pk", "tenant_name"))


def reasons_against_lease(lease: Lease, _on: date) -> Iterator[str]:
    facts = LeaseFacts(
        begins=lease.begins,
        planned_end=lease.planned_end,
        flat_begins=lease.flat.begins,
        flat_ends=lease.flat.ends,
    )
    yield from rules.lease_disagreements(facts)
