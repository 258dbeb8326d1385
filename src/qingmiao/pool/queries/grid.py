"""双维视图: how many independent kinds speak for a member, by how fresh they are. Every cell is its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qingmiao.evidence.enums import Dimension, Freshness
from qingmiao.evidence.queries import (
    NOTHING_SAID,
    AgedClaim,
    Strength,
    aged_claims_of,
    strengths,
)
from qingmiao.kernel.actor import Actor
from qingmiao.pool.enums import GridAxis
from qingmiao.pool.models import GridReader, Membership
from qingmiao.pool.permissions import READ_GRID
from qingmiao.pool.queries.membership import active_memberships

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    row: Membership
    strength: Strength
    column: int
    band: str


def placed(*, actor: Actor, question: Question) -> list[Placed]:
    """Every member the reader may see in this view, in its cell; in two questions, however many."""
    rows = READ_GRID.rows(actor, active_memberships(on=question.on))
    if question.tier:
        rows = rows.filter(tier=question.tier)
    found = list(rows.select_related("person__unit").order_by("person__pinyin", "pk"))
    known = strengths(
        person_ids=rows.order_by().values("person_id"),
        on=question.on,
        dimension=question.dimension,
    )
    return [_placed(row, known.get(row.person_id, NOTHING_SAID), question.axis) for row in found]


def _placed(row: Membership, strength: Strength, axis: GridAxis) -> Placed:
    value = {
        GridAxis.BREADTH: strength.fresh_kinds + strength.fading_kinds,
        GridAxis.FRESH: strength.fresh_kinds,
        GridAxis.AGAINST: strength.against,
    }[axis]
    return Placed(
        row=row,
        strength=strength,
        column=min(value, COLUMNS[-1]),
        band=str(strength.band or NOTHING),
    )


def cells(found: Iterable[Placed]) -> dict[tuple[int, str], int]:
    counted = {(column, band): 0 for column in COLUMNS for band in BANDS}
    for each in found:
        counted[each.column, each.band] += 1
    return counted


def claims_behind(
    *, actor: Actor, rows: Iterable[Placed], question: Question
) -> dict[int, list[AgedClaim]]:
    """The rows a cell rests on, by person: what the numbers count, claim by claim."""
    return aged_claims_of(
        actor=actor,
        person_ids=[each.row.person_id for each in rows],
        on=question.on,
        dimension=question.dimension,
    )


def grid_readers() -> list[GridReader]:
    return list(GridReader.objects.filter(ended_at__isnull=True).select_related("account"))


def dimension_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Dimension.choices]
