from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    F,
    Min,
    Q,
    Sum,
)

from qingmiao.cultivation.courses.contracts import (
    Counts,
    RosterLine,
)
from qingmiao.cultivation.courses.enums import BEFORE, Presence, ProgrammeKind
from qingmiao.cultivation.courses.models import Attendance, Programme, Session, TrainingClass
from qingmiao.cultivation.courses.permissions import (
    VIEW_ATTENDANCES,
    VIEW_CLASSES,
    VIEW_PROGRAMMES,
    VIEW_SESSIONS,
)
from qingmiao.kernel.actor import Actor

NONE = Decimal(0)


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
        .exclude(state__in=BEFORE)
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


def counts_of(*, actor: Actor, programme_id: int | None = None) -> Counts:
    """Counters of one programme, or of all: each is the length of the list it opens for the reader."""
    programmes = VIEW_PROGRAMMES.rows(actor, Programme.objects.standing())
    classes = VIEW_CLASSES.rows(actor, TrainingClass.objects.standing())
    sessions = VIEW_SESSIONS.rows(actor, Session.objects.standing())
    present = VIEW_ATTENDANCES.rows(
        actor, Attendance.objects.standing().filter(presence=Presence.PRESENT)
    )
    if programme_id is not None:
        programmes = programmes.filter(pk=programme_id)
        classes = classes.filter(programme=programme_id)
        sessions = sessions.filter(training_class__programme=programme_id)
        present = present.filter(session__training_class__programme=programme_id)
    taught = sessions.aggregate(n=Count("pk"), hours=Sum("hours"))
    came = present.aggregate(n=Count("pk"), people=Count("person", distinct=True))
    return Counts(
        programmes=programmes.count(),
        classes=classes.count(),
        sessions=taught["n"],
        hours=taught["hours"] or NONE,
        participations=came["n"],
        people=came["people"],
    )


def roster_of(*, actor: Actor, class_id: int) -> list[RosterLine]:
    """Who came to a class and how often, as far as the reader may see, in roster order."""
    rows = VIEW_ATTENDANCES.rows(
        actor, Attendance.objects.standing().filter(session__training_class=class_id)
    )
    counted = (
        rows.order_by()
        .values("person_id", "person__name", "person__unit__short_name")
        .annotate(
            present=Count("pk", filter=Q(presence=Presence.PRESENT)),
            leave=Count("pk", filter=Q(presence=Presence.LEAVE)),
            absent=Count("pk", filter=Q(presence=Presence.ABSENT)),
            credited=Sum("hours"),
        )
        .order_by("person__unit__sort_no", "person__sort_no", "person_id")
    )
    return [
        RosterLine(
            person_id=row["person_id"],
            name=row["person__name"],
            unit=row["person__unit__short_name"] or "",
            present=row["present"],
            leave=row["leave"],
            absent=row["absent"],
            hours=row["credited"] or NONE,
        )
        for row in counted
    ]
