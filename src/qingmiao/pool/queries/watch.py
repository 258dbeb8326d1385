"""不让名单睡着: who of the reserve is asleep, ages out, is ready without a post, or has nothing planned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from qingmiao.access.enums import DEPARTMENT
from qingmiao.access.models import RoleGrant
from qingmiao.evidence.enums import Polarity
from qingmiao.evidence.queries import (
    NOTHING_SAID,
    Strength,
    ageing,
    standing_claims,
    strengths,
    within,
)
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.periods import born_since
from qingmiao.pool.enums import MembershipState, WatchKind
from qingmiao.pool.models import Membership
from qingmiao.pool.queries.membership import memberships
from qingmiao.pool.rules.membership import LIMITS, UPKEEP
from qingmiao.pool.rules.watch import first_day_ahead
from qingmiao.rulebook.library import regulation

Rows = QuerySet[Membership]


def _asleep(rows: Rows, on: date) -> Rows:
    """No open claim within the days of the rule, and in the reserve for longer than that."""
    since = on - timedelta(days=regulation(UPKEEP).on(on)["asleep_days"].value)
    heard = standing_claims(on=on).filter(person=OuterRef("person"), happened_on__gt=since)
    return rows.filter(~Exists(heard), entered_on__lte=since)


def _ageing(rows: Rows, on: date) -> Rows:
    """Over the limit of entry within the months of the rule, or already."""
    limits, months = (
        regulation(LIMITS.regulation).on(on),
        regulation(UPKEEP).on(on)["ageing_months"].value,
    )
    strict = limits["age_limit_edge"].value == "strict"
    oldest = limits["age_limit"].value - (1 if strict else 0)
    ahead = first_day_ahead(on=on, months=months)
    return rows.filter(person__birth__lt=born_since(age=oldest, on=ahead))


def _ready(rows: Rows, on: date) -> Rows:
    """Tracked or listed for inspection, enough fresh kinds of source, nothing against, and no post yet."""
    by = ageing(on=on)
    said = standing_claims(on=on).filter(person=OuterRef("person"))
    fresh = said.filter(within(threshold=by.fresh, on=on, by=by)).order_by()
    kinds = fresh.values("person").annotate(n=Count("source_kind", distinct=True)).values("n")
    against = said.filter(polarity=Polarity.AGAINST)
    least = regulation(UPKEEP).on(on)["ready_kinds"].value
    ripe = Q(state_then__in=[MembershipState.TRACKED, MembershipState.CANDIDATE])
    known = rows.annotate(fresh_kinds=Subquery(kinds))
    return known.filter(ripe & ~Exists(against) & Q(fresh_kinds__gte=least))


def _review_due(rows: Rows, on: date) -> Rows:
    return rows.filter(next_review_on__lt=on)


def _action_due(rows: Rows, on: date) -> Rows:
    return rows.filter(next_action_on__lt=on)


def _unplanned(rows: Rows, on: date) -> Rows:
    return rows.filter(Q(next_action="") | Q(next_review_on__isnull=True))


SIEVES: dict[WatchKind, Callable[[Rows, date], Rows]] = {
    WatchKind.ASLEEP: _asleep,
    WatchKind.AGEING: _ageing,
    WatchKind.READY: _ready,
    WatchKind.REVIEW: _review_due,
    WatchKind.ACTION: _action_due,
    WatchKind.UNPLANNED: _unplanned,
}


def watched(*, actor: Actor, kind: WatchKind, on: date) -> Rows:
    """Members of one kind on a day, as far as the reader may know them; longest waiting first."""
    rows = SIEVES[kind](memberships(actor=actor, on=on), on)
    return rows.select_related("person__unit").order_by("next_review_on", "pk")


def watch_counts(*, actor: Actor, on: date) -> dict[WatchKind, int]:
    return {kind: watched(actor=actor, kind=kind, on=on).count() for kind in WatchKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    row: Membership
    strength: Strength


def with_strength(*, rows: list[Membership], on: date) -> list[Watched]:
    known = strengths(person_ids=[row.person_id for row in rows], on=on)
    return [Watched(row=row, strength=known.get(row.person_id, NOTHING_SAID)) for row in rows]


def accounts_told(*, on: date) -> list[int]:
    """Who keeps the reserve of the whole district on a day."""
    held = RoleGrant.objects.filter(
        role__in=DEPARTMENT, unit__isnull=True, begins__lte=on, account__is_active=True
    ).filter(Q(ends__isnull=True) | Q(ends__gt=on))
    return sorted(set(held.values_list("account_id", flat=True)))
