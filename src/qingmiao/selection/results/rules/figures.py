"""Figures as they are printed, and raw marks laid out by criterion."""

import csv
import io
import json
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.engines.scoring.enums import Status
from qingmiao.selection.results.contracts import MarkTable


def figure(value: Any, precision: int) -> str:
    """A total with the decimals of the rule; empty where there is none."""
    if value is None:
        return ""
    places = Decimal(1).scaleb(-precision)
    return f"{Decimal(str(value)).quantize(places, rounding=ROUND_HALF_UP):f}"


def register_total(value: Any) -> Decimal | None:
    """A total as the register of entries keeps it: two decimals."""
    return None if value is None else Decimal(figure(value, 2))


def status_label(status: str) -> str:
    return {
        Status.VETOED: _("一票否决"),
        Status.NOT_ADVANCED: _("未晋级"),
        Status.WITHDRAWN: _("已退出"),
        Status.RANKED: _("有名次"),
    }[Status(status)]


def mark_tables(marks: str, rule: str) -> list[MarkTable]:
    """From the kept files: plates down, judge numbers across, in the order of the rule."""
    found: dict[tuple[str, str], dict[str, dict[str, str]]] = defaultdict(dict)
    judges: dict[str, dict[str, None]] = defaultdict(dict)
    for row in csv.DictReader(io.StringIO(marks)):
        found[row["stage"], row["criterion"]].setdefault(row["entry"], {})[row["judge"]] = row[
            "score"
        ]
        judges[row["stage"]][row["judge"]] = None
    tables = []
    for stage, inside in json.loads(rule)["stages"].items():
        labels = tuple(sorted(judges[stage]))
        for criterion in inside["criteria"]:
            rows = tuple(
                (plate, tuple(cells.get(label, "") for label in labels))
                for plate, cells in found[stage, criterion].items()
            )
            tables.append(MarkTable(stage=stage, criterion=criterion, judges=labels, rows=rows))
    return tables
