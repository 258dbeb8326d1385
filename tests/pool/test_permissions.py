import pytest

from qingmiao.access.enums import Role
from qingmiao.pool import permissions
from qingmiao.pool.models import Membership, MembershipSource
from tests.factories.ground import agree
from tests.factories.house import (
    actor,
    district,
    leader,
    officer,
    organizer,
    person,
    secretary,
)
from tests.factories.selection import SEEN_ON, membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    _, bureau, town = district()
    cadre = person("林若曦", where=town)
    in_town, in_bureau = membership(cadre), membership(person(where=bureau))
    sources = [
        MembershipSource.objects.create(
            membership=of, channel="visit", happened_on=SEEN_ON, text="走访发现"
        )
        for of in (in_town, in_bureau)
    ]
    return {
        "town": town,
        "cadre": cadre,
        "in_town": in_town,
        "in_bureau": in_bureau,
        "sources": sources,
    }


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DEPARTMENT_LEADER, Role.DISTRICT_LEADER])
def test_the_district_reads_the_reserve_but_not_oneself(rows, role):
    agree(permissions.VIEW_POOL, Membership, actor(role), [rows["in_town"], rows["in_bureau"]])
    agree(permissions.VIEW_POOL, Membership, actor(role, who=rows["cadre"]), [rows["in_bureau"]])


def test_kin_are_kept_apart(rows):
    who = leader(kin_ids=frozenset({rows["cadre"].pk}))

    agree(permissions.VIEW_POOL, Membership, who, [rows["in_bureau"]])
    agree(permissions.KEEP_POOL, Membership, who, [rows["in_bureau"]])
    agree(permissions.VIEW_SOURCES, MembershipSource, who, rows["sources"][1:])


def test_a_liaison_reads_the_own_units_and_keeps_nothing(rows):
    who = actor(Role.SEGMENT_HEAD, over=rows["town"])

    agree(permissions.VIEW_POOL, Membership, who, [rows["in_town"]])
    agree(permissions.VIEW_SOURCES, MembershipSource, who, rows["sources"][:1])
    agree(permissions.KEEP_POOL, Membership, who, [])


def test_units_and_cadres_never_see_the_reserve(rows):
    for who in (
        secretary(rows["town"]),
        organizer(rows["town"]),
        actor(Role.CADRE, who=rows["cadre"]),
        actor(Role.MENTOR),
        actor(Role.AUDITOR),
        actor(Role.SYSTEM_ADMIN),
    ):
        agree(permissions.VIEW_POOL, Membership, who, [])
        assert permissions.VIEW_POOL.nowhere(who)
        assert permissions.VIEW_SOURCES.nowhere(who)


def test_a_district_leader_keeps_nothing(rows):
    agree(permissions.KEEP_POOL, Membership, actor(Role.DISTRICT_LEADER), [])
    agree(permissions.KEEP_POOL, Membership, officer(), [rows["in_town"], rows["in_bureau"]])
