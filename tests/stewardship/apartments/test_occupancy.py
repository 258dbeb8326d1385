from datetime import date

import pytest
import time_machine

from qingmiao.access.enums import Role
from qingmiao.stewardship.apartments import queries
from tests.factories import house, stewardship

pytestmark = pytest.mark.django_db
URL = "/govern/apartments/occupancy/"
ASKED = {"on": "2026-06-30", "since": "2025-07-01"}
ON, SINCE = date(2026, 6, 30), date(2025, 7, 1)


@pytest.fixture
def stock():
    """Three flats: one lived in all year, one for a hundred days of it, one never; a fourth left."""
    tenant = house.person("张苗", where=house.unit())
    full = stewardship.lease(tenant, of=stewardship.flat("101"), begins=date(2024, 1, 1))
    stewardship.lease(of=stewardship.flat("102"), begins=SINCE, ends=date(2025, 10, 9))
    stewardship.flat("103")
    stewardship.flat("104", ends=SINCE)
    return full


def test_the_numbers_are_exact(stock):
    counted = queries.occupancy(on=ON, since=SINCE)

    assert (counted.stock, counted.leased) == (3, 1)
    assert (counted.occupied_days, counted.available_days) == (465, 1095)


def test_the_pages_ask_is_the_speechs(stock, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.occupancy(on=ON, since=SINCE)


@pytest.mark.parametrize(
    ("show", "rooms"),
    [
        ("days", ["101", "102", "103"]),
        ("stock", ["101", "102", "103"]),
        ("leased", ["101"]),
        ("vacant", ["102", "103"]),
        ("nonsense", ["101", "102", "103"]),
    ],
)
def test_every_number_opens_its_rows(client, stock, show, rooms):
    house.signed_in(client, Role.APARTMENT_WARDEN)

    answer = client.get(URL, {**ASKED, "show": show})

    assert [line.cells[0].text[-3:] for line in answer.context["lines"]] == rooms
    text = answer.content.decode()
    assert "33.3%" in text
    assert "42.4%" in text


def test_whoever_is_inside_knows_the_sum_and_no_row(client, stock):
    house.signed_in(client, Role.CADRE, who=house.person(where=house.unit()))

    text = client.get(URL, ASKED).content.decode()

    assert "33.3%" in text
    assert "逐套明细只对公寓管理员" in text
    assert "张苗" not in text
    assert "101" not in text
    assert "show=leased" not in text


def test_a_district_leader_sees_flats_and_no_tenant(client, stock):
    house.signed_in(client, Role.DISTRICT_LEADER)

    text = client.get(URL, ASKED).content.decode()

    assert "101" in text
    assert "张苗" not in text
    assert "钱工" not in text


def test_no_administrator_reads_it(client, stock):
    house.signed_in(client, Role.AUDITOR)

    assert client.get(URL, ASKED).status_code == 404


@time_machine.travel("2026-06-30T10:00:00+08:00", tick=False)
def test_without_a_question_it_is_today_and_a_year(client, stock):
    house.signed_in(client, Role.APARTMENT_WARDEN)

    answer = client.get(URL)

    counted = answer.context["counted"]
    assert (counted.since, counted.on) == (SINCE, ON)


def test_a_window_that_runs_backwards_is_told(client, stock):
    house.signed_in(client, Role.APARTMENT_WARDEN)

    answer = client.get(URL, {"on": "2026-01-01", "since": "2026-02-01"})

    assert "起算日不得晚于截至日" in answer.content.decode()


def test_the_part_swapped_is_the_part_reloaded(client, stock):
    house.signed_in(client, Role.APARTMENT_WARDEN)

    whole = client.get(URL, ASKED).content.decode()
    part = client.get(URL, ASKED, headers={"HX-Request": "true"}).content.decode()

    assert part.strip() in whole


def test_the_page_asks_as_much_for_many_as_for_few(client, stock, django_assert_num_queries):
    house.signed_in(client, Role.APARTMENT_WARDEN)
    for rows in (0, 2):
        for _ in range(rows):
            stewardship.lease(house.person(where=house.unit()))
        with django_assert_num_queries(7):
            client.get(URL, ASKED)
