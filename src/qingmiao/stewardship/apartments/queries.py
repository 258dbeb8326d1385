from datetime import date
from typing import Any

from django.db.models import F, Q

from qingmiao.stewardship.apartments.models import Flat, Lease


def flat_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """The stock of talent flats (人才公寓) that was ready by the day, told to insight.

    A select and its parameters. Columns: record_id, building, room_no, begins, ends (the first
    day out of the stock; still in it when empty or later than the day).
    """
    rows = (
        Flat.objects.standing()
        .filter(begins__lte=on)
        .order_by()
        .values("building", "room_no", "begins", "ends", record_id=F("pk"))
    )
    return rows.query.sql_with_params()


def lease_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Leases begun by the day, told to insight: a select and its parameters.

    Columns: record_id, flat_id, person_id, tenant, begins, ends (the first day empty again).
    """
    rows = (
        Lease.objects.standing()
        .filter(Q(flat__voided_at__isnull=True), begins__lte=on)
        .order_by()
        .values(
            "flat_id",
            "person_id",
            "begins",
            "ends",
            record_id=F("pk"),
            tenant=F("tenant_name"),
        )
    )
    return rows.query.sql_with_params()
