from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS
from qingmiao.access.permissions import Permission, any_of, by_unit, not_about_me
from qingmiao.pool.models import Membership, MembershipSource

VIEW_POOL = Permission[Membership](
    code="pool.membership.view",
    sentence=_("您无权查看储备库"),
    scope=not_about_me(
        any_of(by_unit(DISTRICT_READERS, "person__unit"), by_unit(LIAISONS, "person__unit"))
    ),
)
"""Nobody sees the own membership or that of kin; units and cadres never see the reserve."""

KEEP_POOL = Permission[Membership](
    code="pool.membership.keep",
    sentence=_("您无权维护储备库"),
    scope=not_about_me(by_unit(DEPARTMENT, "person__unit")),
)

VIEW_SOURCES = Permission[MembershipSource](
    code="pool.source.view",
    sentence=_("您无权查看入库来源"),
    scope=not_about_me(
        any_of(
            by_unit(DISTRICT_READERS, "membership__person__unit"),
            by_unit(LIAISONS, "membership__person__unit"),
        ),
        "membership__person",
    ),
)

KEEP_SOURCES = Permission[MembershipSource](
    code="pool.source.keep",
    sentence=_("您无权登记入库来源"),
    scope=not_about_me(by_unit(DEPARTMENT, "membership__person__unit"), "membership__person"),
)
