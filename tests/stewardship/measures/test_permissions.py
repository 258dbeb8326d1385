import pytest

from qingmiao.access.enums import Role
from qingmiao.stewardship.measures import permissions
from tests.factories import house, stewardship
from tests.factories.stewardship import seen

pytestmark = pytest.mark.django_db


def test_measures_are_known_inside_and_kept_by_the_department():
    rows = [stewardship.measure(), stewardship.measure()]

    view, keep = permissions.VIEW_MEASURES, permissions.KEEP_MEASURES
    assert seen(view, house.actor(Role.CADRE), *rows) == rows
    assert seen(view, house.actor(Role.AUDITOR), *rows) == []
    assert seen(keep, house.officer(), *rows) == rows
    assert seen(keep, house.secretary(house.unit()), *rows) == []


def test_a_benefit_is_for_the_department_the_own_unit_and_oneself():
    town, bureau = house.unit(), house.unit()
    here, there = house.person(where=town), house.person(where=bureau)
    rows = [stewardship.benefit(here), stewardship.benefit(there, kind="support")]

    view = permissions.VIEW_BENEFITS
    assert seen(view, house.secretary(town), *rows) == rows[:1]
    assert seen(view, house.organizer(bureau), *rows) == rows[1:]
    assert seen(view, house.actor(Role.CADRE, who=there), *rows) == rows[1:]
    assert seen(view, house.actor(Role.DISTRICT_LEADER), *rows) == rows
    assert seen(view, house.actor(Role.MENTOR), *rows) == []


def test_nobody_enters_a_benefit_for_oneself_or_kin():
    officer, cousin, other = house.person(), house.person(), house.person()
    rows = [stewardship.benefit(who) for who in (officer, cousin, other)]
    actor = house.officer(who=officer, kin_ids=frozenset({cousin.pk}))

    assert seen(permissions.KEEP_BENEFITS, actor, *rows) == rows[2:]
    assert seen(permissions.VIEW_BENEFITS, actor, *rows) == rows
    assert seen(permissions.KEEP_BENEFITS, house.secretary(house.unit()), *rows) == []
