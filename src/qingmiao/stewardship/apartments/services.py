"""What must be asked before a record of the room is taken back or changed."""

from django.db.models import Q
from django.utils.translation import gettext as _

from qingmiao.kernel.errors import Refused
from qingmiao.stewardship.apartments.models import Flat, Lease


def refuse_if_still_lived_in(*, flat: Flat) -> None:
    """A flat leaves the stock only when nobody lives in it any more."""
    if flat.ends is None:
        return
    living = (
        Lease.objects.standing()
        .filter(Q(ends__isnull=True) | Q(ends__gt=flat.ends), flat=flat)
        .count()
    )
    if living:
        raise Refused(_("退出日期时仍有人租住，请先办理退租"))
