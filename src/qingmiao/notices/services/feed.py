import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.notices.deeds import FEED_OPENED, FEED_REVOKED
from qingmiao.notices.models import Feed
from qingmiao.notices.queries.feed import hash_of

DAYS = 365


@transaction.atomic
def open_feed(*, actor: Actor, on: date, at: datetime, language: str) -> str:
    """开通或换新日历订阅. Returns the token, which is shown once and kept nowhere; the old one ends with it."""
    if not actor.account_id:
        raise Forbidden(_("请先登录"))
    _revoke(actor=actor, at=at)
    token = secrets.token_urlsafe(32)
    feed = Feed.objects.create(
        account_id=actor.account_id,
        token_hash=hash_of(token),
        language=language,
        begins=on,
        ends=on + timedelta(days=DAYS),
    )
    record(actor=actor, deed=FEED_OPENED, subject=feed, detail={"ends": f"{feed.ends:%Y.%m.%d}"})
    return token


@transaction.atomic
def revoke_feed(*, actor: Actor, at: datetime) -> None:
    """撤销: from this moment the address answers nobody."""
    if not _revoke(actor=actor, at=at):
        raise Refused(_("没有开通日历订阅"))


def _revoke(*, actor: Actor, at: datetime) -> bool:
    rows = Feed.objects.select_for_update(of=("self",))
    feed = rows.filter(account_id=actor.account_id, revoked_at__isnull=True).first()
    if feed is None:
        return False
    feed.revoked_at = at
    feed.save(update_fields=["revoked_at"])
    record(actor=actor, deed=FEED_REVOKED, subject=feed, detail={})
    return True
