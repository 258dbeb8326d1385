from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from qingmiao.evidence.enums import OPEN_CLASSES, Dimension, Polarity, SourceKind
from qingmiao.evidence.enums import Freshness as Band
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.permissions import READ_EVIDENCE
from qingmiao.evidence.rules import REGULATION, Ageing, ageing_of, first_day, freshness_band
from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.library import regulation


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What speaks of a person on a day, without a sum: kinds by age, newest day, how many against."""

    fresh_kinds: int = 0
    fading_kinds: int = 0
    kinds: int = 0
    newest: date | None = None
    against: int = 0

    @property
    def band(self) -> Band | None:
        """The best band any claim is in; ``None`` where nobody spoke."""
        if self.fresh_kinds:
            return Band.FRESH
        if self.fading_kinds:
            return Band.FADING
        return Band.STALE if self.kinds else None


NOTHING_SAID = Strength()


def ageing(*, on: date) -> Ageing:
    return ageing_of(regulation(REGULATION).on(on))


def standing_claims(*, on: date) -> QuerySet[Evidence]:
    """Open claims that stood on a day: made by then, and not yet retracted."""
    return Evidence.objects.filter(happened_on__lte=on, secrecy__in=OPEN_CLASSES).filter(
        Q(retracted_at__isnull=True) | Q(retracted_at__date__gt=on)
    )


def within(*, threshold: float, on: date, by: Ageing) -> Q:
    """Claims that weigh at least so much: the same days the rule names, asked in the database."""
    found = Q()
    for kind in SourceKind:
        since = first_day(kind=kind, on=on, threshold=threshold, ageing=by)
        found |= Q(source_kind=kind, happened_on__gte=since)
    return found


def strengths(
    *, person_ids: Iterable[int] | QuerySet[Any, Any], on: date, dimension: str = ""
) -> dict[int, Strength]:
    """For many people at once, in one query; whoever nobody spoke of is left out."""
    return {
        row["person_id"]: Strength(
            fresh_kinds=row["fresh_kinds"],
            fading_kinds=row["alive_kinds"] - row["fresh_kinds"],
            kinds=row["kinds"],
            newest=row["newest"],
            against=row["against"],
        )
        for row in strength_rows(person_ids=person_ids, on=on, dimension=dimension)
    }


def strength_rows(
    *, person_ids: Iterable[int] | QuerySet[Any, Any], on: date, dimension: str = ""
) -> QuerySet[Any, Any]:
    """One row a person somebody spoke of, in one dimension or all.

    A question of ids is asked inside, so that twenty thousand need not travel.
    """
    by = ageing(on=on)
    fresh = within(threshold=by.fresh, on=on, by=by)
    alive = within(threshold=by.stale, on=on, by=by)
    wanted = person_ids if isinstance(person_ids, QuerySet) else list(person_ids)
    rows = standing_claims(on=on).filter(person__in=wanted)
    if dimension:
        rows = rows.filter(dimension=dimension)
    return (
        rows.order_by()
        .values("person_id")
        .annotate(
            fresh_kinds=Count("source_kind", distinct=True, filter=fresh),
            alive_kinds=Count("source_kind", distinct=True, filter=alive),
            kinds=Count("source_kind", distinct=True),
            newest=Max("happened_on"),
            against=Count("pk", filter=Q(polarity=Polarity.AGAINST)),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgedClaim:
    """One claim as it weighs on a day."""

    claim: Evidence
    band: Band


def aged_claims_of(
    *, actor: Actor, person_ids: Iterable[int], on: date, dimension: str = ""
) -> dict[int, list[AgedClaim]]:
    """Everything the actor may read of some people on a day, newest first, each with its age."""
    by = ageing(on=on)
    rows = standing_claims(on=on).filter(person__in=list(person_ids))
    if dimension:
        rows = rows.filter(dimension=dimension)
    found: dict[int, list[AgedClaim]] = {}
    for row in READ_EVIDENCE.rows(actor, rows).select_related("source_person", "source_unit"):
        band = freshness_band(kind=row.source_kind, happened_on=row.happened_on, on=on, ageing=by)
        found.setdefault(row.person_id, []).append(AgedClaim(claim=row, band=band))
    return found
