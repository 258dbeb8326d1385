from datetime import date
from typing import Any

from django.db.models import F

from qingmiao.appointment.cases.enums import CaseState
from qingmiao.appointment.cases.models import Appointment


def appointment_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Appointments (任职) decided by the day, told to insight: a select and its parameters.

    A case that was terminated appoints nobody. Columns: record_id, person_id, kind, from_unit_id,
    frontline_id, frontline_name, to_unit_id, to_title, decided_on.
    """
    rows = (
        Appointment.objects.standing()
        .filter(decided_on__lte=on)
        .exclude(case__state=CaseState.TERMINATED)
        .exclude(case__voided_at__isnull=False)
        .order_by()
        .values(
            "person_id",
            "kind",
            "from_unit_id",
            "frontline_id",
            "to_unit_id",
            "decided_on",
            record_id=F("pk"),
            frontline_name=F("frontline__label"),
            to_title=F("to_post_text"),
        )
    )
    return rows.query.sql_with_params()
