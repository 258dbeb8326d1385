"""Who sees and who keeps what of training: both faces of each permission, for actors with rows."""

import pytest

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.models import Attendance, Programme, Session, TrainingClass
from qingmiao.cultivation.courses.permissions import (
    KEEP_ATTENDANCES,
    KEEP_CLASSES,
    KEEP_PROGRAMMES,
    KEEP_SESSIONS,
    VIEW_ATTENDANCES,
    VIEW_CLASSES,
    VIEW_HOURS,
    VIEW_PROGRAMMES,
    VIEW_SESSIONS,
)
from qingmiao.kernel.actor import STRANGER
from qingmiao.people.dossiers.models import Person
from tests.factories.cultivation import attendance, programme, session, training_class
from tests.factories.ground import actor, agree, person, teacher_of, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Two units with one learner each, in two classes of two organizers."""
    parent = unit()
    here, there = unit(parent=parent), unit()
    school, league = unit(), unit()
    ours = attendance(
        person(at=here),
        session=session(
            training_class=training_class(programme=programme(organizer=school)),
        ),
    )
    theirs = attendance(
        person(at=there),
        session=session(
            training_class=training_class(programme=programme(organizer=league)),
        ),
    )
    return {"parent": parent, "school": school, "ours": ours, "theirs": theirs}


def test_what_is_taught_is_open_to_all_who_work_here_and_to_no_admin(town):
    both = {town["ours"].session, town["theirs"].session}
    for role in (Role.CADRE, Role.UNIT_ORGANIZER, Role.OFFICER):
        agree(VIEW_SESSIONS, Session, actor(role), both)
    for who in (actor(Role.SYSTEM_ADMIN), actor(Role.AUDITOR), STRANGER):
        assert VIEW_PROGRAMMES.nowhere(who)
        assert VIEW_CLASSES.nowhere(who)
        agree(VIEW_SESSIONS, Session, who, set())


def test_attendance_is_read_by_the_persons_unit_the_organizer_the_teacher_and_oneself(town):
    ours, theirs = town["ours"], town["theirs"]
    the_class = ours.session.training_class
    expected = [
        (actor(Role.OFFICER), {ours, theirs}),
        (actor(Role.DISTRICT_LEADER), {ours, theirs}),
        (actor(Role.UNIT_SECRETARY, at=town["parent"]), {ours}),
        (actor(Role.POINT_HEAD, at=town["parent"]), {ours}),
        (actor(Role.UNIT_ORGANIZER, at=town["school"]), {ours}),
        (actor(Role.UNIT_ORGANIZER, at=theirs.person.unit), {theirs}),
        (actor(Role.CLASS_TEACHER, **teacher_of(the_class)), {ours}),
        (actor(Role.CADRE, person=theirs.person), {theirs}),
        (actor(Role.MENTOR), set()),
        (actor(Role.SECURITY_ADMIN), set()),
        (STRANGER, set()),
    ]
    for who, rows in expected:
        agree(VIEW_ATTENDANCES, Attendance, who, rows)


def test_attendance_is_kept_by_the_department_the_organizer_and_the_teacher(town):
    ours, theirs = town["ours"], town["theirs"]
    expected = [
        (actor(Role.OFFICER), {ours, theirs}),
        (actor(Role.DISTRICT_LEADER), set()),
        (actor(Role.UNIT_ORGANIZER, at=town["school"]), {ours}),
        (actor(Role.UNIT_ORGANIZER, at=town["parent"]), set()),
        (actor(Role.CLASS_TEACHER, **teacher_of(theirs.session.training_class)), {theirs}),
    ]
    for who, rows in expected:
        agree(KEEP_ATTENDANCES, Attendance, who, rows)


def test_nobody_keeps_the_own_roll(town):
    ours, theirs = town["ours"], town["theirs"]

    agree(KEEP_ATTENDANCES, Attendance, actor(Role.OFFICER, person=ours.person), {theirs})


def test_programmes_and_classes_are_kept_by_who_runs_them(town):
    ours = town["ours"].session
    the_class = ours.training_class
    organizer = actor(Role.UNIT_SECRETARY, at=town["school"])
    teacher = actor(Role.CLASS_TEACHER, **teacher_of(the_class))

    agree(KEEP_PROGRAMMES, Programme, organizer, {the_class.programme})
    agree(KEEP_PROGRAMMES, Programme, teacher, set())
    agree(KEEP_CLASSES, TrainingClass, organizer, {the_class})
    agree(KEEP_CLASSES, TrainingClass, teacher, {the_class})
    agree(KEEP_SESSIONS, Session, teacher, {ours})
    agree(KEEP_SESSIONS, Session, actor(Role.CADRE), set())


def test_the_ledger_of_hours_holds_the_people_one_may_read(town):
    ours, theirs = town["ours"].person, town["theirs"].person

    agree(VIEW_HOURS, Person, actor(Role.OFFICER), {ours, theirs})
    agree(VIEW_HOURS, Person, actor(Role.UNIT_ORGANIZER, at=town["parent"]), {ours})
    agree(VIEW_HOURS, Person, actor(Role.CADRE, person=theirs), {theirs})
    agree(VIEW_HOURS, Person, actor(Role.CLASS_TEACHER), set())
