"""研判到期: who keeps the reserve, and who answers for a member, is told before the day; done is done."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor
from qingmiao.notices.services.notice import notify, settle
from qingmiao.pool.deeds import REVIEW_DUE
from qingmiao.pool.models import Membership
from qingmiao.pool.permissions import VIEW_POOL
from qingmiao.pool.queries.due import keepers, reviews_to_tell, sponsors
from qingmiao.pool.rules.membership import UPKEEP, next_review
from qingmiao.rulebook.library import regulation


@transaction.atomic
def tell_reviews_due(*, actor: Actor, on: date) -> int:
    """Once for every member and day of review, to the keepers and the sponsor if an account.

    A sponsor who may not know the reserve (a unit never does) is not told: a notice would be an answer.
    """
    ahead = timedelta(days=regulation(UPKEEP).on(on)["review_notice_days"].value)
    rows = reviews_to_tell(until=on + ahead, on=on)
    known, told = keepers(on=on), 0
    accounts = sponsors(names={row.sponsor for row in rows if row.sponsor})
    readers = {
        name: (account.pk, actor_for(account=account, on=on, door=actor.door))
        for name, account in accounts.items()
    }
    for row in rows:
        told += _tell(actor, row, {*known, *_sponsor(row, readers)})
    return told


def _sponsor(row: Membership, readers: dict[str, tuple[int, Actor]]) -> Iterable[int]:
    found = readers.get(row.sponsor)
    return [found[0]] if found and VIEW_POOL.allows(found[1], row) else []


def _tell(actor: Actor, row: Membership, to: Iterable[int]) -> int:
    return notify(
        actor=actor,
        to=to,
        kind=REVIEW_DUE,
        subject=row,
        detail={"person": str(row.person)},
        url=reverse("pool:membership-detail", args=[row.pk]),
        due_on=row.next_review_on,
        key=f"{row._meta.label_lower}:{row.pk}:{row.next_review_on}",
        about=row.person_id,
        once=True,
    )


def settle_due(*, actor: Actor, membership: Membership) -> None:
    """Looked at, planned anew or gone: nobody waits for the review any more."""
    settle(actor=actor, subject=membership, kind=REVIEW_DUE)


def looked_at(*, actor: Actor, membership: Membership, on: date) -> None:
    """A review decided upon a member who stays: the next one is due by the rule from this day on."""
    wanted = next_review(on=on, articles=regulation(UPKEEP).on(on))
    if membership.next_review_on != wanted:
        membership.next_review_on = wanted
        membership.version += 1
        membership.save(update_fields=["next_review_on", "version"])
    settle_due(actor=actor, membership=membership)
