import pytest

from qingmiao.access.enums import Role
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from qingmiao.cultivation.lectures.permissions import (
    KEEP_LECTURES,
    KEEP_MEMBERS,
    KEEP_SPEAKINGS,
    VIEW_LECTURES,
    VIEW_MEMBERS,
    VIEW_SPEAKINGS,
)
from qingmiao.kernel.actor import STRANGER
from tests.factories.cultivation import corps_member, lecture, speaking
from tests.factories.ground import actor, agree, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def corps():
    """Two members of two units, each speaking at a third and a fourth."""
    first, second = corps_member(person(at=unit())), corps_member(person(at=unit()))
    return speaking(first, lecture(host=unit())), speaking(second, lecture(host=unit()))


def test_a_lecture_is_read_by_its_host_its_speaker_and_the_department(corps):
    mine, other = corps
    expected = [
        (actor(Role.OFFICER), {mine.lecture, other.lecture}),
        (actor(Role.UNIT_ORGANIZER, at=mine.lecture.host), {mine.lecture}),
        (actor(Role.UNIT_ORGANIZER, at=mine.member.person.unit), set()),
        (actor(Role.LECTURER, person=other.member.person), {other.lecture}),
        (actor(Role.POINT_HEAD, at=other.lecture.host), {other.lecture}),
        (actor(Role.CADRE, person=person()), set()),
        (actor(Role.AUDITOR), set()),
        (STRANGER, set()),
    ]
    for who, rows in expected:
        agree(VIEW_LECTURES, Lecture, who, rows)


def test_a_withdrawn_speaker_no_longer_sees_the_lecture(corps, voided):
    mine, _ = corps
    voided(mine)

    agree(VIEW_LECTURES, Lecture, actor(Role.LECTURER, person=mine.member.person), set())


def test_participation_is_read_by_the_speakers_unit_the_host_and_oneself(corps):
    mine, other = corps
    expected = [
        (actor(Role.DEPARTMENT_LEADER), {mine, other}),
        (actor(Role.UNIT_SECRETARY, at=mine.member.person.unit), {mine}),
        (actor(Role.UNIT_SECRETARY, at=other.lecture.host), {other}),
        (actor(Role.LECTURER, person=mine.member.person), {mine}),
        (actor(Role.HOST_HEAD), set()),
    ]
    for who, rows in expected:
        agree(VIEW_SPEAKINGS, Speaking, who, rows)


def test_members_are_read_by_the_corps_and_kept_by_the_department(corps):
    members = {row.member for row in corps}
    mine = corps[0].member

    agree(VIEW_MEMBERS, CorpsMember, actor(Role.LECTURER), members)
    agree(VIEW_MEMBERS, CorpsMember, actor(Role.UNIT_ORGANIZER, at=mine.person.unit), {mine})
    agree(KEEP_MEMBERS, CorpsMember, actor(Role.OFFICER), members)
    agree(KEEP_MEMBERS, CorpsMember, actor(Role.UNIT_ORGANIZER, at=mine.person.unit), set())


def test_a_unit_keeps_its_request_until_the_corps_answers():
    host = unit()
    asked, answered = lecture(host=host, state="requested"), lecture(host=host, state="matched")
    lecture(state="requested")

    agree(KEEP_LECTURES, Lecture, actor(Role.UNIT_ORGANIZER, at=host), {asked})
    agree(KEEP_LECTURES, Lecture, actor(Role.OFFICER, at=host), {asked, answered})
    agree(KEEP_LECTURES, Lecture, actor(Role.LECTURER), set())


def test_nobody_keeps_the_own_participation(corps):
    mine, other = corps

    agree(KEEP_SPEAKINGS, Speaking, actor(Role.OFFICER, person=mine.member.person), {other})
    agree(KEEP_SPEAKINGS, Speaking, actor(Role.UNIT_ORGANIZER, at=mine.lecture.host), set())
