import pytest

from qingmiao.access.enums import Role
from qingmiao.cultivation.campaigns.models import Campaign, Contribution
from qingmiao.cultivation.campaigns.permissions import (
    KEEP_CAMPAIGNS,
    KEEP_CONTRIBUTIONS,
    VIEW_CAMPAIGNS,
    VIEW_CONTRIBUTIONS,
)
from qingmiao.kernel.actor import STRANGER
from tests.factories.cultivation import contribution
from tests.factories.ground import actor, agree

pytestmark = pytest.mark.django_db


def test_a_contribution_is_read_by_the_authors_unit_the_organizer_and_the_author():
    mine, other = contribution(), contribution()
    expected = [
        (actor(Role.OFFICER), {mine, other}),
        (actor(Role.UNIT_SECRETARY, at=mine.person.unit), {mine}),
        (actor(Role.UNIT_ORGANIZER, at=other.campaign.organizer), {other}),
        (actor(Role.GROUP_HEAD, at=other.person.unit), {other}),
        (actor(Role.CADRE, person=mine.person), {mine}),
        (actor(Role.CLASS_TEACHER), set()),
        (STRANGER, set()),
    ]
    for who, rows in expected:
        agree(VIEW_CONTRIBUTIONS, Contribution, who, rows)


def test_a_unit_hands_in_and_the_organizer_decides():
    handed_in, adopted = contribution(), contribution(state="adopted")
    expected = [
        (actor(Role.OFFICER), {handed_in, adopted}),
        (actor(Role.UNIT_ORGANIZER, at=handed_in.person.unit), {handed_in}),
        (actor(Role.UNIT_ORGANIZER, at=adopted.person.unit), set()),
        (actor(Role.UNIT_ORGANIZER, at=adopted.campaign.organizer), {adopted}),
        (actor(Role.OFFICER, person=adopted.person), {handed_in}),
        (actor(Role.CADRE, person=handed_in.person), set()),
    ]
    for who, rows in expected:
        agree(KEEP_CONTRIBUTIONS, Contribution, who, rows)


def test_campaigns_are_known_to_all_who_work_here_and_kept_by_the_organizer():
    mine, other = contribution().campaign, contribution().campaign

    agree(VIEW_CAMPAIGNS, Campaign, actor(Role.CADRE), {mine, other})
    agree(VIEW_CAMPAIGNS, Campaign, actor(Role.SYSTEM_ADMIN), set())
    agree(KEEP_CAMPAIGNS, Campaign, actor(Role.UNIT_ORGANIZER, at=mine.organizer), {mine})
    agree(KEEP_CAMPAIGNS, Campaign, actor(Role.CADRE), set())
