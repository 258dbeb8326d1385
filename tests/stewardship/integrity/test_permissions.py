import pytest

from qingmiao.access.enums import Role
from qingmiao.stewardship.integrity import permissions
from tests.factories import house, stewardship
from tests.factories.stewardship import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return house.unit("青云镇")


@pytest.fixture
def bureau():
    return house.unit("区发展和改革局")


def test_activities_are_known_inside_and_to_no_administrator(town, bureau):
    rows = [stewardship.activity(organizer=town), stewardship.activity(organizer=bureau)]

    for role in (Role.CADRE, Role.UNIT_SECRETARY, Role.OFFICER):
        assert seen(permissions.VIEW_ACTIVITIES, house.actor(role), *rows) == rows
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR):
        assert seen(permissions.VIEW_ACTIVITIES, house.actor(role), *rows) == []


def test_a_unit_keeps_what_it_organizes(town, bureau):
    mine, theirs = (
        stewardship.activity(organizer=town),
        stewardship.activity(organizer=bureau),
    )

    assert seen(permissions.KEEP_ACTIVITIES, house.organizer(town), mine, theirs) == [mine]
    assert seen(permissions.KEEP_ACTIVITIES, house.secretary(bureau), mine, theirs) == [theirs]
    for keeper in (house.officer(), house.actor(Role.DISCIPLINE_LIAISON)):
        assert seen(permissions.KEEP_ACTIVITIES, keeper, mine, theirs) == [mine, theirs]
    reader = house.actor(Role.DISTRICT_LEADER)
    assert seen(permissions.KEEP_ACTIVITIES, reader, mine, theirs) == []


def test_attendance_is_for_the_own_unit_the_organizer_and_oneself(town, bureau):
    here, there = house.person("张苗", where=town), house.person("李苗", where=bureau)
    of_town = stewardship.activity(organizer=town)
    rows = [
        stewardship.attendance(here, at=of_town),
        stewardship.attendance(there, at=of_town),
        stewardship.attendance(there),
    ]

    view, keep = permissions.VIEW_ATTENDANCES, permissions.KEEP_ATTENDANCES
    assert seen(view, house.secretary(town), *rows) == rows[:2]
    assert seen(view, house.secretary(bureau), *rows) == rows[1:]
    assert seen(view, house.actor(Role.CADRE, who=here), *rows) == rows[:1]
    assert seen(view, house.actor(Role.DISTRICT_LEADER), *rows) == rows
    assert seen(view, house.actor(Role.DISCIPLINE_LIAISON), *rows) == rows
    assert seen(keep, house.organizer(town), *rows) == rows[:2]
    assert seen(keep, house.actor(Role.CADRE, who=here), *rows) == []
    assert seen(keep, house.actor(Role.DISTRICT_LEADER), *rows) == []
