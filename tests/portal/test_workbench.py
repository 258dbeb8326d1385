from datetime import date
from http import HTTPStatus

import pytest

from qingmiao.access.enums import Role

pytestmark = pytest.mark.django_db


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
    assert response.context["young"] == 2
    bands = {band.label: (band.men, band.women) for band in response.context["bands"]}
    assert bands["32–34"] == (0, 1)
    assert bands["26–28"] == (1, 0)


def test_unit_secretary_counts_only_the_own_unit(client, reader_of, unit_of, person_of):
    own, other = unit_of("茶山镇"), unit_of("青云街道")
    reader_of(client, Role.UNIT_SECRETARY, own)
    person_of("林若曦", own)
    person_of("周浩然", other)

    response = client.get("/")

    assert response.context["young"] == 1
    assert response.context["origins"] == []


def test_five_links_stand_in_the_order_of_the_speech(client, reader_of):
    reader_of(client)

    response = client.get("/")

    links = [card.link for card in response.context["flow"]]
    assert links == ["select", "nurture", "temper", "govern", "appoint"]


def test_nobody_older_than_forty_is_counted(client, reader_of, unit_of, person_of):
    reader_of(client)
    unit = unit_of("茶山镇")
    person_of("四十", unit, birth=date(1986, 11, 1))
    person_of("未满四十一", unit, birth=date(1985, 12, 1))
    person_of("四十一", unit, birth=date(1985, 11, 1))

    response = client.get("/")

    assert response.context["young"] == 2
