"""Contributions: on the wall, on the author's desk, before a reader."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from qingmiao.cultivation.campaigns.enums import ON_THE_WALL, ContributionState
from qingmiao.cultivation.campaigns.models import (
    Campaign,
    Contribution,
    Reading,
    Round,
    Support,
    Task,
)
from qingmiao.cultivation.campaigns.permissions import (
    JOIN_CAMPAIGNS,
    READ_CONTRIBUTIONS,
    READ_WALL,
    SEE_CONTRIBUTION,
    VIEW_CONTRIBUTIONS,
    WRITE_CONTRIBUTIONS,
)
from qingmiao.kernel.actor import Actor

STANDS = Q(supports__taken_back_at__isnull=True)


def told(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """With what a page shows: author, campaign, and how many stand behind it."""
    rows = rows.select_related("campaign__organizer", "person__unit", "round")
    return rows.annotate(backers=Count("supports", filter=STANDS, distinct=True))


def wall_of(*, actor: Actor, campaign_id: int) -> QuerySet[Contribution]:
    """What was handed in and stands, most supported first; each knows whether this reader supports it."""
    rows = Contribution.objects.standing().filter(campaign=campaign_id, state__in=ON_THE_WALL)
    mine = Support.objects.filter(
        contribution=OuterRef("pk"), person=actor.person_id or 0, taken_back_at__isnull=True
    )
    found = told(READ_WALL.rows(actor, rows)).annotate(is_backed=Exists(mine))
    return found.order_by("-backers", "-contributed_on", "-pk")


def mine(*, actor: Actor) -> QuerySet[Contribution]:
    rows = WRITE_CONTRIBUTIONS.rows(actor, Contribution.objects.standing())
    return told(rows).order_by("-contributed_on", "-pk")


def my_own(*, actor: Actor, pk: int) -> Contribution:
    rows = Contribution.objects.standing().select_related("campaign__organizer", "round")
    return WRITE_CONTRIBUTIONS.one(actor, rows, pk=pk)


def joined(*, actor: Actor, campaign_id: int) -> Campaign:
    rows = Campaign.objects.standing().select_related("organizer")
    return JOIN_CAMPAIGNS.one(actor, rows, pk=campaign_id)


def readable(*, actor: Actor, pk: int) -> Contribution:
    """One contribution: on the wall, one's own, or one that its register opens to this reader."""
    rows = told(Contribution.objects.standing())
    return SEE_CONTRIBUTION.one(actor, rows, pk=pk)


def is_backed(*, actor: Actor, row: Contribution) -> bool:
    """Whether this reader stands behind it."""
    return Support.objects.filter(
        contribution=row, person=actor.person_id or 0, taken_back_at__isnull=True
    ).exists()


def rounds_of(*, campaign_id: int) -> list[Round]:
    return list(Round.objects.standing().filter(campaign=campaign_id))


def to_be_read(*, actor: Actor, pk: int) -> Contribution:
    rows = told(Contribution.objects.standing())
    return READ_CONTRIBUTIONS.one(actor, rows, pk=pk)


def may_read_next(*, actor: Actor, row: Contribution) -> bool:
    return READ_CONTRIBUTIONS.allows(actor, row) and not has_read(actor=actor, row=row)


def has_read(*, actor: Actor, row: Contribution) -> bool:
    return Reading.objects.filter(contribution=row, read_by_id=actor.account_id).exists()


def readings_of(*, actor: Actor, row: Contribution) -> list[Reading]:
    """For the author and for whoever may see the contribution in its register."""
    if not VIEW_CONTRIBUTIONS.allows(actor, row):
        return []
    return list(Reading.objects.filter(contribution=row))


def tasks_from(row: Contribution) -> QuerySet[Task]:
    return Task.objects.filter(contribution=row).select_related("unit", "owner")


def former(pk: int | None) -> Contribution | None:
    return Contribution.objects.filter(pk=pk).first() if pk else None


def unread_of(*, campaign_id: int) -> int:
    """Handed in or selected by their authors, and not read to the end."""
    rows = Contribution.objects.standing().filter(campaign=campaign_id, is_by_author=True)
    waiting = (ContributionState.SUBMITTED, ContributionState.SELECTED)
    return rows.filter(state__in=waiting).count()
