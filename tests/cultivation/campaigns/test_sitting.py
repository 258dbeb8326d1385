"""Signing in to a sitting in the hall and on the line; a code alone never counts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.campaigns.enums import Way
from qingmiao.cultivation.campaigns.models import SignIn, Sitting
from qingmiao.cultivation.campaigns.queries import sitting as queries
from qingmiao.cultivation.campaigns.register import SITTINGS
from qingmiao.kernel import clock
from tests.factories.cultivation import campaign
from tests.factories.ground import client_of, person

pytestmark = pytest.mark.django_db


def held(**changes):
    of = campaign(begins=clock.today() - timedelta(days=3), state="open")
    return Sitting.objects.create(
        **{"campaign": of, "title": "主旨报告", "held_on": clock.today(), **changes}
    )


def token(row, way):
    return queries.token_of(sitting=row, way=way, at=clock.now(), on=clock.today())[0]


def scan(client, row, way, shown=None):
    return client.get(reverse("campaigns:scan", args=[way.value, shown or token(row, way)]))


def sign(client, row, page):
    values = {"scan": page.context["scan"], "way": page.context["way"]}
    return client.post(reverse("campaigns:sitting-sign", args=[row.pk]), values)


@pytest.mark.parametrize("way", list(Way))
def test_one_signs_in_by_ones_own_scan_and_once(way):
    row, me = held(), person()
    mine = client_of(Role.CADRE, person=me)
    page = scan(mine, row, way)

    first, second = sign(mine, row, page), sign(mine, row, page)

    assert (first.status_code, second.status_code) == (302, 422)
    assert list(SignIn.objects.values_list("person", "way")) == [(me.pk, way.value)]


def test_a_pass_is_for_one_person_and_a_hall_code_opens_nothing_on_the_line():
    row = held()
    page = scan(client_of(Role.CADRE, person=person()), row, Way.HALL)
    other = client_of(Role.CADRE, person=person())

    assert sign(other, row, page).status_code == 422
    assert scan(other, row, Way.ONLINE, token(row, Way.HALL)).status_code == 422
    assert not SignIn.objects.exists()


def test_no_more_sign_in_than_somebody_counted_and_nobody_after_it_is_settled():
    row, officer = held(), client_of(Role.OFFICER)
    kept = SignIn.objects.create(sitting=row, person=person(), way="hall", signed_at=clock.now())
    struck = SignIn.objects.create(sitting=row, person=person(), way="hall", signed_at=clock.now())
    settle = reverse("campaigns:sitting-settle", args=[row.pk])
    counted = reverse("campaigns:campaign-counted", args=[row.campaign_id, "hall"])
    late = client_of(Role.CADRE, person=person())
    page = scan(late, row, Way.ONLINE)

    refused = officer.post(settle, {"hall": 1, "online": 0})
    officer.post(reverse("campaigns:signin-strike", args=[struck.pk]), {"reason": "不在现场"})
    assert officer.get(counted).context["total"] == 0  # nothing counts before it is settled
    assert officer.post(settle, {"hall": 1, "online": 0}).status_code == 302

    [why] = refused.context["form"].non_field_errors()
    assert why == "现场签到 2 人，多于清点的 1 人，请先核对、剔除"
    assert officer.get(counted).context["total"] == 1
    assert sign(late, row, page).status_code == 422
    assert kept.struck_at is None


def test_every_number_of_the_report_is_as_long_as_its_list():
    row = held(settled_at=clock.now(), hall_count=3, online_count=2)
    for way in ("hall", "hall", "online"):
        SignIn.objects.create(sitting=row, person=person(), way=way, signed_at=clock.now())
    officer = client_of(Role.OFFICER)

    told = officer.get(reverse("campaigns:campaign-report", args=[row.campaign_id])).context["told"]

    numbers = {each.key: each.value for each in told.numbers}
    assert (numbers["hall"], numbers["online"], numbers["sittings"]) == (2, 1, 1)
    for each in told.numbers:
        assert officer.get(each.url).context["total"] == each.value, each.key


@pytest.mark.parametrize(("form", "head"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_report_is_a_file(form, head):
    row = held()
    url = reverse("campaigns:campaign-report-file", args=[row.campaign_id, form])

    answer = client_of(Role.OFFICER).get(url)

    assert answer.content.startswith(head)
    assert client_of(Role.CADRE, person=person()).get(url).status_code == 404


def test_a_settled_sitting_stands_as_it_was_and_takes_no_other_words():
    row = held(settled_at=clock.now(), hall_count=0, online_count=0)

    assert list(SITTINGS.check(row, clock.today())) == []
    row.title = "改了题目"
    assert list(SITTINGS.check(row, clock.today())) == ["签到已经核定，不能再修改"]
