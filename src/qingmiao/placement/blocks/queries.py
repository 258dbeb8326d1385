from datetime import date
from typing import Any

from django.db.models import F

from qingmiao.placement.blocks.models import Duty


def duty_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who had taken a duty on a block (进区块) by the day, in any role, told to insight.

    A select and its parameters. Columns: record_id, person_id, role, label, begins.
    """
    rows = (
        Duty.objects.standing()
        .filter(block__voided_at__isnull=True, begins__lte=on)
        .order_by()
        .values("person_id", "role", "begins", record_id=F("pk"), label=F("block__name"))
    )
    return rows.query.sql_with_params()
