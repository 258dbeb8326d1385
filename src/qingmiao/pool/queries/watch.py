"""不让名单睡着: who of the reserve is asleep, ages out, is ready without a post, or has nothing planned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

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


def _asleep(on: date) -> Q:
    """No open claim within the days of the rule, and in the reserve for longer than that."""
    since = on - timedelta(days=regulation(UPKEEP).on(on)["asleep_days"].value)
    heard = standing_claims(on=on).filter(happened_on__gt=since).order_by()
    return Q(entered_on__lte=since) & ~Q(person__in=heard.values("person"))


def _ageing(on: date) -> Q:
    """Over the limit of entry within the months of the rule, or already."""
    limits, months = (
        regulation(LIMITS.regulation).on(on),
        regulation(UPKEEP).on(on)["ageing_months"].value,
    )
    strict = limits["age_limit_edge"].value == "strict"
    oldest = limits["age_limit"].value - (1 if strict else 0)
    ahead = first_day_ahead(on=on, months=months)
    return Q(person__birth__lt=born_since(age=oldest, on=ahead))


def _ready(on: date) -> Q:
    """Tracked or listed for inspection, enough fresh kinds of source, nothing against, and no post yet."""
    by = ageing(on=on)
    said = standing_claims(on=on).order_by()
    least = regulation(UPKEEP).on(on)["ready_kinds"].value
    fresh = said.filter(within(threshold=by.fresh, on=on, by=by)).values("person")
    spoken_for = fresh.annotate(kinds=Count("source_kind", distinct=True)).filter(kinds__gte=least)
    against = said.filter(polarity=Polarity.AGAINST).values("person")
    ripe = Q(state_then__in=[MembershipState.TRACKED, MembershipState.CANDIDATE])
    return ripe & Q(person__in=spoken_for.values("person")) & ~Q(person__in=against)


def _review_due(on: date) -> Q:
    return Q(next_review_on__lt=on)


def _action_due(on: date) -> Q:
    return Q(next_action_on__lt=on)


def _unplanned(_on: date) -> Q:
    return Q(next_action="") | Q(next_review_on__isnull=True)


SIEVES: dict[WatchKind, Callable[[date], Q]] = {
    WatchKind.ASLEEP: _asleep,
    WatchKind.AGEING: _ageing,
    WatchKind.READY: _ready,
    WatchKind.REVIEW: _review_due,
    WatchKind.ACTION: _action_due,
    WatchKind.UNPLANNED: _unplanned,
}


def watched(*, actor: Actor, kind: WatchKind, on: date) -> Rows:
    """Members of one kind on a day, as far as the reader may know them; longest waiting first."""
    rows = memberships(actor=actor, on=on).filter(SIEVES[kind](on))
    return rows.select_related("person__unit").order_by("next_review_on", "pk")


def watch_counts(*, actor: Actor, on: date) -> dict[WatchKind, int]:
    """How many of each kind, in one question: each the length of the list it opens."""
    counted = memberships(actor=actor, on=on).aggregate(
        **{kind.value: Count("pk", filter=SIEVES[kind](on)) for kind in WatchKind}
    )
    return {kind: counted[kind.value] for kind in WatchKind}


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
