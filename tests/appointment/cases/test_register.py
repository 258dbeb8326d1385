import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.appointment.cases.models import Appointment, Case
from qingmiao.appointment.cases.register import APPOINTMENTS, CASES
from qingmiao.evidence.models import Evidence
from tests.factories import appointment, house
from tests.factories.ground import exported, judgements, send

pytestmark = pytest.mark.django_db


def posted_case(**changes):
    return {
        "case_no": "2025-1",
        "title": "第一批干部调整",
        "motioned_on": "2025.03.03",
        "decided_on": "2025.04.03",
        "notice_begins": "2025.04.07",
        "notice_ends": "2025.04.11",
        "state": "appointed",
        **changes,
    }


def posted(who, **changes):
    return {
        "person": who.pk,
        "kind": "promotion",
        "from_unit": who.unit_id,
        "from_post_text": "科员",
        "from_level": "150",
        "to_unit": house.unit().pk,
        "to_post_text": "副局长",
        "to_level": "142",
        "source_link": "other",
        "decided_on": "2025.04.03",
        **changes,
    }


def test_a_case_comes_in_by_its_form(client):
    house.signed_in(client)

    answer = client.post(reverse("cases:case-new"), posted_case())

    [row] = Case.objects.all()
    assert answer.url == reverse("cases:case-detail", args=[row.pk])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"notice_ends": "2025.04.10"}, "公示 4 个工作日，不得少于 5 个"),
        ({"notice_begins": "2025.04.02"}, "公示须在讨论决定之后进行"),
        ({"decided_on": "2025.03.02"}, "讨论决定日期不得早于动议日期"),
        ({"decided_on": ""}, "须填写讨论决定日期"),
        ({"case_no": "2025-0"}, "已有相同编号的选任事项"),
    ],
)
def test_a_case_that_cannot_stand_says_why(client, changes, said):
    appointment.case(case_no="2025-0")
    house.signed_in(client)

    answer = client.post(reverse("cases:case-new"), posted_case(**changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_case_of_years_past_needs_no_notice_on_file(client):
    house.signed_in(client)

    answer = client.post(reverse("cases:case-new"), posted_case(notice_begins="", notice_ends=""))

    assert answer.status_code == 302


def test_an_appointment_comes_in_by_its_form_and_is_no_evidence(client):
    house.signed_in(client)

    client.post(reverse("cases:appointment-new"), posted(house.person("张苗", where=house.unit())))

    [row] = Appointment.objects.all()
    assert str(row.person) == "张苗"
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source_link": "frontline"}, "从一线中选的须填写一线类别"),
        ({"to_level": "150"}, "提拔但职务层次没有提高"),
    ],
)
def test_an_appointment_that_cannot_stand_says_why(client, changes, said):
    house.signed_in(client)

    answer = client.post(
        reverse("cases:appointment-new"), posted(house.person(where=house.unit()), **changes)
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_one_appointment_stands_once(client):
    row = appointment.appointment(house.person(where=house.unit()))
    house.signed_in(client)

    answer = client.post(
        reverse("cases:appointment-new"),
        posted(row.person, to_unit=row.to_unit_id, decided_on="2025.04.07"),
    )

    assert "该任职已登记" in answer.content.decode()


def test_a_sealed_case_is_nowhere_in_the_pages_of_others(client):
    town = house.unit("青云镇")
    mover = house.person("张苗", where=town)
    sealed = appointment.case("examined", title="拟提拔人选")
    row = appointment.appointment(mover, of=sealed, from_unit=town)
    for role, where in (
        (Role.UNIT_SECRETARY, {"over": town}),
        (Role.DISTRICT_LEADER, {}),
        (Role.CADRE, {"who": mover}),
    ):
        client.logout()
        house.signed_in(client, role, **where)
        listed = client.get(reverse("cases:appointment"), {"q": "张苗"})
        page = client.get(reverse("cases:appointment-detail", args=[row.pk]))
        case = client.get(reverse("cases:case-detail", args=[sealed.pk]))
        assert b"/appointment/%d/" % row.pk not in listed.content
        assert (page.status_code, case.status_code) == (404, 404)


def test_the_page_puts_an_appointment_into_the_dossier(client):
    mover = house.person("张苗", where=house.unit())
    row = appointment.appointment(mover, of=appointment.case())
    house.signed_in(client)
    address = reverse("cases:appointment-dossier", args=[row.pk])

    page = client.get(reverse("cases:appointment-detail", args=[row.pk]))
    answer = client.post(address, follow=True)
    again = client.post(address, follow=True)

    mover.refresh_from_db()
    assert address in page.content.decode()
    assert mover.unit == row.to_unit
    assert "任职已记入档案" in answer.content.decode()
    assert "档案中的现任职务已是该职务" in again.content.decode()


def test_nobody_else_is_offered_the_deed(client):
    row = appointment.appointment(house.person(where=house.unit()))
    house.signed_in(client, Role.UNIT_SECRETARY, over=row.to_unit)
    address = reverse("cases:appointment-dossier", args=[row.pk])

    page = client.get(reverse("cases:appointment-detail", args=[row.pk]))

    assert page.status_code == 200
    assert address not in page.content.decode()
    assert client.post(address).status_code == 404


def test_what_goes_out_comes_back_unchanged(client):
    bureau = house.unit("区发改局")
    vacancy = appointment.vacancy(bureau)
    appointment.appointment(
        house.person("张苗", where=bureau),
        of=appointment.case(),
        vacancy=vacancy,
        to_unit=bureau,
        to_post=house.post(bureau),
        source_link="frontline",
        frontline=house.code_entry(),
    )
    house.signed_in(client)

    for register in (CASES, APPOINTMENTS):
        assert judgements(send(client, register, exported(client, register))) == [("unchanged",)]


@pytest.mark.parametrize(("noun", "queries"), [("case", 6), ("appointment", 11)])
def test_the_list_asks_as_much_for_three_as_for_one(
    client, noun, queries, django_assert_num_queries
):
    house.signed_in(client)
    for rows in (1, 2):
        for _ in range(rows):
            appointment.appointment(house.person(where=house.unit()), of=appointment.case())
        with django_assert_num_queries(queries):
            assert client.get(reverse(f"cases:{noun}")).status_code == 200
