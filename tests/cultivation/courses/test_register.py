"""Programmes, classes, sessions and attendances through their doors."""

from decimal import Decimal

import pytest
from django.urls import get_resolver, reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.models import Attendance, Programme, Session
from qingmiao.cultivation.courses.register import ATTENDANCES, CLASSES, PROGRAMMES, SESSIONS
from qingmiao.orgs.enums import CodeList
from qingmiao.registers.declaration import REGISTERS
from tests.factories.cultivation import attendance, programme, session, training_class
from tests.factories.ground import (
    apply,
    client_of,
    entry_of,
    errors_of,
    exported,
    judgements,
    person,
    send,
    teacher_of,
    unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_client():
    return client_of(Role.OFFICER)


def post(client, register, action, values, *args):
    return client.post(reverse(register.url_name(action), args=args), values)


def programme_values(**changes):
    return {
        "title": "青年夜校",
        "kind": "brand",
        "brand": entry_of(CodeList.BRANDS).pk,
        "organizer": unit().pk,
        "opened_on": "2023-03-01",
        "description": "",
        **changes,
    }


def test_a_brand_programme_is_entered_and_its_story_begins(officer_client):
    answer = post(officer_client, PROGRAMMES, "new", programme_values())

    [made] = Programme.objects.all()
    assert (answer.status_code, answer.url) == (
        302, reverse("courses:programme-detail", args=[made.pk])
    )  # fmt: skip
    [told] = officer_client.get(answer.url).context["story"]
    assert told.sentence == "登记培训项目：青年夜校"


def test_a_brand_programme_without_a_brand_is_refused(officer_client):
    answer = post(officer_client, PROGRAMMES, "new", programme_values(brand=""))

    assert answer.status_code == 422
    assert errors_of(answer) == ["青字号学习品牌须选择品牌，其他类别不填品牌"]


def test_a_second_programme_of_the_name_is_refused(officer_client):
    programme("青年夜校")

    answer = post(officer_client, PROGRAMMES, "new", programme_values())

    assert errors_of(answer) == ["已有同名的培训项目"]


def test_a_class_ends_after_it_begins(officer_client):
    values = {
        "programme": f"#{programme().pk}",
        "title": "第1期",
        "begins": "2025-03-10",
        "ends": "2025-03-01",
        "seats": "40",
        "state": "finished",
    }

    assert errors_of(post(officer_client, CLASSES, "new", values)) == ["结业日期不得早于开班日期"]


def test_a_class_is_not_finished_before_its_end(officer_client):
    values = {
        "programme": f"#{programme().pk}", "title": "第1期", "begins": "2999-03-01",
        "ends": "2999-03-10", "seats": "40", "state": "finished",
    }  # fmt: skip

    assert errors_of(post(officer_client, CLASSES, "new", values)) == [
        "结业日期 2999.03.10 还没有到，状态不能是结业"
    ]


def test_a_session_outside_its_class_is_refused(officer_client):
    values = {
        "training_class": f"#{training_class().pk}",
        "title": "公文写作",
        "held_on": "2025-04-01",
        "hours": "4",
    }

    assert errors_of(post(officer_client, SESSIONS, "new", values)) == [
        "课次日期须在班次期间（2025.03.01 至 2025.03.31）内"
    ]


@pytest.mark.parametrize("hours", ["0", "24.5"])
def test_hours_of_a_session_are_real(officer_client, hours):
    values = {
        "training_class": f"#{training_class().pk}",
        "title": "公文写作",
        "held_on": "2025-03-02",
        "hours": hours,
    }

    assert errors_of(post(officer_client, SESSIONS, "new", values)) == ["学时须大于 0 且不超过 24"]


def roll(at, who, **changes):
    return {
        "session": f"#{at.pk}",
        "person": f"#{who.pk}",
        "presence": "present",
        "hours": "4",
        "proof": "签到表",
        **changes,
    }


def test_leave_earns_no_hours(officer_client):
    answer = post(officer_client, ATTENDANCES, "new", roll(session(), person(), presence="leave"))

    assert errors_of(answer) == ["请假、缺勤不计学时"]


def test_a_person_attends_a_session_once(officer_client):
    standing = attendance()

    answer = post(officer_client, ATTENDANCES, "new", roll(standing.session, standing.person))

    assert errors_of(answer) == ["该学员在这个课次已有出勤记录"]


def test_more_hours_than_the_session_has_are_refused(officer_client):
    answer = post(officer_client, ATTENDANCES, "new", roll(session(), person(), hours="4.5"))

    assert errors_of(answer) == ["计入学时不得超过课次学时 4"]


def test_a_class_teacher_keeps_the_own_roll_and_no_other():
    mine, other = session(), session()
    client = client_of(Role.CLASS_TEACHER, **teacher_of(mine.training_class))
    who = person()

    assert post(client, ATTENDANCES, "new", roll(mine, who)).status_code == 302
    refused = post(client, ATTENDANCES, "new", roll(other, who))

    assert refused.status_code == 422
    assert errors_of(refused) == ["您无权登记该班次的出勤，本人和亲属的出勤由他人登记"]
    assert [row.session for row in Attendance.objects.all()] == [mine]


@pytest.mark.parametrize(
    ("register", "make", "reason"),
    [
        (PROGRAMMES, lambda: training_class().programme, "名下还有 1 条班次，请先作废它们"),
        (CLASSES, lambda: session().training_class, "名下还有 1 条课次，请先作废它们"),
        (SESSIONS, lambda: attendance().session, "名下还有 1 条出勤，请先作废它们"),
    ],
)
def test_a_parent_is_not_voided_over_its_children(officer_client, register, make, reason):
    parent = make()

    answer = post(officer_client, register, "void", {"reason": "重复登记"}, parent.pk)

    assert answer.status_code == 422
    assert errors_of(answer) == [reason]
    parent.refresh_from_db()
    assert parent.voided_at is None


@pytest.mark.parametrize("register", [PROGRAMMES, CLASSES, SESSIONS, ATTENDANCES])
def test_what_goes_out_comes_back_unchanged(officer_client, register):
    attendance(person("李明"))
    attendance(person("王芳"), presence="leave")

    batch = send(officer_client, register, exported(officer_client, register))

    assert set(judgements(batch)) == {("unchanged",)}


def test_a_roll_is_imported_and_undone(officer_client):
    attendance(person("李明"))
    content = exported(officer_client, ATTENDANCES)
    Attendance.objects.all().delete()

    batch = send(officer_client, ATTENDANCES, content)
    apply(officer_client, ATTENDANCES, batch)

    [row] = Attendance.objects.all()
    assert (row.person.name, row.hours, row.source) == ("李明", Decimal("4.0"), "import")
    officer_client.post(reverse("courses:attendance-undo", args=[batch.pk]))
    assert not Attendance.objects.standing().exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("register", "questions"),
    [(CLASSES, 9), (SESSIONS, 7), (ATTENDANCES, 9)],
)
def test_a_list_asks_as_many_questions_however_long(
    register, questions, rows, officer_client, django_assert_num_queries
):
    for _ in range(rows):
        attendance()

    with django_assert_num_queries(questions):
        answer = officer_client.get(reverse(register.url_name()))

    assert answer.context["total"] == rows


def test_a_unit_finds_its_own_people_in_the_list_and_in_no_other_place():
    mine, other = attendance(person("本单位")), attendance(person("外单位"))
    client = client_of(Role.UNIT_ORGANIZER, at=mine.person.unit)

    listed = client.get(reverse("courses:attendance")).content.decode()
    assert "本单位" in listed
    assert "外单位" not in listed
    for action in ("detail", "edit", "void"):
        answer = client.get(reverse(f"courses:attendance-{action}", args=[other.pk]))
        assert answer.status_code == 404
    assert Session.objects.count() == 2


def test_the_room_opens_with_its_programmes():
    assert get_resolver().url_patterns  # the addresses declare every register

    codes = [code for code in REGISTERS if code.startswith("courses.")]

    assert codes == [
        "courses.programme", "courses.class", "courses.session", "courses.attendance",
        "courses.admission", "courses.quota", "courses.enrolment", "courses.leave",
    ]  # fmt: skip
