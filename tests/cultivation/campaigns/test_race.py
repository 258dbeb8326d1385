"""Two presses at once: one support."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.access.enums import Role
from qingmiao.cultivation.campaigns.models import Support
from qingmiao.cultivation.campaigns.services.contribution import support_contribution
from qingmiao.kernel.errors import Refused
from tests.factories.cultivation import campaign, contribution
from tests.factories.ground import actor, person

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_presses_at_once_are_one_support():
    row = contribution(campaign=campaign(state="open"))
    who, gate, said = actor(Role.CADRE, person=person()), Barrier(2), []

    def press():
        try:
            gate.wait()
            support_contribution(actor=who, contribution_id=row.pk)
        except Refused as no:
            said.extend(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said == ["您已经支持过这条发言"]
    assert Support.objects.count() == 1
