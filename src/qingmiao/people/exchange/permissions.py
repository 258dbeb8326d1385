from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, Role
from qingmiao.access.permissions import EVERYTHING, NOBODY, Permission, any_of, by_unit
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange.models import ImportBatch

IMPORTERS = (*DEPARTMENT, Role.UNIT_ORGANIZER)


def _batches(actor: Actor) -> Q:
    """The department sees every batch; a unit's organizer the own ones."""
    if actor.units(*DEPARTMENT) is None:
        return EVERYTHING
    return Q(account_id=actor.account_id) if actor.has(*IMPORTERS) else NOBODY


IMPORT_PEOPLE = Permission[ImportBatch](
    code="exchange.batch.import", sentence=_("您无权导入干部数据"), scope=_batches
)

EXPORT_FORMS = Permission[Person](
    code="exchange.form.export", sentence=_("您无权导出任免审批表"), scope=by_unit(DEPARTMENT)
)
"""A form holds the identity number and the family: it leaves only by the department's hand."""

EXPORT_ROSTER = Permission[Person](
    code="exchange.roster.export",
    sentence=_("您无权导出花名册"),
    scope=any_of(by_unit(DEPARTMENT), by_unit([Role.UNIT_ORGANIZER])),
)
