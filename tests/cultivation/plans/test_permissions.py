import pytest

from qingmiao.access.enums import Role
from qingmiao.cultivation.plans.models import Goal, Plan
from qingmiao.cultivation.plans.permissions import (
    APPROVE_PLANS,
    KEEP_PLANS,
    VERIFY_GOALS,
    VIEW_GOALS,
    VIEW_PLANS,
    WORK_ON_GOALS,
)
from qingmiao.kernel.actor import STRANGER
from tests.factories.ground import actor, agree, person
from tests.factories.plans import goal, plan

pytestmark = pytest.mark.django_db


def test_a_plan_is_seen_by_the_person_the_mentor_the_unit_and_the_department():
    mine, other = plan(mentor=person()), plan()
    expected = [
        (actor(Role.OFFICER), {mine, other}),
        (actor(Role.UNIT_SECRETARY, at=mine.person.unit), {mine}),
        (actor(Role.POINT_HEAD, at=other.person.unit), {other}),
        (actor(Role.CADRE, person=mine.person), {mine}),
        (actor(Role.MENTOR, person=mine.mentor), {mine}),
        (actor(Role.CLASS_TEACHER), set()),
        (STRANGER, set()),
    ]
    for who, rows in expected:
        agree(VIEW_PLANS, Plan, who, rows)


def test_nobody_keeps_approves_or_verifies_the_own():
    mine = goal(plan(mentor=person(), state="active"))
    who = mine.plan.person
    for role in (Role.OFFICER, Role.UNIT_SECRETARY):
        agree(KEEP_PLANS, Plan, actor(role, person=who), set())
        agree(VERIFY_GOALS, Goal, actor(role, person=who), set())
    agree(APPROVE_PLANS, Plan, actor(Role.OFFICER, person=who), set())
    agree(APPROVE_PLANS, Plan, actor(Role.UNIT_SECRETARY, at=who.unit), set())
    agree(VIEW_GOALS, Goal, actor(Role.CADRE, person=who), {mine})
    agree(WORK_ON_GOALS, Goal, actor(Role.CADRE, person=who), {mine})
    agree(VERIFY_GOALS, Goal, actor(Role.MENTOR, person=mine.plan.mentor), {mine})
    agree(WORK_ON_GOALS, Goal, actor(Role.OFFICER), set())
