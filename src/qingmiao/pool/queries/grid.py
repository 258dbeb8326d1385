"""双维视图: how many independent kinds speak for a member, by how fresh they are. Every cell is its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Least

from qingmiao.evidence.enums import Dimension, Freshness
from qingmiao.evidence.queries import AgedClaim, aged_claims_of, strength_rows
from qingmiao.kernel.actor import Actor
from qingmiao.pool.enums import GridAxis
from qingmiao.pool.models import GridReader, Membership
from qingmiao.pool.permissions import READ_GRID
from qingmiao.pool.queries.membership import active_memberships
from qingmiao.registers.counting import counted_together

COLUMNS = (0, 1, 2, 3)
"""The last one means so many or more."""
NOTHING = "none"
BANDS = (*(str(band) for band in Freshness), NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the reader wants on the axes, and for whom."""

    on: date
    axis: GridAxis = GridAxis.BREADTH
    dimension: str = ""
    tier: str = ""


Cell = tuple[int, str]


def _members(actor: Actor, question: Question) -> QuerySet[Membership]:
    rows = READ_GRID.rows(actor, active_memberships(on=question.on))
    return rows.filter(tier=question.tier) if question.tier else rows


def _spoken_of(members: QuerySet[Membership], question: Question) -> QuerySet[Any, Any]:
    """Members somebody spoke of, each with the column and the band it stands in."""
    value = {
        GridAxis.BREADTH: F("alive_kinds"),
        GridAxis.FRESH: F("fresh_kinds"),
        GridAxis.AGAINST: F("against"),
    }[question.axis]
    band = Case(
        When(fresh_kinds__gt=0, then=Value(Freshness.FRESH.value)),
        When(alive_kinds__gt=0, then=Value(Freshness.FADING.value)),
        default=Value(Freshness.STALE.value),
    )
    said = strength_rows(
        person_ids=members.order_by().values("person_id"),
        on=question.on,
        dimension=question.dimension,
    )
    return said.annotate(column=Least(value, Value(COLUMNS[-1])), band=band)


def cells(*, actor: Actor, question: Question) -> dict[Cell, int]:
    """How many stand in each cell, in two questions, however many there are."""
    members = _members(actor, question)
    [counted] = counted_together(_spoken_of(members, question), [("column", "band")])
    found = {(column, band): 0 for column in COLUMNS for band in BANDS[:-1]}
    found |= {(column, band): n for column, band, n in counted}
    silent = {(column, NOTHING): 0 for column in COLUMNS}
    return found | silent | {(0, NOTHING): members.count() - sum(found.values())}


def members_in(*, actor: Actor, question: Question, cell: Cell) -> QuerySet[Membership]:
    """The rows a cell counts, newest first."""
    members, (column, band) = _members(actor, question), cell
    said = _spoken_of(members, question)
    if band != NOTHING:
        there = Q(person__in=said.filter(column=column, band=band).values("person_id"))
    elif column:
        there = Q(pk__in=[])
    else:
        there = ~Q(person__in=said.values("person_id"))
    return members.filter(there).select_related("person__unit").order_by("-entered_on", "-pk")


def claims_behind(
    *, actor: Actor, rows: Iterable[Membership], question: Question
) -> dict[int, list[AgedClaim]]:
    """The rows a cell rests on, by person: what the numbers count, claim by claim."""
    return aged_claims_of(
        actor=actor,
        person_ids=[row.person_id for row in rows],
        on=question.on,
        dimension=question.dimension,
    )


def grid_readers() -> list[GridReader]:
    return list(GridReader.objects.filter(ended_at__isnull=True).select_related("account"))


def dimension_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Dimension.choices]
