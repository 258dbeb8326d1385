import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.appointment.vacancies.models import Vacancy
from qingmiao.appointment.vacancies.register import VACANCIES
from tests.factories import appointment, house
from tests.factories.ground import exported, judgements, send

pytestmark = pytest.mark.django_db


def posted(where, **changes):
    return {
        "unit": where.pk,
        "post_text": "副局长",
        "arises_on": "2025.02.01",
        "reason": "retirement",
        "state": "confirmed",
        **changes,
    }


def test_a_vacancy_comes_in_with_its_slot(client):
    bureau = house.unit("区发展和改革局")
    slot = house.post(bureau, "副局长")
    house.signed_in(client)

    client.post(reverse("vacancies:vacancy-new"), posted(bureau, post=slot.pk))

    [row] = Vacancy.objects.all()
    assert (row.post, str(row)) == (slot, "区发展和改革局 副局长")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "filled"}, "已补充的须填写补充日期，其他状态不填"),
        ({"filled_on": "2025.03.01"}, "已补充的须填写补充日期，其他状态不填"),
        ({"post_text": "局长"}, "该空缺已登记"),
    ],
)
def test_a_vacancy_that_cannot_stand_says_why(client, changes, said):
    bureau = house.unit()
    appointment.vacancy(bureau, post_text="局长")
    house.signed_in(client)

    answer = client.post(reverse("vacancies:vacancy-new"), posted(bureau, **changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_another_units_slot_is_refused(client):
    slot = house.post(house.unit())
    house.signed_in(client)

    answer = client.post(reverse("vacancies:vacancy-new"), posted(house.unit(), post=slot.pk))

    assert "所选职位不属于该机构" in answer.content.decode()


def test_a_forecast_is_nowhere_in_the_pages_of_the_unit(client):
    town = house.unit()
    row = appointment.vacancy(town, state="forecast", post_text="党委书记")
    house.signed_in(client, Role.UNIT_SECRETARY, over=town)

    listed = client.get(reverse("vacancies:vacancy")).content.decode()

    assert "党委书记" not in listed
    assert client.get(reverse("vacancies:vacancy-detail", args=[row.pk])).status_code == 404


def test_what_goes_out_comes_back_unchanged(client):
    bureau = house.unit()
    appointment.vacancy(bureau, post=house.post(bureau))
    appointment.vacancy(bureau, state="filled", filled_on="2025-03-01")
    house.signed_in(client)

    batch = send(client, VACANCIES, exported(client, VACANCIES))

    assert judgements(batch) == [("unchanged",), ("unchanged",)]


def test_the_list_asks_as_much_for_three_as_for_one(client, django_assert_num_queries):
    house.signed_in(client)
    for rows in (1, 2):
        for _ in range(rows):
            appointment.vacancy(house.unit())
        with django_assert_num_queries(9):
            assert client.get(reverse("vacancies:vacancy")).status_code == 200
