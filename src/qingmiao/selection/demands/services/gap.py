"""Letting the gap list out, with a purpose."""

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.sheets.enums import Kind
from qingmiao.engines.sheets.services import write_table
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record_many
from qingmiao.selection.demands.contracts import HORIZONS, Wanted
from qingmiao.selection.demands.deeds import GAPS_EXPORTED
from qingmiao.selection.demands.permissions import VIEW_TEAMS
from qingmiao.selection.demands.queries.gap import gaps
from qingmiao.selection.demands.rules.target import basis_of

GAP_LIST = "demands.gap"
"""The gap list has no row; the ledger knows it by this name."""


@transaction.atomic
def export_gaps(*, actor: Actor, wanted: Wanted, purpose: str) -> bytes:
    """导出缺口清单: the lines as the page shows them, and a line in the ledger."""
    if VIEW_TEAMS.nowhere(actor):
        raise Forbidden(VIEW_TEAMS.sentence)
    if not purpose.strip():
        raise Refused(_("请填写导出用途"))
    found = gaps(actor=actor, wanted=wanted)
    record_many(
        actor=actor,
        deed=GAPS_EXPORTED,
        kind=GAP_LIST,
        details=[
            (0, {"count": len(found), "on": wanted.on.isoformat(), "purpose": purpose.strip()})
        ],
        reason=purpose.strip(),
    )
    columns = [
        (_("单位"), Kind.TEXT),
        (_("类别"), Kind.TEXT),
        (_("结构项目"), Kind.TEXT),
        (_("目标"), Kind.TEXT),
        (_("依据"), Kind.TEXT),
    ]
    for months in HORIZONS:
        ahead = _("%(months)d 个月后") % {"months": months} if months else _("当日")
        columns += [(ahead, Kind.NUMBER), (_("%(day)s缺额") % {"day": ahead}, Kind.NUMBER)]
        columns.append((_("%(day)s超额") % {"day": ahead}, Kind.NUMBER))
    rows = [
        (
            gap.unit,
            gap.kind_label,
            gap.line.label,
            gap.line.band,
            basis_of(gap.line.goal),
            *(
                number
                for tally in gap.line.tallies
                for number in (tally.count, tally.short, tally.over)
            ),
        )
        for gap in found
    ]
    return write_table(_("缺口清单"), columns, rows)
