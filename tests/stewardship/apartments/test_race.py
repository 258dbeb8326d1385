"""Two wardens lease one flat for the same days, at the same moment, on two connections."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import enter
from qingmiao.stewardship.apartments.models import Lease
from qingmiao.stewardship.apartments.register import LEASES
from tests.factories import house, stewardship

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_flat_is_leased_once():
    flat = stewardship.flat()
    warden = house.actor(Role.APARTMENT_WARDEN)
    start, answers = Barrier(2), []

    def lease_to(name):
        values = {
            "flat": flat,
            "tenant_kind": "talent",
            "tenant_name": name,
            "begins": date(2025, 1, 1),
            "planned_end": date(2026, 1, 1),
            "state": "living",
        }
        try:
            start.wait(timeout=10)
            enter(actor=warden, register=LEASES, values=values, on=house.TODAY)
            answers.append("leased")
        except Refused as no:
            answers.append(str(no))
        finally:
            connection.close()

    threads = [Thread(target=lease_to, args=(name,)) for name in ("钱工", "孙工")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(answers) == ["leased", "这套公寓在这一时期已经出租"]
    assert Lease.objects.count() == 1
