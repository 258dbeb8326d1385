"""Who keeps units, slots and code lists.

Roles are named a floor above; their words are written here and compared by a test.
"""

from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden

KEEPERS = ("department_leader", "officer")
"""The organization department, for the whole district."""


def may_keep(actor: Actor) -> bool:
    return actor.units(*KEEPERS) is None


def require_keeper(actor: Actor) -> None:
    if not may_keep(actor):
        raise Forbidden(_("您无权维护机构、职数和码表"))
