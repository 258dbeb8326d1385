from datetime import date

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import amend, void
from qingmiao.stewardship.apartments.models import Flat, Lease
from qingmiao.stewardship.apartments.register import FLATS, LEASES
from tests.factories import house, stewardship
from tests.factories.ground import exported, judgements, send

pytestmark = pytest.mark.django_db
WARDEN = Role.APARTMENT_WARDEN
TAKEN = "这套公寓在这一时期已经出租"


def posted(flat, **changes):
    return {
        "flat": flat.pk,
        "tenant_kind": "talent",
        "tenant_name": "钱工",
        "begins": "2025.01.01",
        "planned_end": "2026.01.01",
        "state": "living",
        **changes,
    }


def test_a_lease_comes_in_by_its_form(client):
    tenant, flat = house.person("张苗", where=house.unit()), stewardship.flat("101")
    house.signed_in(client, WARDEN)

    answer = client.post(
        reverse("apartments:lease-new"),
        posted(flat, tenant_kind="cadre", person=tenant.pk, tenant_name="张苗"),
    )

    [row] = Lease.objects.all()
    assert answer.url == reverse("apartments:lease-detail", args=[row.pk])
    assert str(row) == "青年公寓A栋 101 张苗"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, TAKEN),
        ({"begins": "2024.06.01", "planned_end": "2025.01.02"}, TAKEN),
        ({"tenant_kind": "cadre"}, "租户为年轻干部的须选择干部"),
        ({"state": "ended"}, "已退租的须填写退租日期，其他状态不填"),
        ({"ends": "2025.06.01"}, "已退租的须填写退租日期，其他状态不填"),
        ({"state": "ended", "ends": "2025.01.01"}, "退租日期须晚于起租日期"),
        ({"begins": "2022.12.31"}, "起租日期早于该公寓投用日期"),
    ],
)
def test_a_lease_that_cannot_stand_says_why(client, changes, said):
    flat = stewardship.flat()
    if said == TAKEN:
        stewardship.lease(of=flat, begins=date(2025, 1, 1))
    house.signed_in(client, WARDEN)

    answer = client.post(reverse("apartments:lease-new"), posted(flat, **changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_next_moves_in_on_the_day_the_last_moves_out(client):
    flat = stewardship.flat()
    stewardship.lease(of=flat, begins=date(2024, 1, 1), ends=date(2025, 1, 1))
    house.signed_in(client, WARDEN)

    answer = client.post(reverse("apartments:lease-new"), posted(flat))

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"room_no": "101"}, "该房号已登记"),
        ({"ends": "2023.01.01"}, "退出日期须晚于投用日期"),
    ],
)
def test_a_flat_that_cannot_stand_says_why(client, changes, said):
    stewardship.flat("101")
    house.signed_in(client, WARDEN)
    given = {
        "building": "青年公寓A栋",
        "room_no": "102",
        "kind": "single",
        "area": "35",
        "monthly_rent": "600",
        "begins": "2023.01.01",
    }

    answer = client.post(reverse("apartments:flat-new"), given | changes)

    assert said in answer.content.decode()
    assert Flat.objects.count() == 1


def test_a_flat_leaves_the_stock_when_nobody_lives_in_it():
    row = stewardship.lease(begins=date(2025, 1, 1))
    leave = {
        "actor": house.actor(WARDEN),
        "register": FLATS,
        "pk": row.flat_id,
        "values": {"ends": date(2026, 1, 1)},
        "version": 1,
        "on": house.TODAY,
    }

    with pytest.raises(Refused, match="仍有人租住"):
        amend(**leave)
    Lease.objects.update(ends=date(2025, 12, 1), state="ended")

    assert amend(**leave).ends == date(2026, 1, 1)


def test_a_flat_with_leases_is_voided_last():
    row = stewardship.lease()

    with pytest.raises(Refused, match="还有 1 条租约"):
        void(
            actor=house.actor(WARDEN),
            register=FLATS,
            pk=row.flat_id,
            reason="误录",
            at="2026-06-30T09:00:00+08:00",
        )


def test_what_goes_out_comes_back_unchanged(client):
    stewardship.lease(house.person("张苗", where=house.unit()), of=stewardship.flat("101"))
    stewardship.lease(of=stewardship.flat("102"), ends=date(2025, 6, 1))
    house.signed_in(client, WARDEN)

    for register in (FLATS, LEASES):
        batch = send(client, register, exported(client, register))
        assert judgements(batch) == [("unchanged",), ("unchanged",)]


@pytest.mark.parametrize(("noun", "queries"), [("flat", 7), ("lease", 9)])
def test_the_list_asks_as_much_for_three_as_for_one(
    client, noun, queries, django_assert_num_queries
):
    house.signed_in(client, WARDEN)
    for rows in (1, 2):
        for _ in range(rows):
            stewardship.lease(house.person(where=house.unit()))
        with django_assert_num_queries(queries):
            assert client.get(reverse(f"apartments:{noun}")).status_code == 200
