"""What a register cannot say of itself: parents keep their children, an export of hours is a deed."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.deeds import HOURS_EXPORTED
from qingmiao.cultivation.courses.models import Attendance, Programme, Session, TrainingClass
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record


class StillInUse(Refused):
    """Records hang on this one: they are voided first, or they would count without it."""


def release_programme(*, programme: Programme) -> None:
    _refuse_while(programme.classes.filter(voided_at__isnull=True))


def release_class(*, training_class: TrainingClass) -> None:
    _refuse_while(training_class.sessions.filter(voided_at__isnull=True))


def release_session(*, session: Session) -> None:
    _refuse_while(session.attendances.filter(voided_at__isnull=True))


def _refuse_while(rows: models.QuerySet[TrainingClass | Session | Attendance]) -> None:
    if count := rows.count():
        raise StillInUse(
            _("名下还有 %(count)d 条%(noun)s，请先作废这些记录")
            % {"count": count, "noun": rows.model._meta.verbose_name}
        )


@transaction.atomic
def tell_hours_export(*, actor: Actor, year: int, count: int, filters: str, reason: str) -> None:
    """Hours that leave the house leave a trace: who, how many people, of which year, for what."""
    record(
        actor=actor,
        deed=HOURS_EXPORTED,
        subject=Attendance(pk=0),
        detail={"year": year, "count": count, "filter": filters},
        reason=reason,
    )
