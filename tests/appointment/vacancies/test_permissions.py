import pytest

from qingmiao.access.enums import Role
from qingmiao.appointment.vacancies import permissions
from tests.factories import appointment, house
from tests.factories.stewardship import seen

pytestmark = pytest.mark.django_db


def test_the_unit_hears_of_what_is_settled():
    town, bureau = house.unit(), house.unit()
    forecast = appointment.vacancy(town, state="forecast")
    frozen = appointment.vacancy(town, state="frozen")
    confirmed = appointment.vacancy(town)
    elsewhere = appointment.vacancy(bureau)
    rows = [forecast, frozen, confirmed, elsewhere]

    view = permissions.VIEW_VACANCIES
    assert seen(view, house.secretary(town), *rows) == [confirmed]
    assert seen(view, house.secretary(bureau), *rows) == [elsewhere]
    assert seen(view, house.organizer(town), *rows) == []
    assert seen(view, house.actor(Role.DISTRICT_LEADER), *rows) == rows
    assert seen(view, house.actor(Role.CADRE), *rows) == []


def test_the_department_keeps():
    rows = [appointment.vacancy(), appointment.vacancy()]

    keep = permissions.KEEP_VACANCIES
    assert seen(keep, house.officer(), *rows) == rows
    assert seen(keep, house.officer(over=rows[0].unit), *rows) == rows[:1]
    assert seen(keep, house.secretary(rows[0].unit), *rows) == []
    assert seen(keep, house.actor(Role.DISTRICT_LEADER), *rows) == []
