import pytest

from qingmiao.access.enums import Role
from qingmiao.appointment.probation import permissions
from tests.factories import appointment, house
from tests.factories.stewardship import seen

pytestmark = pytest.mark.django_db


def test_a_trial_is_for_the_department_the_host_unit_and_oneself():
    town, bureau = house.unit(), house.unit()
    mover = house.person()
    here = appointment.trial(appointment.appointment(mover, to_unit=town, from_unit=bureau))
    there = appointment.trial(appointment.appointment(to_unit=bureau))
    rows = [here, there]

    view = permissions.VIEW_TRIALS
    assert seen(view, house.secretary(town), *rows) == [here]
    assert seen(view, house.organizer(bureau), *rows) == [there]
    assert seen(view, house.actor(Role.CADRE, who=mover), *rows) == [here]
    assert seen(view, house.actor(Role.DISTRICT_LEADER), *rows) == rows
    assert seen(view, house.actor(Role.MENTOR), *rows) == []


def test_nobody_assesses_the_own_trial():
    officer, cousin = house.person(), house.person()
    rows = [
        appointment.trial(appointment.appointment(who)) for who in (officer, cousin, house.person())
    ]
    actor = house.officer(who=officer, kin_ids=frozenset({cousin.pk}))

    assert seen(permissions.KEEP_TRIALS, actor, *rows) == rows[2:]
    assert seen(permissions.KEEP_TRIALS, house.officer(), *rows) == rows
    assert seen(permissions.KEEP_TRIALS, house.actor(Role.DISTRICT_LEADER), *rows) == []
