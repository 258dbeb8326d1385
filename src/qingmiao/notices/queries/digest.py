"""For whom a digest is due."""

from datetime import datetime

from django.db.models import Max

from qingmiao.notices.models import Digest, Notice, Preference
from qingmiao.notices.queries.preference import wish_of
from qingmiao.notices.rules.digest import digest_is_due


def accounts_due(*, local: datetime) -> list[int]:
    """Open accounts that have something to read and whose hour has come. Whether there is anything they may
    see is asked when their digest is composed.
    """
    rows = Notice.objects.filter(account__is_active=True, settled_at__isnull=True)
    waiting = sorted(rows.order_by().values_list("account_id", flat=True).distinct())
    chosen = {each.account_id: each for each in Preference.objects.filter(account__in=waiting)}
    last = dict(
        Digest.objects.filter(account__in=waiting)
        .order_by()
        .values_list("account_id")
        .annotate(last=Max("on"))
    )
    return [
        account_id
        for account_id in waiting
        if digest_is_due(
            wish_of(chosen.get(account_id) or Preference()), local=local, last=last.get(account_id)
        )
    ]
