from collections.abc import Iterator
from datetime import date

from qingmiao.appointment.vacancies import rules
from qingmiao.appointment.vacancies.contracts import VacancyFacts
from qingmiao.appointment.vacancies.models import Vacancy


def reasons_against_vacancy(vacancy: Vacancy, _on: date) -> Iterator[str]:
    post = vacancy.post
    facts = VacancyFacts(
        arises_on=vacancy.arises_on,
        filled_on=vacancy.filled_on,
        is_of_the_posts_unit=None if post is None else post.unit_id == vacancy.unit_id,
        post_begins=post.begins if post else None,
        post_ends=post.ends if post else None,
    )
    yield from rules.vacancy_disagreements(facts)
