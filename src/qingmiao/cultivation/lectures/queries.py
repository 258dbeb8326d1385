from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum

from qingmiao.cultivation.lectures.contracts import Counts
from qingmiao.cultivation.lectures.enums import LectureState
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from qingmiao.cultivation.lectures.permissions import (
    VIEW_LECTURES,
    VIEW_MEMBERS,
    VIEW_SPEAKINGS,
)
from qingmiao.kernel.actor import Actor


def lecture_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Lectures delivered by the day (场次), told to insight: a select and its parameters.

    Columns: record_id, unit_id, label, held_on.
    """
    rows = (
        Lecture.objects.standing()
        .filter(state=LectureState.DELIVERED, held_on__lte=on)
        .order_by()
        .values("held_on", record_id=F("pk"), unit_id=F("host_id"), label=F("title"))
    )
    return rows.query.sql_with_params()


def speaking_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who spoke at lectures delivered by the day, one row a participation (人次), told to insight.

    Columns: record_id, person_id, label, held_on.
    """
    rows = (
        Speaking.objects.standing()
        .filter(
            lecture__voided_at__isnull=True,
            lecture__state=LectureState.DELIVERED,
            lecture__held_on__lte=on,
        )
        .order_by()
        .values(
            record_id=F("pk"),
            person_id=F("member__person_id"),
            label=F("lecture__title"),
            held_on=F("lecture__held_on"),
        )
    )
    return rows.query.sql_with_params()


def counts_of(*, actor: Actor) -> Counts:
    """Counters of the corps: each is the length of the list it opens for this reader."""
    lectures = VIEW_LECTURES.rows(actor, Lecture.objects.standing()).filter(
        state=LectureState.DELIVERED
    )
    told = lectures.aggregate(n=Count("pk"), audience=Sum("audience"))
    speakings = VIEW_SPEAKINGS.rows(actor, Speaking.objects.delivered())
    members = VIEW_MEMBERS.rows(actor, CorpsMember.objects.standing()).filter(Q(has_spoken=True))
    return Counts(
        lectures=told["n"],
        audience=told["audience"] or 0,
        participations=speakings.count(),
        speakers=members.count(),
    )
