"""Who may read a calendar by its address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor
from qingmiao.notices.contracts import Event
from qingmiao.notices.models import Feed

EVENTS: list[Callable[[Actor, date, datetime], list[Event]]] = []
"""What rooms above put into a reader's calendar beside their to-dos."""


def declare_events(source: Callable[[Actor, date, datetime], list[Event]]) -> None:
    EVENTS.append(source)


def declared_events(*, actor: Actor, origin: str, on: date, at: datetime) -> list[Event]:
    """Addresses come as paths and leave whole."""
    return [
        replace(each, url=f"{origin}{each.url}")
        for source in EVENTS
        for each in source(actor, on, at)
    ]


def hash_of(token: str) -> str:
    """The token has 256 random bits: one round is enough, and the row is found by it."""
    return sha256(token.encode()).hexdigest()


def feed_of(*, account_id: int) -> Feed | None:
    return Feed.objects.filter(account_id=account_id, revoked_at__isnull=True).first()


def feed_behind(*, token: str, on: date) -> tuple[Feed, Actor] | None:
    """The feed and its reader as they are today. Revoked, run out, closed account, no role left: nobody."""
    feed = (
        Feed.objects.filter(
            token_hash=hash_of(token), revoked_at__isnull=True, begins__lte=on, ends__gt=on
        )
        .filter(account__is_active=True)
        .select_related("account")
        .first()
    )
    if feed is None:
        return None
    actor = actor_for(account=feed.account, on=on, door="feed")
    return (feed, actor) if actor.grants else None
