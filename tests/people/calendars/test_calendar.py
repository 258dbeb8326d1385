from datetime import date, time

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.services.enrolment import enrol_oneself
from qingmiao.people.calendars.models import Absence
from qingmiao.registers.contracts import Engagement
from tests.factories import house
from tests.factories.cultivation import OPENING, open_class
from tests.factories.placement import posting

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 10)


def engagement(**changes):
    plain = {
        "person_id": 1, "begins": DAY, "ends": DAY, "kind": "", "told": "", "url": "",
        "origin": ("a", 1),
    }  # fmt: skip
    return Engagement(**plain | changes)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ({}, {}, True),
        ({}, {"begins": date(2026, 9, 11), "ends": date(2026, 9, 12)}, False),
        ({}, {"starts": time(9), "finishes": time(10)}, True),
        ({"starts": time(10), "finishes": time(11)}, {"starts": time(9), "finishes": time(10)}, False),
        ({"starts": time(9, 59), "finishes": time(11)}, {"starts": time(9), "finishes": time(10)}, True),
    ],
    ids=["same day", "another day", "a whole day", "one after the other", "one minute together"],
)  # fmt: skip
def test_two_engagements_meet_when_nobody_could_do_both(one, other, meets):
    assert engagement(**one).meets(engagement(**other)) == meets
    assert engagement(**other).meets(engagement(**one)) == meets


def me(client):
    who = house.person(where=house.unit())
    account = house.signed_in(client, Role.CADRE, matter=("own", who.pk), who=who)
    return who, house.acting(account)


def test_the_page_shows_classes_leave_and_postings_and_what_clashes(client):
    who, actor = me(client)
    enrol_oneself(actor=actor, class_id=open_class().pk, at=OPENING)
    Absence.objects.create(person=who, kind="trip", begins=date(2026, 9, 9), ends=DAY)
    posting(who, begins=date(2026, 8, 1))

    page = client.get(reverse("calendars:person", args=[who.pk]), {"month": "2026-09"})

    told = [(one.kind, clashes) for one, clashes in page.context["engagements"]]
    assert told == [("选派", True), ("出差", True), ("上课", True)]


def test_leaves_of_the_calendar_with_nothing_on_them_say_so(client):
    who, _actor = me(client)

    page = client.get(reverse("calendars:person", args=[who.pk]), {"month": "no month"})

    assert "这个月没有安排" in page.content.decode()


def test_a_strangers_calendar_is_not_there(client):
    me(client)

    assert client.get(reverse("calendars:person", args=[house.person().pk])).status_code == 404


def test_the_page_asks_the_same_number_of_questions_for_one_and_for_three(
    client, django_assert_num_queries
):
    who, _actor = me(client)
    url = reverse("calendars:person", args=[who.pk])

    for day in range(1, 4):
        Absence.objects.create(
            person=who, kind="trip", begins=date(2026, 9, day), ends=date(2026, 9, day)
        )
        with django_assert_num_queries(QUERIES):
            client.get(url, {"month": "2026-09"})


QUERIES = 8
