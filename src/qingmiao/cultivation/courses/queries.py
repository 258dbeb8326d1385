from datetime import date
from typing import Any

from django.db.models import F, Min

from qingmiao.cultivation.courses.enums import ClassState, Presence, ProgrammeKind
from qingmiao.cultivation.courses.models import Attendance, TrainingClass


def attendance_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who was present at sessions held by the day, one row a participation (人次), told to insight.

    A select and its parameters. Columns: record_id, person_id, kind, label, held_on.
    """
    rows = (
        Attendance.objects.standing()
        .filter(
            presence=Presence.PRESENT,
            session__voided_at__isnull=True,
            session__held_on__lte=on,
            session__training_class__voided_at__isnull=True,
            session__training_class__programme__voided_at__isnull=True,
        )
        .order_by()
        .values(
            "person_id",
            record_id=F("pk"),
            kind=F("session__training_class__programme__kind"),
            label=F("session__title"),
            held_on=F("session__held_on"),
        )
    )
    return rows.query.sql_with_params()


def topic_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Training topics (培训内容) that brand classes begun by the day have taught, told to insight.

    A select and its parameters. Columns: record_id, code, label, sort_no, first_on.
    """
    rows = (
        TrainingClass.objects.standing()
        .filter(
            programme__voided_at__isnull=True,
            programme__kind=ProgrammeKind.BRAND,
            topic__isnull=False,
            begins__lte=on,
        )
        .exclude(state__in=[ClassState.PLANNED, ClassState.ENROLLING])
        .order_by()
        .values(
            record_id=F("topic_id"),
            code=F("topic__code"),
            label=F("topic__label"),
            sort_no=F("topic__sort_no"),
        )
        .annotate(first_on=Min("begins"))
    )
    return rows.query.sql_with_params()
