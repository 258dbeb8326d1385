from datetime import date

from django.db.models import Q, QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.pool.enums import IN_POOL
from qingmiao.pool.models import Membership
from qingmiao.pool.permissions import VIEW_POOL


def active_memberships(*, on: date) -> QuerySet[Membership]:
    """Standing memberships in force on a day. Suspended, proposed and left ones do not count."""
    return (
        Membership.objects.filter(voided_at__isnull=True, entered_on__lte=on)
        .filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
        .filter(Q(state__in=IN_POOL) | Q(left_on__isnull=False))
    )


def memberships(*, actor: Actor, on: date) -> QuerySet[Membership]:
    """The same, as far as the actor may know the reserve at all."""
    rows = active_memberships(on=on)
    return rows.none() if VIEW_POOL.nowhere(actor) else VIEW_POOL.rows(actor, rows)
