from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.sheets.enums import Kind
from qingmiao.engines.sheets.services import write_table
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record_many
from qingmiao.selection.visits.contracts import Contact
from qingmiao.selection.visits.deeds import COVERAGE_EXPORTED
from qingmiao.selection.visits.permissions import VIEW_VISITS


@transaction.atomic
def export_coverage(*, actor: Actor, contacts: Sequence[Contact], purpose: str) -> bytes:
    """导出走访覆盖: the rows as the page shows them, filters included, and a line in the ledger."""
    if VIEW_VISITS.nowhere(actor):
        raise Forbidden(VIEW_VISITS.sentence)
    if not purpose.strip():
        raise Refused(_("请填写导出用途"))
    count = {"count": len(contacts)}
    record_many(
        actor=actor,
        deed=COVERAGE_EXPORTED,
        kind="visits.coverage",
        details=[(0, count)],
        reason=purpose.strip(),
    )
    return write_table(
        _("走访覆盖"),
        [
            (_("单位"), Kind.TEXT),
            (_("类别"), Kind.TEXT),
            (_("片"), Kind.TEXT),
            (_("组"), Kind.TEXT),
            (_("点长"), Kind.TEXT),
            (_("上次走访"), Kind.DATE),
            (_("距今天数"), Kind.INTEGER),
            (_("超期"), Kind.TEXT),
            (_("走访次数"), Kind.INTEGER),
            (_("线索"), Kind.INTEGER),
            (_("下次计划"), Kind.DATE),
        ],
        [_cells(contact) for contact in contacts],
    )


def _cells(contact: Contact) -> list[object]:
    place = contact.place
    return [
        contact.unit,
        contact.kind,
        place.segment if place else "",
        place.group if place else "",
        place.head if place else "",
        contact.last_on,
        contact.days,
        _("是") if contact.is_overdue else _("否"),
        contact.visits,
        contact.leads,
        contact.next_on,
    ]
