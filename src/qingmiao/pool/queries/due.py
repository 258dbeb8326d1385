"""Whose review falls due, and whom that concerns."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from qingmiao.access.models import Account
from qingmiao.notices.models import Notice
from qingmiao.pool.deeds import REVIEW_DUE
from qingmiao.pool.models import Membership
from qingmiao.pool.queries.membership import active_memberships
from qingmiao.pool.queries.watch import accounts_told as keepers

__all__ = ["keepers", "reviews_to_tell", "sponsors"]


def reviews_to_tell(*, until: date, on: date) -> list[Membership]:
    """Members to be looked at by a day, but for those of whom it was told already."""
    told = Notice.objects.filter(kind=REVIEW_DUE.code).values("key")
    key = Concat(
        Value(f"{Membership._meta.label_lower}:"),
        Cast(F("pk"), CharField()),
        Value(":"),
        Cast(F("next_review_on"), CharField()),
        output_field=CharField(),
    )
    rows = active_memberships(on=on).filter(next_review_on__lte=until).annotate(key=key)
    return list(
        rows.exclude(key__in=told).select_related("person").order_by("next_review_on", "pk")
    )


def sponsors(*, names: Iterable[str]) -> dict[str, Account]:
    """Open accounts by the name they go by; a name two people share is nobody's."""
    found = list(Account.objects.filter(is_active=True, display_name__in=list(names)))
    often = Counter(account.display_name for account in found)
    return {one.display_name: one for one in found if often[one.display_name] == 1}
