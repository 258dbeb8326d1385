import pytest

from qingmiao.access.enums import Role
from qingmiao.stewardship.apartments import permissions
from tests.factories import house, stewardship
from tests.factories.stewardship import seen

pytestmark = pytest.mark.django_db


def test_the_warden_keeps_and_the_tenant_sees_the_own():
    tenant, other = house.person("张苗"), house.person("李苗")
    mine, theirs = stewardship.lease(tenant), stewardship.lease(other)
    stewardship.lease(tenant, of=mine.flat, begins=mine.begins.replace(year=2023),
                      ends=mine.begins.replace(year=2024))  # fmt: skip
    leases, flats = [mine, theirs], [mine.flat, theirs.flat]
    warden, living = (
        house.actor(Role.APARTMENT_WARDEN),
        house.actor(Role.CADRE, who=tenant),
    )

    assert seen(permissions.VIEW_LEASES, warden, *leases) == leases
    assert seen(permissions.VIEW_LEASES, living, *leases) == [mine]
    assert seen(permissions.VIEW_LEASES, house.officer(), *leases) == leases
    assert seen(permissions.VIEW_FLATS, living, *flats) == [mine.flat]
    assert seen(permissions.VIEW_FLATS, house.actor(Role.DISTRICT_LEADER), *flats) == flats
    assert seen(permissions.VIEW_LEASES, house.actor(Role.DISTRICT_LEADER), *leases) == []
    for permission, rows in (
        (permissions.KEEP_LEASES, leases),
        (permissions.KEEP_FLATS, flats),
    ):
        assert seen(permission, warden, *rows) == rows
        assert seen(permission, living, *rows) == []
        assert seen(permission, house.officer(), *rows) == []


def test_how_full_it_is_may_be_known_inside():
    row = stewardship.flat()

    for role in (Role.CADRE, Role.UNIT_SECRETARY, Role.APARTMENT_WARDEN):
        assert seen(permissions.SEE_OCCUPANCY, house.actor(role), row) == [row]
    assert seen(permissions.SEE_OCCUPANCY, house.actor(Role.AUDITOR), row) == []
    assert seen(permissions.VIEW_FLATS, house.secretary(house.unit()), row) == []
