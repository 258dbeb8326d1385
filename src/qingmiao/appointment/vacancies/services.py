from datetime import date

from django.db import transaction

from qingmiao.appointment.vacancies.deeds import VACANCY_FILLED, VACANCY_REOPENED
from qingmiao.appointment.vacancies.enums import VacancyState
from qingmiao.appointment.vacancies.models import Vacancy
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record


def lock_vacancy(*, vacancy_id: int) -> Vacancy:
    """Whoever decides about a vacancy takes it first. NO KEY UPDATE, because an appointment written
    a moment ago already holds KEY SHARE on it by its foreign key.
    """
    rows = Vacancy.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=vacancy_id)


@transaction.atomic
def fill_vacancy(*, actor: Actor, vacancy_id: int, on: date) -> Vacancy:
    """补充: somebody was appointed into it. Told by cases, which holds the permission."""
    vacancy = lock_vacancy(vacancy_id=vacancy_id)
    if vacancy.state == VacancyState.FILLED:
        return vacancy
    vacancy.state, vacancy.filled_on = VacancyState.FILLED, max(on, vacancy.arises_on)
    return _moved(actor, vacancy, VACANCY_FILLED)


@transaction.atomic
def reopen_vacancy(*, actor: Actor, vacancy_id: int) -> Vacancy:
    """恢复待补: the appointment that filled it was taken back."""
    vacancy = lock_vacancy(vacancy_id=vacancy_id)
    if vacancy.state != VacancyState.FILLED:
        return vacancy
    vacancy.state, vacancy.filled_on = VacancyState.CONFIRMED, None
    return _moved(actor, vacancy, VACANCY_REOPENED)


def _moved(actor: Actor, vacancy: Vacancy, deed: Deed) -> Vacancy:
    vacancy.version += 1
    vacancy.save(update_fields=["state", "filled_on", "version"])
    record(actor=actor, deed=deed, subject=vacancy, detail={"title": str(vacancy)})
    return vacancy
