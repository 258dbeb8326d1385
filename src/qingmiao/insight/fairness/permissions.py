from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import Role
from qingmiao.access.permissions import Permission, district
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person

READ_FAIRNESS = Permission[Person](
    code="fairness.monitor.read",
    sentence=_("公平监测只对部领导开放"),
    scope=district((Role.DEPARTMENT_LEADER,)),
)
"""The monitor has no rows of its own; the people it counts stand for it."""


def reads_fairness(actor: Actor) -> bool:
    return not READ_FAIRNESS.nowhere(actor)
