from http import HTTPStatus

import pytest

from qingmiao.access.enums import Role
from tests.harness.htmx import assert_swap_equals_reload

pytestmark = pytest.mark.django_db


def hits(response, place=0):
    return [hit.title for hit in response.context["found"][place].hits]


def test_people_are_found_by_every_word(client, reader_of, unit_of, person_of):
    reader_of(client)
    tea, cloud = unit_of("茶山镇"), unit_of("青云街道")
    person_of("林若曦", tea)
    person_of("林若曦", cloud)

    response = client.get("/search/", {"q": "林若曦 茶山"})

    assert response.status_code == HTTPStatus.OK
    [hit] = response.context["found"][0].hits
    assert hit.detail == "茶山镇"


def test_units_are_found_too(client, reader_of, unit_of):
    reader_of(client)
    unit_of("茶山镇")
    unit_of("青云街道")

    response = client.get("/search/", {"q": "茶山"})

    assert hits(response, place=1) == ["茶山镇"]


def test_people_outside_the_own_unit_are_neither_found_nor_counted(
    client, reader_of, unit_of, person_of
):
    own, other = unit_of("茶山镇"), unit_of("青云街道")
    reader_of(client, Role.UNIT_SECRETARY, own)
    person_of("林若曦", own)
    person_of("林远", other)

    response = client.get("/search/", {"q": "林"})

    assert hits(response) == ["林若曦"]
    assert response.context["found"][0].total == 1


def test_nothing_is_asked_before_anything_is_typed(client, reader_of):
    reader_of(client)

    response = client.get("/search/", {"q": "  "})

    assert response.context["found"] == []


def test_records_part_equals_the_records_page(client, reader_of):
    reader_of(client)

    part = client.get("/search/records/", {"q": "林"}, headers={"HX-Request": "true"})
    whole = client.get("/search/records/", {"q": "林"})

    assert part.content.decode().strip().startswith('<div id="records"')
    assert 'id="records"' in whole.content.decode()
    assert whole.context["found"] == []


def test_initials_find_a_person(client, reader_of, unit_of, person_of):
    reader_of(client)
    person_of("林若曦", unit_of("茶山镇"))

    assert hits(client.get("/search/", {"q": "lrx"})) == ["林若曦"]


def test_records_arrive_where_a_reload_shows_them(client, reader_of):
    reader_of(client)

    assert_swap_equals_reload(
        client, "/search/records/?q=林", target="records", start="/search/?q=林"
    )
