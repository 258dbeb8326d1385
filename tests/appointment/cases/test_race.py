"""Two officers appoint two people into one vacancy, at the same moment, on two connections."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.appointment.cases.models import Appointment
from qingmiao.appointment.cases.register import APPOINTMENTS
from qingmiao.kernel.errors import Refused
from qingmiao.orgs.enums import Level
from qingmiao.registers.services import enter
from tests.factories import appointment, house

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_vacancy_is_filled_by_one():
    vacancy, home = appointment.vacancy(), house.unit()
    people = [house.person("张苗", where=home), house.person("李苗", where=home)]
    officer = house.officer()
    start, answers = Barrier(2), []

    def appoint(person):
        values = {
            "vacancy": vacancy,
            "person": person,
            "kind": "promotion",
            "from_unit": home,
            "from_post_text": "科员",
            "from_level": Level.CLERK,
            "to_unit": vacancy.unit,
            "to_post_text": "副局长",
            "to_level": Level.SECTION_DEPUTY,
            "decided_on": date(2025, 4, 7),
        }
        try:
            start.wait(timeout=10)
            enter(actor=officer, register=APPOINTMENTS, values=values, on=house.TODAY)
            answers.append("appointed")
        except Refused as no:
            answers.append(str(no)[:5])
        finally:
            connection.close()

    threads = [Thread(target=appoint, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(answers) == ["appointed", "该空缺已由"]
    assert Appointment.objects.count() == 1
