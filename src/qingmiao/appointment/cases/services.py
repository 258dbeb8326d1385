"""What an appointment brings about: a vacancy is filled, a dossier moves on."""

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.appointment.cases.deeds import APPOINTMENT_TAKEN_UP
from qingmiao.appointment.cases.enums import AppointmentKind, CaseState
from qingmiao.appointment.cases.models import Appointment, Case
from qingmiao.appointment.cases.permissions import KEEP_APPOINTMENTS
from qingmiao.appointment.cases.queries import is_appointed
from qingmiao.appointment.vacancies.services import fill_vacancy, lock_vacancy, reopen_vacancy
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.services.career import take_up_post
from qingmiao.pool.services import moved, used_by_appointment


def _others_in(appointment: Appointment) -> list[Appointment]:
    """Other standing appointments that were made into the same vacancy."""
    rows = (
        Appointment.objects.standing()
        .filter(vacancy=appointment.vacancy_id)
        .exclude(pk=appointment.pk)
        .select_related("case", "person")
    )
    return [row for row in rows if is_appointed(row)]


@transaction.atomic
def settle_appointment(*, actor: Actor, appointment: Appointment) -> None:
    """A vacancy is filled once, by the appointment that was made first.

    The vacancy is locked before anybody looks who else is in it, so of two appointments made at
    the same moment the second one sees the first and is refused.
    """
    if appointment.vacancy_id is None or not is_appointed(appointment):
        return
    lock_vacancy(vacancy_id=appointment.vacancy_id)
    others = _others_in(appointment)
    if others:
        raise Refused(_("该空缺已由%(person)s补充，不能再任用他人") % {"person": others[0].person})
    fill_vacancy(actor=actor, vacancy_id=appointment.vacancy_id, on=appointment.decided_on)


@transaction.atomic
def settle_case(*, actor: Actor, case: Case) -> None:
    """已任职: every appointment of the case is made with it."""
    if case.state == CaseState.APPOINTED:
        rows = case.appointments.filter(voided_at__isnull=True, vacancy__isnull=False)
        for appointment in rows.select_related("case", "person").order_by("vacancy_id", "pk"):
            settle_appointment(actor=actor, appointment=appointment)


@transaction.atomic
def release_vacancy(*, actor: Actor, appointment: Appointment) -> None:
    """An appointment was taken back: the vacancy is open again unless somebody else is in it."""
    if appointment.vacancy_id is None or not is_appointed(appointment):
        return
    lock_vacancy(vacancy_id=appointment.vacancy_id)
    if not _others_in(appointment):
        reopen_vacancy(actor=actor, vacancy_id=appointment.vacancy_id)


@transaction.atomic
def enter_into_dossier(*, actor: Actor, appointment_id: int) -> Appointment:
    """任职记入档案: post, résumé and level move to what was decided, on the day of the decision.

    A member of the reserve who was promoted or put to further use has been used; one who only changed
    the post is looked at anew.

    A deed of its own, because records of past years come in when the dossier already knows them.
    """
    rows = Appointment.objects.standing().select_for_update(of=("self",))
    appointment = KEEP_APPOINTMENTS.one(
        actor, rows.select_related("case", "person", "to_unit", "to_post"), pk=appointment_id
    )
    person = appointment.person
    reasons = []
    if not is_appointed(appointment):
        reasons.append(_("选任事项还没有到已任职，不能记入档案"))
    if person.unit_id == appointment.to_unit_id and person.post_text == appointment.to_post_text:
        reasons.append(_("档案中的现任职务已是该职务"))
    if reasons:
        raise Refused(reasons)
    take_up_post(
        actor=actor,
        person_id=person.pk,
        unit=appointment.to_unit,
        post=appointment.to_post,
        post_text=appointment.to_post_text,
        level=appointment.to_level,
        on=appointment.decided_on,
        document=appointment.document_no,
    )
    _tell_the_reserve(actor, appointment)
    record(
        actor=actor,
        deed=APPOINTMENT_TAKEN_UP,
        subject=appointment,
        detail={"title": str(appointment)},
    )
    return appointment


def _tell_the_reserve(actor: Actor, appointment: Appointment) -> None:
    """The reserve answers the same whether the person is in it or not."""
    if appointment.kind == AppointmentKind.LATERAL:
        moved(
            actor=actor,
            person_id=appointment.person_id,
            on=appointment.decided_on,
            leaves_district=False,
            text=str(appointment),
        )
        return
    used_by_appointment(
        actor=actor,
        person_id=appointment.person_id,
        on=appointment.decided_on,
        document=appointment.document_no or str(appointment),
    )
