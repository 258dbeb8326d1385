"""Attendances one by one, as the count sees them, each with what counts of it and why the rest does not."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from qingmiao.cultivation.courses.enums import Presence, ProgrammeKind
from qingmiao.cultivation.courses.models import Attendance
from qingmiao.cultivation.learning.contracts.hours import Credit, Sitting
from qingmiao.cultivation.learning.enums import OutsideKind, OutsideState, Uncounted
from qingmiao.cultivation.learning.models import OutsideLearning
from qingmiao.cultivation.learning.rules.hours import credited

COLUMNS = (
    "pk", "person_id", "presence", "hours", "voided_at", "session__held_on", "session__title",
    "session__starts", "session__finishes", "session__hours", "session__voided_at", "session__training_class__title",
    "session__training_class__voided_at", "session__training_class__programme__kind",
    "session__training_class__programme__voided_at",
)  # fmt: skip


def credits_in(
    *, person_ids: Sequence[int], year: int, daily_most: Decimal
) -> dict[int, list[Credit]]:
    """Every attendance of these people in the year, counted; people without one are not there."""
    rows = (
        Attendance.objects.filter(
            person__in=person_ids,
            session__held_on__range=(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by()
        .values(*COLUMNS)
    )
    told: dict[int, list[Sitting]] = defaultdict(list)
    for row in rows:
        told[row["person_id"]].append(_sitting(row))
    for outside in _recognised(person_ids, year):
        told[outside.person_id].append(_elsewhere(outside, told[outside.person_id]))
    return {
        person_id: credited(sittings, daily_most=daily_most) for person_id, sittings in told.items()
    }


def _sitting(row: dict[str, Any]) -> Sitting:
    kind = row["session__training_class__programme__kind"]
    return Sitting(
        key=("attendance", row["pk"]),
        day=row["session__held_on"],
        kind=kind,
        title=row["session__title"],
        around=row["session__training_class__title"],
        given=row["session__hours"],
        written=row["hours"],
        is_flexible=kind == ProgrammeKind.ONLINE,
        begins=row["session__starts"],
        ends=row["session__finishes"],
        lost_to=_lost_to(row),
    )


def _recognised(person_ids: Sequence[int], year: int) -> QuerySet[OutsideLearning]:
    return OutsideLearning.objects.filter(
        person__in=person_ids, begins__year=year, state=OutsideState.RECOGNISED
    ).order_by("begins", "pk")


def _elsewhere(row: OutsideLearning, sat: list[Sitting]) -> Sitting:
    """Learning elsewhere counts on its first day; not at all where a class counted on one of its days."""
    is_flexible = row.kind == OutsideKind.ONLINE
    met = any(
        each.key[0] == "attendance"
        and each.lost_to is None
        and not each.is_flexible
        and row.begins <= each.day <= row.ends
        for each in sat
    )
    lost = Uncounted.VOIDED if row.is_void else Uncounted.SAT_ELSEWHERE if met else None
    return Sitting(
        key=("outside", row.pk),
        day=row.begins,
        kind=row.kind,
        title=row.title,
        around=row.provider,
        given=row.counted,
        written=row.counted,
        is_flexible=is_flexible,
        lost_to=None if is_flexible and not row.is_void else lost,
    )


def _lost_to(row: dict[str, Any]) -> Uncounted | None:
    if row["voided_at"] is not None:
        return Uncounted.VOIDED
    above = ("session", "session__training_class", "session__training_class__programme")
    if any(row[f"{each}__voided_at"] is not None for each in above):
        return Uncounted.CLASS_VOIDED
    if row["presence"] == Presence.PRESENT:
        return None
    return Uncounted.LEAVE if row["presence"] == Presence.LEAVE else Uncounted.ABSENT


def credits_of(*, person_id: int, year: int, daily_most: Decimal) -> list[Credit]:
    """One person's attendances of the year, newest first."""
    found = credits_in(person_ids=[person_id], year=year, daily_most=daily_most)
    return list(reversed(found.get(person_id, [])))
