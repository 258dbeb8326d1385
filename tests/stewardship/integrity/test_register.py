from datetime import date

import pytest
from django.urls import reverse

from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.services import void
from qingmiao.stewardship.integrity.models import Activity, ActivityAttendance
from qingmiao.stewardship.integrity.register import ACTIVITIES, ATTENDANCES
from tests.factories import house, stewardship
from tests.factories.ground import exported, judgements, send

pytestmark = pytest.mark.django_db
AT = "2026-06-30T09:00:00+08:00"


def given(organizer, **changes):
    return {
        "title": "清风之旅第一期",
        "kind": "route",
        "organizer": organizer.pk,
        "held_on": "2025.04.18",
        "is_compulsory": "1",
        **changes,
    }


def test_an_activity_comes_in_by_its_form(client):
    where = house.unit("区纪委监委机关")
    house.signed_in(client)

    answer = client.post(reverse("integrity:activity-new"), given(where))

    [row] = Activity.objects.all()
    assert answer.url == reverse("integrity:activity-detail", args=[row.pk])
    assert (str(row), row.organizer) == ("清风之旅第一期", where)


def test_the_same_activity_twice_is_refused_in_words(client):
    where = house.unit()
    stewardship.activity("清风之旅第一期", organizer=where)
    house.signed_in(client)

    answer = client.post(reverse("integrity:activity-new"), given(where))

    assert answer.status_code == 422
    assert "同日同名的活动已登记" in answer.content.decode()


def test_somebody_attends_once(client):
    row = stewardship.attendance(house.person("张苗"))
    house.signed_in(client)

    answer = client.post(
        reverse("integrity:attendance-new"),
        {"activity": row.activity_id, "person": row.person_id, "participation": "excused"},
    )

    assert "该同志的参加情况已登记" in answer.content.decode()
    assert ActivityAttendance.objects.count() == 1


def test_a_unit_cannot_enter_for_another(client):
    mine, theirs = house.unit(), house.unit()

    with pytest.raises(Forbidden):
        house.entered(
            ACTIVITIES,
            house.organizer(mine),
            title="清风之旅",
            kind="route",
            organizer=theirs,
            held_on=date(2025, 4, 18),
        )

    assert not Activity.objects.exists()


def test_education_is_no_evidence():
    house.entered(
        ATTENDANCES,
        activity=stewardship.activity(),
        person=house.person(where=house.unit()),
        participation="missed",
    )

    assert not Evidence.objects.exists()


def test_an_activity_people_came_to_is_voided_last():
    row = stewardship.attendance()

    with pytest.raises(Refused, match="还有 1 条参加情况"):
        void(
            actor=house.officer(),
            register=ACTIVITIES,
            pk=row.activity_id,
            reason="重复登记",
            at=AT,
        )


def test_what_goes_out_comes_back_unchanged(client):
    stewardship.attendance(house.person("张苗", where=house.unit()), note="深受教育")
    house.signed_in(client)

    for register in (ACTIVITIES, ATTENDANCES):
        batch = send(client, register, exported(client, register))
        assert judgements(batch) == [("unchanged",)]


@pytest.mark.parametrize("noun", ["activity", "attendance"])
def test_the_list_asks_as_much_for_three_as_for_one(client, noun, django_assert_num_queries):
    house.signed_in(client)
    queries = {"activity": 8, "attendance": 8}[noun]
    for _rows in (1, 2):
        for _ in range(_rows):
            stewardship.attendance(house.person(where=house.unit()))
        with django_assert_num_queries(queries):
            answer = client.get(reverse(f"integrity:{noun}"))
        assert answer.status_code == 200
