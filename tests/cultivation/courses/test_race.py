"""Enrolment opens: more people than seats ask through real requests, on connections of their own."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.models import Admission, Enrolment
from qingmiao.engines.queues.models import Line, Ticket
from qingmiao.kernel import clock
from tests.factories import house
from tests.factories.cultivation import open_class

pytestmark = pytest.mark.django_db(transaction=True)


def test_thirty_ask_for_the_last_seat_by_their_browsers():
    found = open_class(seats=1)
    now = clock.now()
    Admission.objects.update(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1))
    Line.objects.update(last_call=None)
    unit, clients = house.unit(), []
    for _each in range(30):
        who = house.person(where=unit)
        client = Client()
        client.force_login(house.holder(Role.CADRE, matter=("own", who.pk), who=who))
        clients.append(client)
    start, answers, url = Barrier(30), [], reverse("courses:enrol", args=[found.pk])

    def ask(client):
        try:
            start.wait(timeout=30)
            answers.append(client.post(url).status_code)
        finally:
            connection.close()

    threads = [Thread(target=ask, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert answers == [302] * 30
    states = list(Enrolment.objects.values_list("state", flat=True))
    assert (states.count("held"), states.count("waiting")) == (1, 29)
    assert Ticket.objects.filter(seat__isnull=False).count() == 1
