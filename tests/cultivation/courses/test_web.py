"""Pages of training beyond the registers: counters, rolls, the ledger of hours."""

import pytest
import time_machine
from django.urls import reverse

from qingmiao.access.enums import Role
from tests.factories.cultivation import attendance, programme, session, training_class
from tests.factories.ground import client_of, person

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


def values_of(cards):
    return {card["label"]: card["value"] for card in cards}


def test_a_programme_counts_classes_sessions_participations_and_people_apart():
    school = programme()
    first = session(training_class=training_class(programme=school))
    second = session(training_class=first.training_class)
    who = person()
    attendance(who, session=first)
    attendance(who, session=second)
    attendance(session=second, presence="absent")
    attendance()  # another programme's
    client = client_of(Role.OFFICER)

    page = client.get(reverse("courses:programme-detail", args=[school.pk]))

    assert values_of(page.context["cards"]) == {
        "班次": 1, "课次": 2, "参训人次": 2, "参训人数": 1
    }  # fmt: skip
    opened = client.get(page.context["cards"][2]["url"])
    assert opened.context["total"] == 2


def test_counters_are_as_long_as_the_lists_they_open_for_this_reader():
    mine = attendance()
    attendance()
    client = client_of(Role.UNIT_ORGANIZER, at=mine.person.unit)

    cards = client.get(reverse("courses:programme")).context["cards"]

    for card in cards[:3]:
        assert client.get(card["url"]).context["total"] == card["value"]
    assert values_of(cards)["参训人次"] == 1


def test_filters_swap_the_list_alone():
    answer = client_of(Role.OFFICER).get(reverse("courses:programme"), headers=HTMX)

    assert answer.content.decode().strip().startswith('<div id="results"')


def test_an_admin_finds_no_programmes():
    assert client_of(Role.SYSTEM_ADMIN).get(reverse("courses:programme")).status_code == 404


def test_the_page_of_a_class_lists_who_came_and_how_often():
    at = session()
    again = session(training_class=at.training_class)
    who = person("李明")
    attendance(who, session=at)
    attendance(who, session=again, presence="leave")

    page = client_of(Role.OFFICER).get(reverse("courses:class-detail", args=[at.training_class_id]))

    [line] = page.context["roster"]["lines"]
    assert [cell.text for cell in line.cells] == ["李明", who.unit.name, "1", "1", "0", "4"]


def test_a_class_shows_a_unit_only_its_own_people():
    at = session()
    mine = attendance(person("本单位"), session=at)
    attendance(person("外单位"), session=at)

    page = client_of(Role.UNIT_ORGANIZER, at=mine.person.unit).get(
        reverse("courses:class-detail", args=[at.training_class_id])
    )

    assert [line.cells[0].text for line in page.context["roster"]["lines"]] == ["本单位"]
    assert "外单位" not in page.content.decode()


def test_who_reads_no_hours_finds_no_way_there():
    client = client_of(Role.CLASS_TEACHER)

    assert client.get(reverse("courses:programme")).context["hours_url"] == ""
