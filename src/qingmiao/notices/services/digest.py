from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.notices.deeds import DIGEST_COMPOSED, DIGEST_READY
from qingmiao.notices.models import Digest
from qingmiao.notices.queries.notice import due_until, told_between
from qingmiao.notices.queries.preference import preference_of, wish_of
from qingmiao.notices.rules.digest import digest_is_due
from qingmiao.notices.services.notice import notify

FIRST_STRETCH = timedelta(days=1)


@transaction.atomic
def compose_digest(*, actor: Actor, account_id: int, at: datetime) -> Digest | None:
    """每日摘要 of one account, if it is due and there is something in it that its reader may see now.

    The account's row is locked, so two workers compose it once.
    """
    account = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account_id)
    local = timezone.localtime(at)
    last = Digest.objects.filter(account=account).order_by("-on").first()
    wish = wish_of(preference_of(account_id=account.pk))
    if not digest_is_due(wish, local=local, last=last.on if last else None):
        return None
    reader = actor_for(account=account, on=local.date(), door=actor.door)
    since = last.until if last else at - FIRST_STRETCH
    is_empty = not told_between(reader, since=since, until=at).exists()
    if is_empty and not due_until(reader, on=local.date()).exists():
        return None
    digest = Digest.objects.create(account=account, on=local.date(), since=since, until=at)
    day = f"{digest.on:%Y.%m.%d}"
    notify(
        actor=actor,
        to=[account.pk],
        kind=DIGEST_READY,
        subject=digest,
        detail={"day": day},
        url=reverse("notices:digest", args=[digest.pk]),
    )
    record(
        actor=actor,
        deed=DIGEST_COMPOSED,
        subject=digest,
        detail={"name": str(account), "day": day},
    )
    return digest
