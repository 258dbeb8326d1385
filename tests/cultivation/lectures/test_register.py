"""Lectures through their doors."""

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.lectures.models import Lecture
from qingmiao.cultivation.lectures.register import LECTURES, MEMBERS, SPEAKINGS
from tests.factories.cultivation import corps_member, lecture, speaking
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


def request_values(host, **changes):
    return {
        "title": "基层治理", "host": host.pk, "held_on": "2025-05-01", "place": "社区礼堂",
        "audience": "40", "state": "delivered", "proof": "照片", **changes,
    }  # fmt: skip


def test_a_lecture_is_entered_once(officer_client):
    values = request_values(unit())
    url = reverse(LECTURES.url_name("new"))

    assert officer_client.post(url, values).status_code == 302
    assert errors_of(officer_client.post(url, values)) == ["该单位同日同题的宣讲已登记"]


def test_a_lecture_of_tomorrow_is_not_delivered(officer_client):
    answer = officer_client.post(
        reverse("lectures:lecture-new"), request_values(unit(), held_on="2999-01-01")
    )

    assert errors_of(answer) == ["宣讲日期 2999.01.01 还没有到，状态不能是已宣讲"]


def test_a_unit_asks_for_a_lecture_and_cannot_call_it_delivered():
    host = unit()
    client, url = client_of(Role.UNIT_ORGANIZER, at=host), reverse("lectures:lecture-new")

    refused = client.post(url, request_values(host))
    asked = client.post(url, request_values(host, state="requested", held_on="2999-01-01"))

    assert refused.status_code == 422
    assert asked.status_code == 302
    assert [row.state for row in Lecture.objects.all()] == ["requested"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"joined_on": "2025-01-01", "left_on": ""}, "该同志已是宣讲团成员"),
        ({"joined_on": "2025-01-01", "left_on": "2024-12-31"}, "退团日期不得早于入团日期"),
    ],
)
def test_a_membership_is_open_once_and_ends_after_it_begins(officer_client, values, message):
    standing = corps_member()

    answer = officer_client.post(
        reverse("lectures:member-new"), {"person": f"#{standing.person_id}", "topics": "", **values}
    )

    assert errors_of(answer) == [message]


def test_a_member_speaks_once_at_a_lecture(officer_client):
    row = speaking()

    answer = officer_client.post(
        reverse("lectures:speaking-new"),
        {"lecture": f"#{row.lecture_id}", "member": f"#{row.member_id}"},
    )

    assert errors_of(answer) == ["该成员已登记为本场宣讲人"]


def test_sessions_participations_and_people_are_counted_apart(officer_client):
    first, second = corps_member(), corps_member()
    corps_member()
    both = lecture(audience=30)
    speaking(first, both)
    speaking(second, both)
    speaking(first, lecture(audience=20))
    lecture(state="requested", audience=99)

    cards = officer_client.get(reverse("lectures:lecture")).context["cards"]

    assert {card["label"]: card["value"] for card in cards} == {
        "宣讲场次": 2, "参与人次": 3, "参与人数": 2, "听众": 50
    }  # fmt: skip
    for card in cards[:3]:
        assert officer_client.get(card["url"]).context["total"] == card["value"]


def test_counters_tell_a_reader_only_what_the_lists_show():
    mine = speaking()
    speaking()
    client = client_of(Role.LECTURER, person=mine.member.person)

    cards = client.get(reverse("lectures:lecture")).context["cards"]

    assert [card["value"] for card in cards[:2]] == [1, 1]


def test_filters_swap_the_list_alone(officer_client):
    answer = officer_client.get(reverse("lectures:lecture"), headers={"HX-Request": "true"})

    assert answer.content.decode().strip().startswith('<div id="results"')


def test_who_sees_no_lecture_finds_no_list():
    assert client_of(Role.AUDITOR).get(reverse("lectures:lecture")).status_code == 404


def test_a_voided_participation_is_no_delivery(officer_client, voided):
    row = speaking()
    speaking(row.member)
    voided(row)

    [line] = officer_client.get(reverse("lectures:member")).context["lines"]

    assert line.cells[-1].text == "1"


@pytest.mark.parametrize("register", [LECTURES, MEMBERS, SPEAKINGS])
def test_what_goes_out_comes_back_unchanged(officer_client, register):
    speaking(corps_member(person("李明")), lecture("基层 治理"))
    speaking(corps_member(person("王芳"), topics="乡村振兴"))

    batch = send(officer_client, register, exported(officer_client, register))

    assert set(judgements(batch)) == {("unchanged",)}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("register", "questions"), [(LECTURES, 11), (MEMBERS, 8), (SPEAKINGS, 7)])
def test_a_list_asks_as_many_questions_however_long(
    register, questions, rows, officer_client, django_assert_num_queries
):
    for _ in range(rows):
        speaking()

    with django_assert_num_queries(questions):
        answer = officer_client.get(reverse(register.url_name()))

    assert answer.context["total"] == rows
