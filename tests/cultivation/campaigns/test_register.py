"""Discussion campaigns through their doors, and what they tell evidence."""

from datetime import date

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.campaigns.models import Contribution
from qingmiao.cultivation.campaigns.register import CAMPAIGNS, CONTRIBUTIONS
from qingmiao.evidence.models import Evidence
from tests.factories.cultivation import campaign, contribution
from tests.factories.ground import (
    client_of,
    errors_of,
    exported,
    judgements,
    person,
    send,
    unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_client():
    return client_of(Role.OFFICER)


def values(of, who, **changes):
    return {
        "campaign": f"#{of.pk}", "person": f"#{who.pk}", "contributed_on": "2025-02-01",
        "title": "敢为二题", "content": "", "mode": "hall", "state": "submitted", **changes,
    }  # fmt: skip


def enter(client, given):
    return client.post(reverse("campaigns:contribution-new"), given)


@pytest.mark.parametrize(
    ("state", "dimension", "text"),
    [
        ("selected", "expression", "在“千年城区”中的发言“敢为二题”入选"),
        ("adopted", "duty", "在“千年城区”中的发言“敢为二题”被采纳"),
    ],
)
def test_a_selected_or_adopted_contribution_speaks_for_its_author(
    officer_client, state, dimension, text
):
    who = person()

    enter(officer_client, values(campaign("千年城区"), who, state=state))

    [claim] = Evidence.objects.all()
    assert (claim.person, claim.dimension, claim.claim) == (who, dimension, text)


def test_handing_in_says_nothing_yet_and_what_was_adopted_can_be_taken_back(officer_client):
    theirs, who = campaign(), person()
    enter(officer_client, values(theirs, who))
    assert not Evidence.objects.exists()
    [row] = Contribution.objects.all()
    edit = reverse("campaigns:contribution-edit", args=[row.pk])

    officer_client.post(edit, values(theirs, who, state="adopted"))
    officer_client.post(edit, values(theirs, who, state="submitted"))

    [claim] = Evidence.objects.all()
    assert claim.retract_reason == "记录已修改"


def test_voiding_takes_the_claim_back(officer_client):
    enter(officer_client, values(campaign(), person(), state="adopted"))
    [row] = Contribution.objects.all()

    officer_client.post(
        reverse("campaigns:contribution-void", args=[row.pk]), {"reason": "重复登记"}
    )

    [claim] = Evidence.objects.all()
    assert claim.retract_reason == "重复登记"


def test_a_contribution_lies_within_its_campaign(officer_client):
    of = campaign(ends=date(2025, 1, 31))

    assert errors_of(enter(officer_client, values(of, person()))) == [
        "日期不在活动期间（2025.01.01 起）内"
    ]


def test_one_title_of_one_person_in_one_campaign(officer_client):
    row = contribution(title="敢为二题")

    answer = enter(officer_client, values(row.campaign, row.person))

    assert errors_of(answer) == ["该同志在本活动中已有同题发言"]


def test_a_unit_hands_in_but_does_not_adopt():
    who = person()
    client = client_of(Role.UNIT_ORGANIZER, at=who.unit)

    assert enter(client, values(campaign(), who)).status_code == 302
    refused = enter(client, values(campaign(), who, state="adopted"))

    assert refused.status_code == 422
    assert [row.state for row in Contribution.objects.all()] == ["submitted"]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "千年城区"}, "已有同名的大讨论活动"),
        ({"ends": "2024-12-31"}, "结束日期不得早于启动日期"),
    ],
)
def test_a_campaign_has_its_own_name_and_ends_after_it_begins(officer_client, changes, message):
    campaign("千年城区")
    given = {
        "title": "新的一次", "theme": "敢为", "mode": "both", "organizer": unit().pk,
        "begins": "2025-01-01", "ends": "", **changes,
    }  # fmt: skip

    assert errors_of(officer_client.post(reverse("campaigns:campaign-new"), given)) == [message]


def test_a_campaign_with_contributions_is_not_voided(officer_client):
    of = contribution().campaign

    answer = officer_client.post(
        reverse("campaigns:campaign-void", args=[of.pk]), {"reason": "重复"}
    )

    assert errors_of(answer) == ["名下还有 1 条发言，请先作废它们"]


@pytest.mark.parametrize("register", [CAMPAIGNS, CONTRIBUTIONS])
def test_what_goes_out_comes_back_unchanged(officer_client, register):
    contribution(person("李明"), content="一、建议……")
    contribution(person("王芳"), state="adopted")

    batch = send(officer_client, register, exported(officer_client, register))

    assert set(judgements(batch)) == {("unchanged",)}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("register", "questions"), [(CAMPAIGNS, 7), (CONTRIBUTIONS, 9)])
def test_a_list_asks_as_many_questions_however_long(
    register, questions, rows, officer_client, django_assert_num_queries
):
    for _ in range(rows):
        contribution()

    with django_assert_num_queries(questions):
        answer = officer_client.get(reverse(register.url_name()))

    assert answer.context["total"] == rows
