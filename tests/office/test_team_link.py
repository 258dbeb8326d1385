"""The page of a unit leads to the structure of its team, for whom that page opens."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from tests.factories.demands import town
from tests.factories.house import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "is_led"),
    [
        (Role.OFFICER, True),
        (Role.DISTRICT_LEADER, True),
        (Role.SEGMENT_HEAD, False),
        (Role.UNIT_SECRETARY, False),
    ],
)
def test_a_unit_leads_to_its_team_for_whom_that_opens(client, role, is_led):
    here, _ = town()
    over = None if role in (Role.OFFICER, Role.DISTRICT_LEADER) else here
    signed_in(client, role, over=over)
    team = reverse("demands:team", args=[here.pk])

    page = client.get(reverse("orgs:unit", args=[here.pk]))

    assert page.status_code == HTTPStatus.OK
    assert (f'href="{team}' in page.content.decode()) is is_led
    assert (client.get(team).status_code == HTTPStatus.OK) is is_led
