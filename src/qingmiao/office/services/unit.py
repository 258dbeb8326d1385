"""Changes of units that dossiers have to follow: their people are found under the new name."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.office.queries import people_serving
from qingmiao.orgs.contracts import UnitWords
from qingmiao.orgs.models import Unit
from qingmiao.orgs.services import unit as units
from qingmiao.people.dossiers.queries import ids_of_unit
from qingmiao.people.dossiers.services.present import refresh


@transaction.atomic
def amend_unit(
    *, actor: Actor, unit_id: int, words: UnitWords, on: date, basis: str, today: date
) -> Unit:
    """变更机构, and bring search words, order and facts of its people up to date."""
    unit = units.amend_unit(
        actor=actor, unit_id=unit_id, words=words, on=on, basis=basis, today=today
    )
    refresh(ids_of_unit(unit_id=unit_id))
    return unit


@transaction.atomic
def close_unit(*, actor: Actor, unit_id: int, on: date, basis: str, today: date) -> Unit:
    """撤销机构 that nobody serves in any more."""
    serving = people_serving(unit_id=unit_id)
    reason = _("还有 %(count)d 名现职干部在该机构，请先调整任职") % {"count": serving}
    return units.close_unit(
        actor=actor,
        unit_id=unit_id,
        on=on,
        basis=basis,
        today=today,
        further=[reason] if serving else [],
    )
