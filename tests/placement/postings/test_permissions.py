import pytest

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.kernel.actor import STRANGER
from qingmiao.placement.postings.models import Posting, Scheme
from qingmiao.placement.postings.permissions import (
    KEEP_POSTINGS,
    KEEP_SCHEMES,
    VIEW_POSTINGS,
    VIEW_SCHEMES,
    WRITE_RESULTS,
)
from tests.factories.ground import actor, agree, person
from tests.factories.placement import posting, returned, scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return posting(), returned(), posting(state="proposed")


def test_home_sees_whom_it_sends_and_the_host_whom_it_received(three):
    running, over, proposed = three
    expected = [
        (actor(Role.OFFICER), set(three)),
        (actor(Role.UNIT_SECRETARY, at=running.home_unit), {running}),
        (actor(Role.UNIT_ORGANIZER, at=proposed.home_unit), {proposed}),
        (actor(Role.HOST_HEAD, at=over.host_unit), {over}),
        (actor(Role.UNIT_SECRETARY, at=over.host_unit), {over}),
        (actor(Role.HOST_HEAD, matter=(ScopeKind.POSTING, running.pk)), {running}),
        (actor(Role.POINT_HEAD, at=running.host_unit), {running}),
        (actor(Role.CADRE, person=over.person), {over}),
        (actor(Role.MENTOR, person=person()), set()),
        (actor(Role.AUDITOR), set()),
        (STRANGER, set()),
    ]
    for who, rows in expected:
        agree(VIEW_POSTINGS, Posting, who, rows)


def test_a_plan_is_known_to_neither_the_host_nor_the_person(three):
    proposed = three[2]

    agree(VIEW_POSTINGS, Posting, actor(Role.HOST_HEAD, at=proposed.host_unit), set())
    agree(VIEW_POSTINGS, Posting, actor(Role.CADRE, person=proposed.person), set())


def test_the_department_keeps_postings_and_home_proposes(three):
    running, over, proposed = three
    expected = [
        (actor(Role.OFFICER), set(three)),
        (actor(Role.OFFICER, person=running.person), {over, proposed}),
        (actor(Role.UNIT_ORGANIZER, at=proposed.home_unit), {proposed}),
        (actor(Role.UNIT_ORGANIZER, at=running.home_unit), set()),
        (actor(Role.HOST_HEAD, at=over.host_unit), set()),
    ]
    for who, rows in expected:
        agree(KEEP_POSTINGS, Posting, who, rows)


def test_the_host_writes_the_result_once_the_person_is_back(three):
    running, over, _ = three
    expected = [
        (actor(Role.OFFICER), {over}),
        (actor(Role.HOST_HEAD, at=over.host_unit), {over}),
        (actor(Role.HOST_HEAD, at=running.host_unit), set()),
        (actor(Role.UNIT_SECRETARY, at=over.home_unit), set()),
        (actor(Role.HOST_HEAD, at=over.host_unit, person=over.person), set()),
    ]
    for who, rows in expected:
        agree(WRITE_RESULTS, Posting, who, rows)


def test_schemes_are_known_to_all_who_work_here_and_kept_by_the_department():
    one = scheme()

    agree(VIEW_SCHEMES, Scheme, actor(Role.CADRE), {one})
    agree(VIEW_SCHEMES, Scheme, actor(Role.SECURITY_ADMIN), set())
    agree(KEEP_SCHEMES, Scheme, actor(Role.DEPARTMENT_LEADER), {one})
    agree(KEEP_SCHEMES, Scheme, actor(Role.UNIT_SECRETARY), set())
