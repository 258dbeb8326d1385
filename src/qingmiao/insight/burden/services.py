from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.sheets.enums import Kind
from qingmiao.engines.sheets.services import write_table
from qingmiao.insight.burden.contracts import GivenForm, UnitBurden
from qingmiao.insight.burden.deeds import BURDEN_EXPORTED
from qingmiao.insight.burden.permissions import READ_BURDEN, reads_burden
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record_many

BURDEN = "burden.burden"
"""Nothing is stored; the ledger knows it by its name."""


@transaction.atomic
def export_burden(*, actor: Actor, month: str, lines: Sequence[UnitBurden], purpose: str) -> bytes:
    """导出 the table of units as the page shows it; an empty purpose is refused."""
    return _exported(
        actor,
        month,
        purpose,
        [
            (_("单位"), Kind.TEXT),
            (_("单位数"), Kind.INTEGER),
            (_("份数"), Kind.INTEGER),
            (_("分钟"), Kind.NUMBER),
        ],
        [[line.label, line.units, line.copies, line.minutes] for line in lines],
    )


@transaction.atomic
def export_forms(*, actor: Actor, month: str, forms: Sequence[GivenForm], purpose: str) -> bytes:
    """导出 the forms behind a number."""
    return _exported(
        actor,
        month,
        purpose,
        [
            (_("表单"), Kind.TEXT),
            (_("类别"), Kind.TEXT),
            (_("份数"), Kind.INTEGER),
            (_("问题数"), Kind.INTEGER),
            (_("分钟"), Kind.NUMBER),
        ],
        [
            [form.title, str(form.kind.label), form.copies, form.questions, form.minutes]
            for form in forms
        ],
    )


def _exported(
    actor: Actor,
    month: str,
    purpose: str,
    heads: list[tuple[str, Kind]],
    rows: list[list[object]],
) -> bytes:
    if not reads_burden(actor):
        raise Forbidden(READ_BURDEN.sentence)
    if not purpose.strip():
        raise Refused(_("请填写导出用途"))
    record_many(
        actor=actor,
        deed=BURDEN_EXPORTED,
        kind=BURDEN,
        details=[(0, {"month": month, "count": len(rows)})],
        reason=purpose.strip(),
    )
    return write_table(month, heads, rows)
