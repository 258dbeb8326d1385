"""Who has finished a class, which certificates there are, and what a number opens to a stranger."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from qingmiao.cultivation.courses.enums import OVER, Presence
from qingmiao.cultivation.courses.models import Attendance, Session, TrainingClass
from qingmiao.cultivation.learning.contracts.certificate import Face, FinishFacts, Graduate
from qingmiao.cultivation.learning.models import Certificate, VerificationTry
from qingmiao.cultivation.learning.permissions import (
    ISSUE_CERTIFICATES,
    REVOKE_CERTIFICATES,
    VIEW_CERTIFICATES,
)
from qingmiao.cultivation.learning.queries.assignment import undone_of
from qingmiao.cultivation.learning.rules.certificate import FINISHING
from qingmiao.engines.documents.rules.code import read_number
from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.library import regulation

NONE = Decimal(0)


def issuing_class(*, actor: Actor, class_id: int) -> TrainingClass:
    rows = TrainingClass.objects.standing().select_related("programme__organizer")
    return ISSUE_CERTIFICATES.one(actor, rows, pk=class_id)


def graduates_of(*, actor: Actor, around: TrainingClass, on: date) -> list[Graduate]:
    """Everybody on the roll of the class, in roster order, with what is met and what is not."""
    given = (
        Session.objects.standing().filter(training_class=around).aggregate(all=Sum("hours"))["all"]
        or NONE
    )
    held = {
        row.person_id: row.pk
        for row in Certificate.objects.filter(training_class=around, revoked_on__isnull=True)
    }
    articles = regulation("learning/certificates").on(on)
    is_over = around.state in OVER and around.ends <= on
    roll = list(_roll(around))
    undone = undone_of(class_id=around.pk, person_ids=[row["person_id"] for row in roll])
    return [
        Graduate(
            person_id=row["person_id"],
            name=row["person__name"],
            unit=row["person__unit__short_name"] or "",
            hours=row["came"] or NONE,
            assessment=FINISHING.assess(
                FinishFacts(
                    is_over=is_over,
                    given=given,
                    missed=given - (row["there"] or NONE),
                    undone=undone[row["person_id"]],
                ),
                articles=articles,
            ),
            certificate_id=held.get(row["person_id"]),
            is_own=row["person_id"] in actor.confidential_ids,
        )
        for row in roll
    ]


def _roll(around: TrainingClass) -> QuerySet[Any, dict[str, Any]]:
    rows = Attendance.objects.standing().filter(
        session__training_class=around, session__voided_at__isnull=True
    )
    present = Q(presence=Presence.PRESENT)
    return (
        rows.order_by()
        .values("person_id", "person__name", "person__unit__short_name")
        .annotate(came=Sum("hours", filter=present), there=Sum("session__hours", filter=present))
        .order_by("person__unit__sort_no", "person__sort_no", "person_id")
    )


def certificate_of(*, actor: Actor, certificate_id: int) -> Certificate:
    return VIEW_CERTIFICATES.one(actor, Certificate.objects.all(), pk=certificate_id)


def revocable_certificate(*, actor: Actor, certificate_id: int) -> Certificate:
    return REVOKE_CERTIFICATES.one(actor, Certificate.objects.all(), pk=certificate_id)


def shown_to_anybody(*, number: str) -> Certificate | None:
    """Whoever holds the number may see what stands on the certificate; any other number is nothing."""
    return Certificate.objects.filter(number=read_number(number)).first()


def tries_in(*, visitor: str, minute: datetime) -> int:
    row = VerificationTry.objects.filter(visitor=visitor, minute=minute).first()
    return row.count if row else 0


def face_of(row: Certificate) -> Face:
    return Face(
        number=row.number,
        holder=row.holder,
        programme_title=row.programme_title,
        class_title=row.class_title,
        organizer=row.organizer,
        begins=row.begins,
        ends=row.ends,
        hours=row.hours,
        issued_on=row.issued_on,
    )
