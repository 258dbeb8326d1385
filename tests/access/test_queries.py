from datetime import date

import pytest

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.queries import account_of, accounts_holding
from tests.factories import house
from tests.factories.house import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return house.district()


def held(unit, *roles):
    return accounts_holding(roles=roles, unit_id=unit.pk, on=TODAY)


def test_a_role_for_a_unit_is_held_there_and_above_but_not_beside_or_below(places):
    root, bureau, township = places
    below = house.unit("青云村", parent=township)
    here, above = house.holder(Role.UNIT_SECRETARY, over=township), house.holder(Role.OFFICER)
    at_root = house.holder(Role.UNIT_SECRETARY, over=root)
    house.holder(Role.UNIT_SECRETARY, over=bureau)
    house.holder(Role.UNIT_SECRETARY, over=below)

    assert held(township, Role.UNIT_SECRETARY) == {here.pk, at_root.pk}
    assert held(township, Role.UNIT_SECRETARY, Role.OFFICER) == {here.pk, at_root.pk, above.pk}


def test_ended_grants_closed_accounts_and_other_matters_do_not_count(places):
    township = places[2]
    ended = house.account()
    house.grant(ended, Role.UNIT_SECRETARY, over=township, ends=date(2026, 1, 1))
    closed = house.account(is_active=False)
    house.grant(closed, Role.UNIT_SECRETARY, over=township)
    segment = house.holder(Role.SEGMENT_HEAD, matter=(ScopeKind.SEGMENT, 1))

    assert held(township, Role.UNIT_SECRETARY, Role.SEGMENT_HEAD) == frozenset()
    assert accounts_holding(roles=[Role.SEGMENT_HEAD], on=TODAY) == {segment.pk}


def test_a_unit_nobody_knows_is_held_by_the_district_alone():
    everywhere = house.holder(Role.OFFICER)

    assert accounts_holding(roles=[Role.OFFICER], unit_id=9, on=TODAY) == {everywhere.pk}


def test_the_open_account_of_a_person():
    who, other = house.person(), house.person()
    account = house.account(who=who)
    house.account(who=other, is_active=False)

    assert [account_of(who.pk), account_of(other.pk), account_of(None)] == [account.pk, None, None]
