from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from qingmiao.evidence.enums import Dimension, Polarity
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.permissions import READ_EVIDENCE
from qingmiao.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One dimension of a person: how many independent kinds speak for it, and whether any contradict."""

    dimension: str
    label: str
    kinds: tuple[str, ...]
    sources: int
    newest: date | None
    count_for: int
    count_against: int

    @property
    def contradicts(self) -> bool:
        return self.count_for > 0 and self.count_against > 0


def claims_about(*, actor: Actor, person_id: int) -> QuerySet[Evidence]:
    """Standing claims the actor may read, newest first."""
    rows = Evidence.objects.filter(person_id=person_id, retracted_at__isnull=True)
    return READ_EVIDENCE.rows(actor, rows).select_related("source_person", "source_unit")


def strips_of(*, actor: Actor, person_id: int) -> list[Strip]:
    """Every dimension somebody spoke of, contradictions first, then by how many kinds agree."""
    rows = list(claims_about(actor=actor, person_id=person_id))
    strips = [
        _strip(dimension, [row for row in rows if row.dimension == dimension])
        for dimension in Dimension
    ]
    spoken = [strip for strip in strips if strip.count_for or strip.count_against or strip.kinds]
    return sorted(spoken, key=lambda strip: (not strip.contradicts, -len(strip.kinds)))


def _strip(dimension: Dimension, rows: list[Evidence]) -> Strip:
    kinds = dict.fromkeys(str(row.get_source_kind_display()) for row in rows)
    people = {row.source_person_id or row.source_name for row in rows}
    return Strip(
        dimension=dimension.value,
        label=str(dimension.label),
        kinds=tuple(kinds),
        sources=len(people),
        newest=max((row.happened_on for row in rows), default=None),
        count_for=sum(row.polarity == Polarity.FOR for row in rows),
        count_against=sum(row.polarity == Polarity.AGAINST for row in rows),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How much speaks of a person at all: independent kinds, the newest day, anything against."""

    kinds: int
    newest: date
    against: int


def freshness(*, actor: Actor, person_ids: Iterable[int]) -> dict[int, Freshness]:
    """For a page of people at once, in one query; people nobody spoke of are left out."""
    if READ_EVIDENCE.nowhere(actor):
        return {}
    rows = READ_EVIDENCE.rows(
        actor, Evidence.objects.filter(person__in=list(person_ids), retracted_at__isnull=True)
    )
    counted = (
        rows.order_by()
        .values("person_id")
        .annotate(
            kinds=Count("source_kind", distinct=True),
            newest=Max("happened_on"),
            against=Count("pk", filter=Q(polarity=Polarity.AGAINST)),
        )
    )
    return {
        row["person_id"]: Freshness(
            kinds=row["kinds"], newest=row["newest"], against=row["against"]
        )
        for row in counted
    }
