import pytest

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import STRANGER
from qingmiao.placement.mentoring.models import Mentorship, MentorTalk
from qingmiao.placement.mentoring.permissions import (
    CONFIRM_TALKS,
    KEEP_MENTORSHIPS,
    KEEP_TALKS,
    VIEW_MENTORSHIPS,
    VIEW_TALKS,
)
from tests.factories.ground import actor, agree, person
from tests.factories.placement import mentorship, posting, talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairs():
    who = person()
    return mentorship(who, posting=posting(who)), mentorship()


def test_a_pair_is_known_to_both_to_the_units_and_to_the_district(pairs):
    mine, other = pairs
    expected = [
        (actor(Role.DISTRICT_LEADER), {mine, other}),
        (actor(Role.UNIT_ORGANIZER, at=mine.mentee.unit), {mine}),
        (actor(Role.HOST_HEAD, at=mine.posting.host_unit), {mine}),
        (actor(Role.MENTOR, person=other.mentor), {other}),
        (actor(Role.CADRE, person=mine.mentee), {mine}),
        (actor(Role.UNIT_SECRETARY, at=mine.mentor.unit), set()),
        (STRANGER, set()),
    ]
    for who, rows in expected:
        agree(VIEW_MENTORSHIPS, Mentorship, who, rows)


def test_pairs_are_kept_by_the_department_and_not_by_the_pair(pairs):
    mine, other = pairs

    agree(KEEP_MENTORSHIPS, Mentorship, actor(Role.OFFICER), {mine, other})
    agree(KEEP_MENTORSHIPS, Mentorship, actor(Role.OFFICER, person=mine.mentor), {other})
    agree(KEEP_MENTORSHIPS, Mentorship, actor(Role.OFFICER, person=mine.mentee), {other})
    agree(KEEP_MENTORSHIPS, Mentorship, actor(Role.MENTOR, person=mine.mentor), set())


def test_what_is_said_stays_with_the_pair_and_the_department(pairs):
    mine, other = (talk(pair) for pair in pairs)
    pair = mine.mentorship
    expected = [
        (actor(Role.OFFICER), {mine, other}),
        (actor(Role.MENTOR, person=pair.mentor), {mine}),
        (actor(Role.CADRE, person=pair.mentee), {mine}),
        (actor(Role.DISTRICT_LEADER), set()),
        (actor(Role.UNIT_SECRETARY, at=pair.mentee.unit), set()),
        (actor(Role.POINT_HEAD, at=pair.mentee.unit), set()),
        (actor(Role.HOST_HEAD, at=pair.posting.host_unit), set()),
        (actor(Role.AUDITOR), set()),
    ]
    for who, rows in expected:
        agree(VIEW_TALKS, MentorTalk, who, rows)


def test_the_mentor_writes_and_the_mentee_confirms(pairs):
    pair, other = pairs
    fresh, settled, foreign = talk(pair), talk(pair, is_confirmed=True), talk(other)
    mentor, mentee = (
        actor(Role.MENTOR, person=pair.mentor), actor(Role.CADRE, person=pair.mentee)
    )  # fmt: skip

    agree(KEEP_TALKS, MentorTalk, mentor, {fresh})
    agree(KEEP_TALKS, MentorTalk, mentee, set())
    agree(CONFIRM_TALKS, MentorTalk, mentee, {fresh})
    agree(CONFIRM_TALKS, MentorTalk, mentor, set())
    agree(CONFIRM_TALKS, MentorTalk, actor(Role.OFFICER), set())
    agree(KEEP_TALKS, MentorTalk, actor(Role.OFFICER), {fresh, settled, foreign})
    agree(KEEP_TALKS, MentorTalk, actor(Role.OFFICER, person=pair.mentee), {foreign})
