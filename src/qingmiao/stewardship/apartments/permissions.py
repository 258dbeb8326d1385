from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, INSIDE, Role
from qingmiao.access.permissions import NOBODY, Permission, any_of, district, everywhere, own
from qingmiao.kernel.actor import Actor
from qingmiao.stewardship.apartments.models import Flat, Lease

WARDENS = everywhere([Role.APARTMENT_WARDEN])


def _my_flat(actor: Actor) -> Q:
    if actor.person_id is None:
        return NOBODY
    mine = Lease.objects.standing().filter(person=actor.person_id)
    return Q(pk__in=mine.order_by().values("flat"))


VIEW_FLATS = Permission[Flat](
    code="apartments.flat.view",
    sentence=_("您无权查看人才公寓房源"),
    scope=any_of(WARDENS, district(DISTRICT_READERS), _my_flat),
)

KEEP_FLATS = Permission[Flat](
    code="apartments.flat.keep",
    sentence=_("您无权维护人才公寓房源"),
    scope=WARDENS,
)

VIEW_LEASES = Permission[Lease](
    code="apartments.lease.view",
    sentence=_("您无权查看租约"),
    scope=any_of(WARDENS, district(DEPARTMENT), own()),
)

KEEP_LEASES = Permission[Lease](
    code="apartments.lease.keep",
    sentence=_("您无权办理租约"),
    scope=WARDENS,
)

SEE_OCCUPANCY = Permission[Flat](
    code="apartments.occupancy.see",
    sentence=_("您无权查看公寓使用率"),
    scope=everywhere(INSIDE),
)
"""How full the house is may be known to everybody inside; who lives where may not."""
