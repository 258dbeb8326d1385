"""Who may read a calendar by its address."""

from datetime import date
from hashlib import sha256

from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor
from qingmiao.notices.models import Feed


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
