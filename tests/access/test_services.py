from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from qingmiao.access import services
from qingmiao.access.enums import THREE_ADMINS, Role
from qingmiao.access.models import Account, RoleGrant
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from tests.factories.house import LONG_AGO, account, acting, actor, district, grant, kin, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)


def guard():
    return actor(Role.SECURITY_ADMIN, name="安全员")


def granted(to, role=Role.OFFICER, **options):
    return services.grant_role(
        actor=guard(), account=to, role=role, begins=TODAY, reason="工作需要", **options
    )


def test_a_new_account_may_nothing_until_it_is_granted():
    made = services.create_account(
        actor=guard(), username="lin", display_name="林", password="a-long-password-1"
    )

    assert acting(made).grants == frozenset()
    assert Entry.objects.get(deed="access.account.created").sentence == "开设账号 lin（林）"


def test_a_name_is_taken_once():
    account("lin")

    with pytest.raises(Refused, match="已存在"):
        services.create_account(actor=guard(), username="lin", display_name="林", password=None)


def test_only_administrators_open_and_grant():
    with pytest.raises(Forbidden):
        services.create_account(
            actor=actor(Role.OFFICER), username="x", display_name="x", password=None
        )
    with pytest.raises(Forbidden):
        services.grant_role(
            actor=actor(Role.AUDITOR),
            account=account(),
            role=Role.OFFICER,
            begins=TODAY,
            reason="x",
        )


def test_nobody_grants_to_oneself():
    me = account()
    myself = acting(me)
    object.__setattr__(myself, "grants", guard().grants)

    with pytest.raises(Refused, match="本人"):
        services.grant_role(
            actor=myself, account=me, role=Role.OFFICER, begins=TODAY, reason="自己给自己"
        )


@pytest.mark.parametrize("first", THREE_ADMINS)
@pytest.mark.parametrize("second", THREE_ADMINS)
def test_no_account_is_two_of_the_three_administrators(first, second):
    who = account()
    granted(who, first)

    with pytest.raises(ValidationError, match="不得由同一账号兼任"):
        granted(who, second)
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(who, second, begins=TODAY)


def test_a_unit_grant_reaches_everything_below_and_nothing_beside():
    root, bureau, town = district()
    who = account()
    granted(who, Role.UNIT_SECRETARY, unit=town)

    assert acting(who).units(Role.UNIT_SECRETARY) == {town.pk}
    granted(who, Role.UNIT_ORGANIZER, unit=root)
    assert acting(who).units(Role.UNIT_ORGANIZER) == {root.pk, bureau.pk, town.pk}


def test_rights_begin_and_end_on_their_day():
    who = account()
    RoleGrant.objects.create(
        account=who, role=Role.OFFICER, begins=date(2026, 1, 1), ends=date(2026, 2, 1),
        reason="代班", granted_by="x",
    )  # fmt: skip

    held = [acting(who, on=day).has(Role.OFFICER) for day in (
        date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)
    )]  # fmt: skip

    assert held == [False, True, True, False]


def test_an_ended_grant_stays_on_file():
    who = account()
    row = granted(who)

    services.end_role(actor=guard(), grant_id=row.pk, on=TODAY, reason="离岗")

    assert not acting(who, on=TODAY).has(Role.OFFICER)
    assert RoleGrant.objects.filter(pk=row.pk).exists()
    assert Entry.objects.get(deed="access.role.ended").reason == "离岗"


def test_kin_are_known_from_both_sides():
    one, other = person("甲"), person("乙")
    kin(one, other)

    assert acting(account(who=one)).confidential_ids == {one.pk, other.pk}
    assert acting(account(who=other)).confidential_ids == {one.pk, other.pk}


def test_the_command_opens_an_account_with_its_roles(capsys):
    _root, _bureau, town = district()

    call_command(
        "create_account", "zhao", name="赵书记", role=["unit_secretary"], unit=town.code,
        password="a-long-password-1",
    )  # fmt: skip

    made = Account.objects.get(username="zhao")
    assert made.check_password("a-long-password-1")
    assert acting(made, on=date(2099, 1, 1)).units(Role.UNIT_SECRETARY) == {town.pk}
    assert "zhao" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "reason"),
    [({"password": "123"}, "密码"), ({"password": "a-long-password-1", "unit": "X9"}, "X9")],
)
def test_the_command_says_what_is_wrong_and_opens_nothing(options, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("create_account", "zhao", **options)

    assert not Account.objects.filter(username="zhao").exists()


def test_the_period_of_a_grant_is_real():
    with pytest.raises(ValidationError):
        services.grant_role(
            actor=guard(),
            account=account(),
            role=Role.OFFICER,
            begins=TODAY,
            ends=LONG_AGO,
            reason="反了",
        )
