from datetime import date

from qingmiao.cultivation.courses.enums import Presence, ProgrammeKind
from qingmiao.cultivation.courses.models import Attendance
from qingmiao.cultivation.learning.enums import OutsideKind
from qingmiao.cultivation.learning.models import OutsideLearning, OutsideStep


def class_days_within(*, outside: OutsideLearning) -> list[date]:
    """Days of the period on which the person sat in a class that counts; online learning meets none."""
    if outside.kind == OutsideKind.ONLINE:
        return []
    rows = (
        Attendance.objects.standing()
        .filter(
            person=outside.person_id,
            presence=Presence.PRESENT,
            session__held_on__range=(outside.begins, outside.ends),
            session__voided_at__isnull=True,
            session__training_class__voided_at__isnull=True,
            session__training_class__programme__voided_at__isnull=True,
        )
        .exclude(session__training_class__programme__kind=ProgrammeKind.ONLINE)
    )
    return sorted(set(rows.values_list("session__held_on", flat=True)))


def hands_of(*, outside_id: int) -> set[int]:
    """Accounts that have touched it: none of them decides it."""
    return set(OutsideStep.objects.filter(outside=outside_id).values_list("account_id", flat=True))


def steps_of(*, outside_id: int) -> list[OutsideStep]:
    return list(OutsideStep.objects.filter(outside=outside_id).order_by("pk"))
