from datetime import date

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.services import amend, void
from qingmiao.stewardship.childcare.models import CareSession, Enrolment
from qingmiao.stewardship.childcare.register import ENROLMENTS, SESSIONS
from tests.factories import house, stewardship
from tests.factories.ground import exported, judgements, send

pytestmark = pytest.mark.django_db
WARDEN = Role.CHILDCARE_WARDEN
FULL = "托管班名额 1 个已满，可登记为轮候"


def enter(by=None, **changes):
    values = {
        "session": changes.get("session") or stewardship.care_session(),
        "guardian": changes.get("guardian") or house.person(),
        "child_alias": "小苗",
        "grade": 2,
        "applied_on": date(2025, 6, 10),
        "has_consent": True,
        "state": "applied",
    }
    return house.entered(ENROLMENTS, by or house.actor(WARDEN), **{**values, **changes})


def confirm(row, by=None):
    return amend(
        actor=by or house.actor(WARDEN),
        register=ENROLMENTS,
        pk=row.pk,
        values={"state": "confirmed"},
        version=row.version,
        on=house.TODAY,
    )


def test_the_list_counts_children_and_names_none(client):
    session = stewardship.care_session("暑期一班", seats=20)
    for state in ("confirmed", "confirmed", "finished", "waiting", "applied"):
        stewardship.enrolment(at=session, state=state, child_alias=f"小名{state}")
    void_one = stewardship.enrolment(at=session, state="applied")
    Enrolment.objects.filter(pk=void_one.pk).update(
        state="confirmed", voided_at="2026-01-01T00:00:00Z", void_reason="误录"
    )
    [counted] = CareSession.objects.all()
    house.signed_in(client, Role.OFFICER)

    answer = client.get(reverse("childcare:session"))
    page = client.get(reverse("childcare:session-detail", args=[session.pk]))

    assert (counted.confirmed, counted.waiting) == (3, 1)
    assert "暑期一班" in answer.content.decode()
    assert "小名" not in answer.content.decode() + page.content.decode()
    assert client.get(reverse("childcare:enrolment")).status_code == 404


def test_a_guardian_applies_by_the_form(client):
    session, mother = stewardship.care_session(), house.person(where=house.unit())
    house.signed_in(client, Role.CADRE, who=mother)
    given = {
        "session": session.pk,
        "guardian": mother.pk,
        "child_alias": "小苗",
        "grade": 2,
        "applied_on": "2025.06.10",
        "state": "applied",
    }

    without = client.post(reverse("childcare:enrolment-new"), given)
    answer = client.post(reverse("childcare:enrolment-new"), given | {"has_consent": "1"})

    assert "须先取得监护人同意" in without.content.decode()
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200


def test_a_guardian_gives_no_seat_and_applies_for_no_other(client):
    mother, father = house.person(), house.person()
    actor = house.actor(Role.CADRE, who=mother)

    with pytest.raises(Forbidden):
        enter(actor, guardian=mother, state="confirmed")
    with pytest.raises(Forbidden):
        enter(actor, guardian=father)

    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"grade": "12"}, "年级为 1 至 9"),
        ({"applied_on": "2026.01.01"}, "申请日期晚于托管班结束日期"),
    ],
)
def test_an_application_that_cannot_stand_says_why(client, changes, said):
    house.signed_in(client, WARDEN)
    given = {
        "session": stewardship.care_session().pk,
        "guardian": house.person(where=house.unit()).pk,
        "child_alias": "小苗",
        "grade": "2",
        "applied_on": "2025.06.10",
        "has_consent": "1",
        "state": "applied",
    }

    answer = client.post(reverse("childcare:enrolment-new"), given | changes)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_child_applies_once_for_a_session():
    row = enter()

    with pytest.raises(Refused, match="该孩子已报名本班"):
        enter(session=row.session, guardian=row.guardian)


def test_the_seats_are_as_many_as_they_are():
    session = stewardship.care_session(seats=1)
    first, second = enter(session=session), enter(session=session)

    confirm(first)
    with pytest.raises(Refused, match=FULL):
        confirm(second)
    with pytest.raises(Refused, match=FULL):
        enter(session=session, state="confirmed")

    assert enter(session=session, state="waiting").state == "waiting"


def test_a_seat_given_back_can_be_given_again():
    session = stewardship.care_session(seats=1)
    first, second = confirm(enter(session=session)), enter(session=session)

    void(
        actor=house.actor(WARDEN),
        register=ENROLMENTS,
        pk=first.pk,
        reason="家长退出",
        at="2026-06-30T09:00:00+08:00",
    )

    assert confirm(second).state == "confirmed"


def test_a_session_does_not_shrink_below_its_children():
    session = stewardship.care_session(seats=2)
    for _ in range(2):
        confirm(enter(session=session))

    with pytest.raises(Refused, match="已录取 2 人，名额不能少于已录取人数"):
        amend(
            actor=house.actor(WARDEN),
            register=SESSIONS,
            pk=session.pk,
            values={"seats": 1},
            version=1,
            on=house.TODAY,
        )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends": "2025.07.01"}, "结束日期不得早于开班日期"),
        ({"title": "暑期一班"}, "已有同名的托管班"),
    ],
)
def test_a_session_that_cannot_stand_says_why(client, changes, said):
    stewardship.care_session("暑期一班")
    house.signed_in(client, WARDEN)
    given = {
        "title": "暑期二班",
        "begins": "2025.07.07",
        "ends": "2025.08.08",
        "place": "实验小学",
        "grades": "1-3",
        "seats": "30",
    }

    answer = client.post(reverse("childcare:session-new"), given | changes)

    assert said in answer.content.decode()


def test_what_goes_out_comes_back_unchanged(client):
    stewardship.enrolment(house.person("张苗", where=house.unit()), state="confirmed")
    house.signed_in(client, WARDEN)

    for register in (SESSIONS, ENROLMENTS):
        assert judgements(send(client, register, exported(client, register))) == [("unchanged",)]


def test_a_table_cannot_overfill_a_session(client):
    session = stewardship.care_session(seats=1)
    rows = [stewardship.enrolment(house.person(where=house.unit()), at=session) for _ in range(2)]
    house.signed_in(client, WARDEN)
    Enrolment.objects.update(state="confirmed")
    content = exported(client, ENROLMENTS)
    Enrolment.objects.filter(pk__in=[row.pk for row in rows]).delete()

    batch = send(client, ENROLMENTS, content)
    answer = client.post(reverse("childcare:enrolment-apply", args=[batch.pk]))

    assert answer.status_code == 422
    assert FULL in answer.content.decode()
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(("noun", "queries"), [("session", 6), ("enrolment", 7)])
def test_the_list_asks_as_much_for_three_as_for_one(
    client, noun, queries, django_assert_num_queries
):
    house.signed_in(client, WARDEN)
    for rows in (1, 2):
        for _ in range(rows):
            stewardship.enrolment(house.person(where=house.unit()))
        with django_assert_num_queries(queries):
            assert client.get(reverse(f"childcare:{noun}")).status_code == 200
