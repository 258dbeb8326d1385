import pytest

from qingmiao.access.enums import Role
from qingmiao.appointment.cases import permissions
from qingmiao.appointment.cases.enums import CaseState
from tests.factories import appointment, house
from tests.factories.stewardship import seen

pytestmark = pytest.mark.django_db
SEALED = ["motioned", "recommended", "examined", "decided", "terminated"]


@pytest.fixture
def cases():
    return {state: appointment.case(state) for state in CaseState.values}


def test_a_case_is_sealed_until_it_is_noticed(cases):
    rows = list(cases.values())
    published = [cases["noticed"], cases["appointed"]]

    view = permissions.VIEW_CASES
    for hand in (house.officer(), house.leader()):
        assert seen(view, hand, *rows) == rows
    assert seen(view, house.actor(Role.DISTRICT_LEADER), *rows) == published
    unit = house.unit()
    for nobody in (
        house.secretary(unit), house.organizer(unit), house.officer(over=unit),
        house.actor(Role.SEGMENT_HEAD), house.actor(Role.CADRE), house.actor(Role.AUDITOR),
    ):  # fmt: skip
        assert seen(view, nobody, *rows) == []


def test_an_officer_does_not_know_of_the_own_case(cases):
    officer, cousin = house.person(), house.person()
    rows = [cases["examined"], cases["motioned"], cases["noticed"], cases["decided"]]
    for who, case in zip((officer, cousin, officer), rows[:3], strict=True):
        appointment.appointment(who, of=case)
    appointment.appointment(of=rows[3])
    actor = house.officer(who=officer, kin_ids=frozenset({cousin.pk}))

    assert seen(permissions.VIEW_CASES, actor, *rows) == rows[2:]
    assert seen(permissions.KEEP_CASES, actor, *rows) == rows[3:]
    assert seen(permissions.KEEP_CASES, house.officer(), *rows) == rows


def test_units_learn_of_an_appointment_when_it_is_made(cases):
    home, host, other = house.unit(), house.unit(), house.unit()
    mover = house.person(where=home)
    rows = {
        state: appointment.appointment(
            mover, of=case, from_unit=home, to_unit=host, to_post_text=state
        )
        for state, case in cases.items()
    }
    past = appointment.appointment(mover, from_unit=home, to_unit=host, to_post_text="从前")
    every = [*rows.values(), past]
    made = [rows["appointed"], past]

    view = permissions.VIEW_APPOINTMENTS
    assert seen(view, house.secretary(home), *every) == made
    assert seen(view, house.organizer(host), *every) == made
    assert seen(view, house.secretary(other), *every) == []
    assert seen(view, house.actor(Role.CADRE, who=mover), *every) == made
    assert seen(view, house.officer(), *every) == every
    reader = house.actor(Role.DISTRICT_LEADER)
    assert seen(view, reader, *every) == [rows["noticed"], rows["appointed"], past]


def test_a_unit_that_is_both_home_and_host_sees_a_row_once():
    unit = house.unit()
    row = appointment.appointment(from_unit=unit, to_unit=unit)

    assert seen(permissions.VIEW_APPOINTMENTS, house.secretary(unit), row) == [row]


@pytest.mark.parametrize("state", SEALED)
def test_nobody_knows_of_the_own_appointment_before_it_is_published(state):
    officer, cousin = house.person(), house.person()
    sealed = appointment.case(state)
    rows = [
        appointment.appointment(officer, of=sealed),
        appointment.appointment(cousin, of=sealed),
        appointment.appointment(of=sealed),
    ]
    actor = house.officer(who=officer, kin_ids=frozenset({cousin.pk}))

    assert seen(permissions.VIEW_APPOINTMENTS, actor, *rows) == rows[2:]
    assert seen(permissions.KEEP_APPOINTMENTS, actor, *rows) == rows[2:]


def test_nobody_keeps_the_own_appointment_afterwards_either():
    officer = house.person()
    row = appointment.appointment(officer, of=appointment.case())
    actor = house.officer(who=officer)

    assert seen(permissions.VIEW_APPOINTMENTS, actor, row) == [row]
    assert seen(permissions.KEEP_APPOINTMENTS, actor, row) == []
