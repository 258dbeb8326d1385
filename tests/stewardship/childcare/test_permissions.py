import pytest

from qingmiao.access.enums import Role
from qingmiao.stewardship.childcare import permissions
from tests.factories import house, stewardship
from tests.factories.stewardship import seen

pytestmark = pytest.mark.django_db


def test_places_are_known_inside_and_kept_by_the_warden():
    row = stewardship.care_session()

    view, keep = permissions.VIEW_SESSIONS, permissions.KEEP_SESSIONS
    for role in (Role.CADRE, Role.OFFICER, Role.CHILDCARE_WARDEN):
        assert seen(view, house.actor(role), row) == [row]
    assert seen(view, house.actor(Role.AUDITOR), row) == []
    assert seen(keep, house.actor(Role.CHILDCARE_WARDEN), row) == [row]
    assert seen(keep, house.officer(), row) == []


def test_a_child_is_known_to_the_warden_and_the_own_guardian():
    mother, father = house.person(), house.person()
    rows = [stewardship.enrolment(mother), stewardship.enrolment(father, state="confirmed")]

    view = permissions.VIEW_ENROLMENTS
    assert seen(view, house.actor(Role.CHILDCARE_WARDEN), *rows) == rows
    assert seen(view, house.actor(Role.CADRE, who=mother), *rows) == rows[:1]
    assert seen(view, house.actor(Role.CADRE, who=father), *rows) == rows[1:]
    assert seen(view, house.officer(who=mother), *rows) == rows[:1]
    for nobody in (Role.OFFICER, Role.DEPARTMENT_LEADER, Role.DISTRICT_LEADER):
        assert seen(view, house.actor(nobody), *rows) == []
    assert seen(view, house.secretary(mother.unit or house.unit()), *rows) == []


def test_a_guardian_applies_and_withdraws_and_no_more():
    mother = house.person()
    states = ("applied", "withdrawn", "waiting", "confirmed", "finished")
    rows = [stewardship.enrolment(mother, state=state) for state in states]

    keep = permissions.KEEP_ENROLMENTS
    assert seen(keep, house.actor(Role.CADRE, who=mother), *rows) == rows[:2]
    assert seen(keep, house.actor(Role.CADRE, who=house.person()), *rows) == []
    assert seen(keep, house.actor(Role.CHILDCARE_WARDEN), *rows) == rows
    assert seen(keep, house.officer(), *rows) == []
