from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import UNIT_HANDS, Role
from qingmiao.access.permissions import Permission, any_of, by_unit, district
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit

READ_BURDEN = Permission[Unit](
    code="burden.burden.read",
    sentence=_("您无权查看这个单位的填表时间"),
    scope=any_of(district((Role.DEPARTMENT_LEADER,)), by_unit(UNIT_HANDS, "pk")),
)
"""The department's leaders see all units, a unit's own hands see what their unit was asked for."""


def reads_burden(actor: Actor) -> bool:
    return not READ_BURDEN.nowhere(actor)
