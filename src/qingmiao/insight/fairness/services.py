from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.sheets.enums import Kind
from qingmiao.engines.sheets.services import write_table
from qingmiao.insight.fairness.contracts import Comparison, HabitLine, StepRow
from qingmiao.insight.fairness.deeds import MONITOR_EXPORTED
from qingmiao.insight.fairness.permissions import READ_FAIRNESS, reads_fairness
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record_many

MONITOR = "fairness.monitor"
"""The monitor has no row; the ledger knows it by its name."""

Head = tuple[str, Kind]


@transaction.atomic
def export_monitor(
    *,
    actor: Actor,
    title: str,
    heads: Sequence[Head],
    rows: Sequence[Sequence[Any]],
    purpose: str,
) -> bytes:
    """导出 what the page shows, and a line in the ledger; the purpose is asked, empty ones are refused."""
    if not reads_fairness(actor):
        raise Forbidden(READ_FAIRNESS.sentence)
    if not purpose.strip():
        raise Refused(_("请填写导出用途"))
    record_many(
        actor=actor,
        deed=MONITOR_EXPORTED,
        kind=MONITOR,
        details=[(0, {"title": title, "count": len(rows)})],
        reason=purpose.strip(),
    )
    return write_table(title[:30], list(heads), rows)


def comparison_heads() -> list[Head]:
    return [
        (_("群体"), Kind.TEXT),
        (_("到达人次"), Kind.INTEGER),
        (_("通过人次"), Kind.INTEGER),
        (_("通过率（%）"), Kind.TEXT),
        (_("95%区间"), Kind.TEXT),
        (_("校正后 p 值"), Kind.TEXT),
        (_("结论"), Kind.TEXT),
    ]


def comparison_row(line: Comparison) -> list[Any]:
    return [
        line.group.label,
        line.group.came,
        line.group.passed,
        percent(line.share),
        f"{percent(line.low)}–{percent(line.high)}" if line.share is not None else "",
        "" if line.adjusted is None else f"{line.adjusted:.3f}",
        str(line.saying.label),
    ]


def habit_heads() -> list[Head]:
    return [
        (_("单位"), Kind.TEXT),
        (_("所推荐青年干部"), Kind.INTEGER),
        (_("其中具此特征"), Kind.INTEGER),
        (_("具此特征的青年干部"), Kind.INTEGER),
        (_("其余青年干部"), Kind.INTEGER),
        (_("校正后 p 值"), Kind.TEXT),
        (_("结论"), Kind.TEXT),
    ]


def habit_row(line: HabitLine) -> list[Any]:
    group, p = line.pair.group, line.comparison.adjusted
    return [
        group.label,
        line.named,
        group.passed,
        group.came,
        line.pair.others_came,
        "" if p is None else f"{p:.3f}",
        str(line.comparison.saying.label),
    ]


def person_heads() -> list[Head]:
    return [
        (_("姓名"), Kind.TEXT),
        (_("单位"), Kind.TEXT),
        (_("日期"), Kind.DATE),
        (_("群体"), Kind.TEXT),
        (_("结果"), Kind.TEXT),
    ]


def person_row(row: StepRow) -> list[Any]:
    return [row.person, row.unit, row.day, row.group, _("通过") if row.passed else _("未通过")]


def percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f}"
