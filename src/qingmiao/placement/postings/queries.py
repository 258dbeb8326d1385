from datetime import date
from typing import Any

from django.db.models import F

from qingmiao.placement.postings.models import SENT, Posting


def posting_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who had been posted (选派) under which scheme by the day, told to insight.

    A select and its parameters. Columns: record_id, person_id, unit_id, scheme_code, scheme_group,
    label, place, begins.
    """
    rows = (
        Posting.objects.standing()
        .filter(scheme__voided_at__isnull=True, state__in=SENT, begins__lte=on)
        .order_by()
        .values(
            "person_id",
            "place",
            "begins",
            record_id=F("pk"),
            unit_id=F("home_unit_id"),
            scheme_code=F("scheme__code"),
            scheme_group=F("scheme__group"),
            label=F("scheme__name"),
        )
    )
    return rows.query.sql_with_params()
