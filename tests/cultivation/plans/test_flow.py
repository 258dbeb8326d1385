"""A plan from draft to done through its doors, and the gap behind it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.plans.models import Goal, Plan
from qingmiao.kernel import clock
from qingmiao.ledger.models import Entry
from tests.factories.cultivation import training_class
from tests.factories.evidence import claim as evidence
from tests.factories.ground import client_of, entry_of, errors_of, person
from tests.factories.plans import competence, goal, plan, profile, template

pytestmark = pytest.mark.django_db


def press(client, name, *args, **values):
    return client.post(reverse(f"plans:{name}", args=args), values)


def enter(client, who, of, **changes):
    values = {
        "person": f"#{who.pk}", "template": f"#{of.pk}", "post_type": "township", "mentor": "",
        "begins": "2025-01-01", "ends": "2027-01-01", **changes,
    }  # fmt: skip
    return client.post(reverse("plans:plan-new"), values)


def test_a_plan_takes_its_goals_and_gates_from_the_template():
    enter(client_of(Role.OFFICER), person(), template())

    assert list(Goal.objects.order_by("pk").values_list("kind", "title")) == [
        ("hours", "完成培训 90 学时"),
        ("outside", "岗外锻炼 6 个月"),
        ("mentor", "导师帮带，按期谈话"),
        ("gate", "试岗鉴定合格"),
        ("gate", "民主评议良好"),
    ]


def test_one_open_plan_for_each_person_and_a_template_in_force():
    officer, who = client_of(Role.OFFICER), person()
    old = template(ends=date(2024, 1, 1))

    assert errors_of(enter(officer, who, old)) == ["该模板在开始日期还没有施行或已经停用"]
    plan(who)
    assert errors_of(enter(officer, who, template(), begins="2025-02-01")) == [
        "该同志已有拟订或执行中的培养计划"
    ]


def test_the_unit_reviews_before_the_department_agrees():
    row = plan(mentor=person())
    officer = client_of(Role.OFFICER)
    unit = client_of(Role.UNIT_SECRETARY, at=row.person.unit)

    early = press(officer, "plan-step", row.pk, "active", reason="同意")
    press(unit, "plan-review", row.pk, conclusion="on_track", opinion="基础扎实")
    assert press(unit, "plan-step", row.pk, "active", reason="同意").status_code == 404
    press(officer, "plan-step", row.pk, "active", reason="同意")

    assert errors_of(early) == ["单位评议之后才能同意执行"]
    row.refresh_from_db()
    assert (row.state, row.reviews.get().kind) == ("active", "unit")


def test_goals_are_verified_by_somebody_else_and_gates_never_dropped():
    row = goal(kind="gate")
    mine = client_of(Role.CADRE, person=row.plan.person)
    officer = client_of(Role.OFFICER)

    press(mine, "goal-proof", row.pk, proof="试岗鉴定表")
    assert press(mine, "goal-verify", row.pk, reason="已达到").status_code == 404
    dropped = press(officer, "goal-drop", row.pk, reason="不必")
    unfinished = press(officer, "plan-step", row.plan_id, "completed", reason="期满")
    press(officer, "goal-verify", row.pk, reason="看过鉴定表")

    assert errors_of(dropped) == ["关口须逐个通过，不能免去"]
    assert errors_of(unfinished) == ["还有 1 项目标、关口没有核验"]
    row.refresh_from_db()
    assert row.state == "verified"
    press(officer, "plan-step", row.plan_id, "completed", reason="期满")
    assert Plan.objects.get().state == "completed"


def test_the_unit_does_not_verify_what_it_handed_in():
    row = goal()
    unit = client_of(Role.UNIT_SECRETARY, at=row.plan.person.unit)

    press(unit, "goal-proof", row.pk, proof="学时登记表")

    assert errors_of(press(unit, "goal-verify", row.pk, reason="已达到")) == [
        "佐证由您提交，须由另一位同志核验"
    ]


def test_the_database_lets_no_goal_be_verified_by_its_hander():
    row = goal()
    for wrong in (
        {"state": "verified"},
        {"handed_in_by_id": 5, "verified_by_id": 5},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(pk=row.pk).update(**wrong)


def test_each_cell_opens_the_claims_it_counts_and_the_person_sees_no_gap():
    row, of = plan(), competence()
    profile(of, level=3)
    evidence(row.person, dimension="projects", source_kind="contest", happened_on=clock.today())
    evidence(row.person, dimension="projects", source_kind="visit", happened_on=clock.today())
    officer = client_of(Role.OFFICER)
    page = reverse("plans:plan-detail", args=[row.pk])

    [line] = officer.get(page).context["gaps"]
    behind = officer.get(line.url)

    assert (line.required, line.evidenced.level, line.gap) == (3, 1, 2)
    assert behind.context["counted"] == line.evidenced.counted == 1
    assert len(behind.context["rows"]) == 2
    assert Entry.objects.filter(deed="plans.gap.read").count() == 1
    mine = client_of(Role.CADRE, person=row.person)
    assert mine.get(page).context["sees_gap"] is False
    assert mine.get(line.url).status_code == 404
    assert client_of(Role.CADRE, person=person()).get(page).status_code == 404


def test_suggestions_say_why_and_only_for_what_is_missing():
    topic, front = entry_of(), entry_of("frontlines")
    row, of = plan(), competence("项目推进", topic=topic, frontline=front)
    profile(of, level=1)
    training_class(
        state="approved",
        topic=topic,
        begins=clock.today() + timedelta(days=9),
        ends=clock.today() + timedelta(days=12),
    )
    officer, page = client_of(Role.OFFICER), reverse("plans:plan-detail", args=[row.pk])

    told = officer.get(page).context["suggested"]
    evidence(row.person, dimension="projects", source_kind="contest", happened_on=clock.today())

    assert [each.kind for each in told] == ["培训班次", "岗外锻炼"]
    assert all("“项目推进”要求 1 级，印证 0 级" in each.reason for each in told)
    assert officer.get(page).context["suggested"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_many_questions_however_long(rows, django_assert_num_queries):
    officer = client_of(Role.OFFICER)
    for _ in range(rows):
        plan()

    with django_assert_num_queries(9):
        answer = officer.get(reverse("plans:plan"))

    assert answer.context["total"] == rows
