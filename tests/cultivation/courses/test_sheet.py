"""A sign-in sheet of many lines is taken at once: the same judgement as line by line, and one ledger."""

from decimal import Decimal

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.models import Attendance
from qingmiao.cultivation.courses.register import ATTENDANCES
from qingmiao.engines.sheets.services import write_table
from qingmiao.evidence.models import Evidence
from qingmiao.ledger.models import Entry
from tests.factories.cultivation import attendance, open_class, session, training_class
from tests.factories.ground import apply, client_of, judgements, person, send, teacher_of

pytestmark = pytest.mark.django_db
HEADS = ("课次", "学员", "出勤情况", "计入学时", "签到依据", "结业评价")


def sheet(*rows):
    return write_table("出勤", [(head, "text") for head in HEADS], rows)


def line(at, who, presence="出勤", hours="4", proof="签到表", verdict=""):
    return [str(at), who, presence, hours, proof, verdict]


def test_sound_lines_are_entered_at_once_and_each_has_its_own_entry(django_assert_max_num_queries):
    at, client = session(), client_of(Role.OFFICER)
    people = [person(f"学员{number:02}") for number in range(30)]
    batch = send(client, ATTENDANCES, sheet(*(line(at, who.name) for who in people)))

    with django_assert_max_num_queries(45):
        apply(client, ATTENDANCES, batch)

    rows = Attendance.objects.all()
    assert {(row.person_id, row.hours, row.source) for row in rows} == {
        (who.pk, Decimal(4), "import") for who in people
    }
    entries = Entry.objects.filter(deed="courses.attendance.entered")
    assert set(entries.values_list("subject_id", flat=True)) == set(
        rows.values_list("pk", flat=True)
    )


def test_what_is_not_plainly_sound_is_told_as_on_the_form():
    at, client = session(), client_of(Role.OFFICER)
    known, twin = person("甲同志"), person("乙同志")
    namesake = person("乙同志")
    attendance(known, session=at, proof="签到表")

    batch = send(
        client, ATTENDANCES,
        sheet(
            line(at, "甲同志"),
            line(at, "乙同志"),
            line(at, f"乙同志 #{twin.pk}"),
            line(at, f"乙同志 #{namesake.pk}"),
            line(at, "甲同志", hours="3"),
            line(at, "查无此人"),
            line(at, person("丙同志").name, presence="请假"),
            line(at, person("丁同志").name, hours="9"),
        ),
    )  # fmt: skip

    statuses = list(batch.lines.values_list("status", flat=True))
    assert statuses == ["unchanged", "error", "new", "new", "error", "error", "error", "error"]
    told = [line.errors[0]["message"] for line in batch.lines.all() if line.errors]
    assert told[0].startswith("「乙同志」有 2 个")
    assert told[1] == "与第 2 行重复"
    assert told[3] == "请假、缺勤不计学时"
    assert judgements(batch)


def test_nobody_is_imported_into_a_class_one_is_not_in():
    around = open_class(seats=3)
    at, client = around.sessions.get(), client_of(Role.OFFICER)
    around.sessions.update(held_on="2025-09-10")

    at.refresh_from_db()
    batch = send(client, ATTENDANCES, sheet(line(at, person("外班学员").name)))

    [read] = batch.lines.all()
    assert read.errors[0]["message"] == "该同志不是这个班次的学员"


def test_a_sheet_with_lines_of_a_class_one_does_not_keep_enters_nothing():
    mine = session()
    other = session(training_class=training_class())
    client = client_of(Role.CLASS_TEACHER, **teacher_of(mine.training_class))
    batch = send(
        client, ATTENDANCES, sheet(line(mine, person("甲").name), line(other, person("乙").name))
    )

    answer = client.post(reverse("courses:attendance-apply", args=[batch.pk]))

    assert answer.status_code == 422
    assert "第 3 行" in answer.content.decode()
    assert not Attendance.objects.exists()


def test_a_verdict_that_is_imported_becomes_evidence():
    at, client = session(), client_of(Role.OFFICER)
    batch = send(client, ATTENDANCES, sheet(line(at, person("甲").name, verdict="结业考核优秀")))

    apply(client, ATTENDANCES, batch)

    [row] = Evidence.objects.all()
    assert row.person_id == Attendance.objects.get().person_id
