"""The screen at the door, the phone that scans it, the page of whoever checks."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.cultivation.courses.models import Attendance, SignIn
from qingmiao.cultivation.courses.queries.door import token_of
from tests.cultivation.courses.test_door import AT, running, scanned
from tests.factories.ground import client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def morning():
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def phone_of(person):
    client = Client()
    client.force_login(Account.objects.get(person_id=person[0].pk))
    return client


def test_the_door_shows_a_code_that_changes_and_counts_that_live(morning):
    session, people = running(2)
    client = client_of(Role.OFFICER)
    url, picture = (reverse(f"courses:{name}", args=[session.pk]) for name in ("door", "door-code"))

    before = client.get(picture).content
    scanned(session, people[0])
    part = client.get(url, headers=HTMX)
    morning.shift(timedelta(seconds=30))

    assert "<dt>已扫码</dt><dd>1</dd>" in part.content.decode()
    assert "<title>" not in part.content.decode()
    assert client.get(picture).content != before
    assert client.get(picture)["Content-Type"] == "image/svg+xml"


def test_a_phone_scans_signs_in_and_hears_what_became_of_it(morning):
    session, people = running(1)
    phone = phone_of(people[0])
    token, _left = token_of(session=session, at=AT, on=AT.date())

    page = phone.get(reverse("courses:scan", args=[token]))
    answer = phone.post(
        reverse("courses:sign-in", args=[session.pk]), {"scan": page.context["scan"]}, follow=True
    )

    assert "抽点核实之后才计入" in answer.content.decode()
    assert SignIn.objects.get().person_id == people[0][0].pk
    again = phone.get(reverse("courses:scan", args=[token]))
    assert again.url == reverse("courses:signed-in", args=[session.pk])


def test_a_photograph_of_the_code_is_worth_nothing_a_minute_later(morning):
    session, people = running(1)
    token, _left = token_of(session=session, at=AT, on=AT.date())
    morning.shift(timedelta(seconds=60))

    page = phone_of(people[0]).get(reverse("courses:scan", args=[token]))

    assert page.status_code == 422
    assert "请重新扫门口的二维码" in page.content.decode()
    assert "我已到场" not in page.content.decode()


def test_whoever_is_not_of_the_class_is_told_so_and_gets_no_button(morning):
    session, _people = running(1)
    _other, [stranger] = running(1)
    token, _left = token_of(session=session, at=AT, on=AT.date())
    url = reverse("courses:scan", args=[token])

    page = phone_of(stranger).get(url)
    staff = client_of(Role.OFFICER).get(url)

    assert (page.status_code, page.context["error_summary"]) == (
        422, ["您不是这个班次的学员，不能签到"]
    )  # fmt: skip
    assert staff.context["error_summary"] == ["只有干部本人可以签到，请用本人的账号登录"]
    assert not SignIn.objects.exists()


def test_the_operator_draws_calls_and_confirms_in_the_browser(morning):
    session, people = running(4)
    for each in people:
        scanned(session, each)
    client = client_of(Role.OFFICER)
    url = reverse("courses:check", args=[session.pk])

    early = client.post(url, {"confirm": "1"})
    client.post(url, {"draw": "1"})
    page = client.get(url)
    for row, _may in page.context["called"]:
        client.post(reverse("courses:signin-called", args=[row.pk]), {"is_there": "1"})
    done = client.post(url, {"confirm": "1"}, follow=True)

    assert early.status_code == 422
    assert early.context["error_summary"] == ["请先随机抽点，二维码不能作为唯一的签到依据"]
    assert len(page.context["called"]) == 3
    assert "已确认 1 人的扫码签到" in done.content.decode()
    assert Attendance.objects.filter(presence="present").count() == 4


@pytest.mark.parametrize("count", [1, 3])
def test_the_roll_and_the_door_ask_the_same_for_one_and_three(
    morning, count, django_assert_num_queries
):
    session, people = running(count)
    for each in people:
        scanned(session, each)
    client = client_of(Role.OFFICER)
    client.get(reverse("courses:roll", args=[session.pk]))

    with django_assert_num_queries(8):
        client.get(reverse("courses:roll", args=[session.pk]))
    with django_assert_num_queries(6):
        client.get(reverse("courses:door", args=[session.pk]), headers=HTMX)
