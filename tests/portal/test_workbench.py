from datetime import date
from http import HTTPStatus

import pytest
from django.http import QueryDict

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import operator
from qingmiao.portal.queries.roster import read_roster_filter, roster
from tests.portal.conftest import TODAY

pytestmark = pytest.mark.django_db
QUERIES = 25


def test_stranger_is_sent_to_the_door(client):
    response = client.get("/")

    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].startswith("/accounts/login/")


def test_officer_sees_the_whole_district(client, reader_of, unit_of, person_of):
    reader_of(client)
    person_of("林若曦", unit_of("茶山镇"), sex="2")
    person_of("周浩然", unit_of("青云街道"), birth=date(1999, 1, 1))

    response = client.get("/")

    assert response.status_code == HTTPStatus.OK
    assert response.context["total"] == 2
    bands = {band.label: (band.men.count, band.women.count) for band in response.context["bands"]}
    assert bands["31–35"] == (0, 1)
    assert bands["30 岁及以下"] == (1, 0)


def test_unit_secretary_counts_only_the_own_unit(client, reader_of, unit_of, person_of):
    own, other = unit_of("茶山镇"), unit_of("青云街道")
    reader_of(client, Role.UNIT_SECRETARY, own)
    person_of("林若曦", own)
    person_of("周浩然", other)

    response = client.get("/")

    assert response.context["total"] == 1
    assert response.context["origins"] == []


def test_five_links_stand_in_the_order_of_the_speech(client, reader_of):
    reader_of(client)

    response = client.get("/")

    links = [card.link for card in response.context["flow"]]
    assert links == ["select", "nurture", "temper", "govern", "appoint"]


def test_every_band_counts_the_list_it_opens(client, reader_of, unit_of, person_of):
    reader_of(client)
    unit = unit_of("茶山镇")
    for name, birth in (("三十", "1996-11-01"), ("三十一", "1995-11-01"), ("未满", "1995-12-01")):
        person_of(name, unit, birth=date.fromisoformat(birth))

    bands = client.get("/").context["bands"]

    for counted in [side for band in bands for side in (band.men, band.women)]:
        wanted = read_roster_filter(QueryDict(counted.url.partition("?")[2]))
        answer = roster(actor=operator("样例", Role.OFFICER), wanted=wanted, on=TODAY)
        assert counted.count == answer.total


@pytest.mark.parametrize("many", [1, 3])
def test_number_of_queries_does_not_grow(
    client, reader_of, unit_of, person_of, django_assert_num_queries, many
):
    reader_of(client)
    for number in range(many):
        person_of(f"林若曦{number}", unit_of(f"第{number}街道"))

    with django_assert_num_queries(QUERIES):
        client.get("/")
