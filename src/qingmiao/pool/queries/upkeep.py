"""Who may be named for the two-axis view; what one page tells of a member."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.evidence.queries import AgedClaim, aged_claims_of
from qingmiao.kernel.actor import Actor
from qingmiao.pool.contracts import BoardCell
from qingmiao.pool.enums import MembershipState, Tier
from qingmiao.pool.models import GridReader, Membership, MembershipSource, Rating
from qingmiao.pool.permissions import VIEW_POOL, VIEW_RATINGS, VIEW_SOURCES


def grid_officers() -> QuerySet[Account]:
    named = GridReader.objects.filter(ended_at__isnull=True).values("account_id")
    officers = Account.objects.filter(
        is_active=True, pk__in=Account.objects.filter(grants__role=Role.OFFICER).values("pk")
    )
    return officers.exclude(pk__in=named).order_by("display_name", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page about a member, to be printed and laid on the table."""

    sources: list[MembershipSource]
    claims: list[AgedClaim]
    ratings: list[Rating]


def sheet_of(*, actor: Actor, membership: Membership, on: date) -> Sheet:
    person = membership.person_id
    ratings = Rating.objects.filter(person=person, voided_at__isnull=True, rated_on__lte=on)
    return Sheet(
        sources=list(
            VIEW_SOURCES.rows(actor, MembershipSource.objects.filter(voided_at__isnull=True))
            .filter(membership=membership)
            .order_by("happened_on", "pk")
        ),
        claims=aged_claims_of(actor=actor, person_ids=[person], on=on).get(person, []),
        ratings=list(VIEW_RATINGS.rows(actor, ratings).select_related("example")),
    )


def board(*, actor: Actor) -> list[list[BoardCell]]:
    """Tiers by states: each number is the length of the list it opens, in one question."""
    rows = VIEW_POOL.rows(actor, Membership.objects.filter(voided_at__isnull=True))
    grouped = rows.order_by().values_list("tier", "state").annotate(n=Count("pk"))
    counted = {(tier, state): n for tier, state, n in grouped}
    return [
        [
            BoardCell(tier=str(tier), state=str(state), count=counted.get((tier, state), 0))
            for state in MembershipState
        ]
        for tier in Tier
    ]
