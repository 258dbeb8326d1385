from datetime import date
from typing import Any

from django.db.models import F

from qingmiao.selection.contests.enums import EntryState
from qingmiao.selection.contests.models import Entry


def shortlist_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who was shortlisted (入围) by a contest whose result stood on the day, told to insight.

    A select and its parameters. Columns: record_id, person_id, unit_id, kind, label, result_on.
    """
    rows = (
        Entry.objects.standing()
        .filter(
            is_shortlisted=True,
            state=EntryState.RANKED,
            contest__voided_at__isnull=True,
            contest__result_on__lte=on,
        )
        .order_by()
        .values(
            "person_id",
            "unit_id",
            record_id=F("pk"),
            kind=F("contest__kind"),
            label=F("contest__title"),
            result_on=F("contest__result_on"),
        )
    )
    return rows.query.sql_with_params()
