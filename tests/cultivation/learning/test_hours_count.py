"""The count of hours in SQL and the count by rule say the same of everybody; archived rows stand."""

import random
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from qingmiao.cultivation.learning.models import ArchivedHours
from qingmiao.cultivation.learning.queries.credit import Window
from qingmiao.cultivation.learning.queries.sitting import credits_in
from qingmiao.cultivation.learning.rules.hours import total
from qingmiao.cultivation.learning.services.hours import archive_year
from qingmiao.people.dossiers.models import Person
from tests.factories.cultivation import attendance, programme, session, training_class
from tests.factories.ground import actor, person

pytestmark = pytest.mark.django_db
EIGHT = Decimal(8)
TODAY = date(2026, 6, 30)


HOURS_OF_DAY = (
    {},
    {"starts": time(8, 30), "finishes": time(12)},
    {"starts": time(8, 30), "finishes": time(12)},
    {"starts": time(11), "finishes": time(13, 20)},
    {"starts": time(12, 50), "finishes": time(17, 7)},
)


def invented(people, number):
    """Attendances drawn from a fixed seed: few days, so that many fall on one."""
    chance = random.Random(number)
    classes = [
        training_class(
            programme=programme(kind=kind), begins=date(2025, 1, 1), ends=date(2025, 12, 31)
        )
        for kind in ("special", "online", "main_class")
    ]
    for _ in range(40):
        at = session(
            training_class=chance.choice(classes),
            held_on=date(2025, 3, 1) + timedelta(days=chance.randrange(4)),
            hours=Decimal(chance.choice([2, 4, 6, 24])),
            **chance.choice(HOURS_OF_DAY),
        )
        for who in people:
            if chance.random() < 0.3:
                attendance(who, session=at, presence=chance.choice(["present", "present", "leave"]))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_sum_of_a_list_is_the_sum_of_the_account(number):
    people = [person() for _ in range(4)]
    invented(people, number)

    rows = Person.objects.annotate(live=Window(years=[2025], daily_most=EIGHT).of_each())
    listed = dict(rows.values_list("pk", "live"))
    accounts = credits_in(person_ids=[p.pk for p in people], year=2025, daily_most=EIGHT)

    assert listed == {each.pk: total(accounts.get(each.pk, [])) for each in people}


def test_whoever_has_enough_is_found_in_one_pass():
    people = [person() for _ in range(4)]
    invented(people, 5)
    window = Window(years=[2025], daily_most=EIGHT)
    told = dict(Person.objects.annotate(live=window.of_each()).values_list("pk", "live"))
    least = sorted(told.values())[2]

    found = Person.objects.filter(pk__in=window.of_those_with(least)).values_list("pk", flat=True)

    assert set(found) == {pk for pk, live in told.items() if live >= least}


def test_archived_rows_can_neither_be_changed_nor_deleted():
    person()
    archive_year(actor=actor("officer"), year=2025, on=TODAY)
    for statement in (
        "UPDATE learning_archivedhours SET hours = 99, five_years = 99",
        "DELETE FROM learning_archivedhours",
        "UPDATE learning_hoursyear SET met = 0",
        "DELETE FROM learning_hoursyear",
    ):
        with (
            pytest.raises(DatabaseError, match="Cannot"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

    assert ArchivedHours.objects.get().hours == 0
