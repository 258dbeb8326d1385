"""A proposal from the author's desk to a task that somebody else found done, through the doors."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.campaigns.enums import ContributionState, TaskState
from qingmiao.cultivation.campaigns.models import Contribution, Reading, Support, Task
from qingmiao.evidence.models import Evidence
from qingmiao.kernel import clock
from tests.factories.cultivation import campaign, contribution
from tests.factories.ground import client_of, person, unit

pytestmark = pytest.mark.django_db
WORDS = "办事窗口中午不断档，由各单位轮值，组织部每月通报一次。"


def running(**changes):
    return campaign(begins=clock.today() - timedelta(days=30), state="open", **changes)


def press(client, name, pk, **values):
    return client.post(reverse(f"campaigns:{name}", args=[pk]), values)


def reasons(answer):
    assert answer.status_code == 422
    shown = answer.context
    return list(shown["error_summary"] or shown["form"].errors.values())


def submitted(**changes):
    return contribution(
        campaign=running(), is_by_author=True, content=WORDS, mode="online", **changes
    )


def test_the_author_writes_submits_and_withdraws_and_nobody_else_sees_the_draft():
    of, me = running(), person()
    mine, officer = client_of(Role.CADRE, person=me), client_of(Role.OFFICER)
    press(mine, "campaign-write", of.pk, title="午间不断档", content=WORDS)
    [row] = Contribution.objects.all()
    page = reverse("campaigns:contribution-read", args=[row.pk])

    assert (row.state, row.person, row.is_by_author) == ("draft", me, True)
    assert officer.get(page).status_code == 404
    assert officer.get(reverse("campaigns:contribution")).context["total"] == 0
    press(mine, "contribution-submit", row.pk)
    assert officer.get(page).status_code == 200
    press(mine, "contribution-withdraw", row.pk)
    assert officer.get(page).status_code == 404
    row.refresh_from_db()
    assert row.state == ContributionState.WITHDRAWN


def test_what_says_nothing_or_comes_too_late_is_not_handed_in():
    row = contribution(
        campaign=running(ends=clock.today() - timedelta(days=1)),
        state="draft", is_by_author=True, content="好",
    )  # fmt: skip

    answer = press(client_of(Role.CADRE, person=row.person), "contribution-submit", row.pk)

    said = reasons(answer)
    assert said[0].startswith("活动已于")
    assert said[1] == "内容至少写 20 个字，说清问题和办法"


def test_nobody_submits_for_another_nor_withdraws_what_was_read():
    row = submitted(state="selected")

    assert press(client_of(Role.CADRE, person=person()), "contribution-submit", row.pk).status_code == 404  # fmt: skip
    answer = press(client_of(Role.CADRE, person=row.person), "contribution-withdraw", row.pk)

    assert reasons(answer) == ["只有本人提交、尚未审读的发言可以撤回"]


def test_one_person_supports_once_and_never_the_own():
    row, me = submitted(), person()
    mine = client_of(Role.CADRE, person=me)

    press(mine, "contribution-support", row.pk)
    again = press(mine, "contribution-support", row.pk)
    own = press(client_of(Role.CADRE, person=row.person), "contribution-support", row.pk)

    assert reasons(again) == ["您已经支持过这条发言"]
    assert reasons(own) == ["不能支持本人的发言"]
    press(mine, "contribution-support", row.pk, back="1")
    press(mine, "contribution-support", row.pk)
    assert Support.objects.filter(taken_back_at__isnull=True).count() == 1


def reading(outcome):
    return {"outcome": outcome, "remark": "问题具体", "reason": "可以马上办"}


def test_the_second_reader_is_somebody_else_and_only_then_it_is_adopted():
    row = submitted()
    first, second = client_of(Role.OFFICER), client_of(Role.DEPARTMENT_LEADER)

    press(first, "contribution-judge", row.pk, **reading("select"))
    again = press(first, "contribution-judge", row.pk, **reading("adopt"))
    press(second, "contribution-judge", row.pk, **reading("adopt"))

    assert again.context["form"].non_field_errors() == ["初读由您作出，复读须由另一位同志作出"]
    row.refresh_from_db()
    assert row.state == ContributionState.ADOPTED
    [claim] = Evidence.objects.filter(retracted_at__isnull=True)
    assert (claim.person, claim.dimension) == (row.person, "duty")


def test_the_author_does_not_read_the_own_contribution():
    row = submitted()

    mine = client_of(Role.OFFICER, person=row.person)

    assert press(mine, "contribution-judge", row.pk, **reading("select")).status_code == 404


def test_the_database_knows_the_second_reader_too():
    row = submitted()
    made = {"contribution": row, "remark": "好", "reason": "好", "author_id": 1, "read_by": "甲"}
    Reading.objects.create(kind="first", outcome="select", read_by_id=7, **made)

    for wrong in (
        {"kind": "second", "outcome": "adopt", "read_by_id": 7},
        {"kind": "second", "outcome": "adopt", "read_by_id": 8, "reader_id": 1},
        {"kind": "first", "outcome": "adopt", "read_by_id": 8},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reading.objects.create(**made, **wrong)


def test_what_an_author_handed_in_is_not_adopted_by_the_form():
    row = submitted()
    values = {
        "campaign": f"#{row.campaign_id}", "person": f"#{row.person_id}", "title": row.title,
        "contributed_on": f"{clock.today()}", "content": WORDS, "mode": "online", "state": "adopted",
    }  # fmt: skip

    answer = client_of(Role.OFFICER).post(
        reverse("campaigns:contribution-edit", args=[row.pk]), values
    )

    assert answer.status_code == 422
    assert "本人提交的发言由审读步骤改变状态" in answer.content.decode()


def given(state="doing", **changes):
    row = submitted(state="adopted")
    return Task.objects.create(
        contribution=row, title="午间轮值", unit=changes.pop("unit", None) or unit(),
        owner=changes.pop("owner", None) or person(), opened_on=clock.today(),
        due_on=clock.today() + timedelta(days=30), state=state, **changes,
    )  # fmt: skip


def test_an_adopted_proposal_becomes_one_task_and_nothing_else_does():
    row, raw = submitted(state="adopted"), submitted()
    who = person()
    officer = client_of(Role.OFFICER)
    values = {
        "title": "午间轮值", "unit": who.unit_id, "owner": f"#{who.pk}",
        "due_on": f"{clock.today() + timedelta(days=30)}",
    }  # fmt: skip

    early = press(officer, "contribution-task", raw.pk, **values)
    press(officer, "contribution-task", row.pk, **values)
    again = press(officer, "contribution-task", row.pk, **values)

    assert early.context["form"].non_field_errors() == ["只有已采纳的建议才能转为任务"]
    assert again.context["form"].non_field_errors() == ["这条建议已经转为任务"]
    [task] = Task.objects.all()
    assert (task.owner, task.state) == (who, TaskState.DOING)


def test_the_owner_reports_and_somebody_else_verifies():
    task = given()
    owner = client_of(Role.CADRE, person=task.owner)
    leader = client_of(Role.DEPARTMENT_LEADER)

    press(owner, "task-progress", task.pk, text="已排出轮值表", percent=40)
    lower = press(owner, "task-progress", task.pk, text="退回", percent=10)
    press(owner, "task-result", task.pk, result="十二个窗口午间不断档")
    assert press(owner, "task-verify", task.pk, reason="已看过").status_code == 404
    press(leader, "task-verify", task.pk, reason="现场看过")

    assert lower.context["form"].non_field_errors() == ["进度不能比上次的 40% 低"]
    task.refresh_from_db()
    assert (task.state, task.progress) == (TaskState.DONE, 100)
    assert task.verified_by_id != task.result_by_id


def test_whoever_handed_in_for_the_unit_does_not_verify_even_as_organizer():
    row = given()
    home = row.contribution.campaign.organizer
    Task.objects.filter(pk=row.pk).update(unit=home)
    both = client_of(Role.UNIT_SECRETARY, at=home)

    press(both, "task-result", row.pk, result="已办")
    answer = press(both, "task-verify", row.pk, reason="已看过")

    assert answer.context["form"].non_field_errors() == ["结果由您报结，须由另一位同志核验"]


def test_the_database_lets_no_task_be_done_unverified_or_verified_by_its_hander():
    task = given()

    for wrong in (
        {"state": "done", "result": "已办"},
        {"state": "done", "result": "已办", "result_by_id": 5, "verified_by_id": 5,
         "verified_on": date(2026, 1, 1)},
        {"progress": 101},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**wrong)


def test_a_task_is_seen_by_its_owner_its_unit_the_organizer_and_the_department():
    task = given()
    url = reverse("campaigns:task-detail", args=[task.pk])

    assert client_of(Role.CADRE, person=task.owner).get(url).status_code == 200
    assert client_of(Role.UNIT_ORGANIZER, at=task.unit).get(url).status_code == 200
    assert client_of(Role.DISTRICT_LEADER).get(url).status_code == 200
    assert client_of(Role.CADRE, person=person()).get(url).status_code == 404
    assert client_of(Role.UNIT_ORGANIZER, at=unit()).get(url).status_code == 404


def test_a_campaign_closes_only_when_nothing_waits():
    of = running()
    contribution(campaign=of, is_by_author=True)
    officer = client_of(Role.OFFICER)
    step = {"to": "closed"}

    def go(to):
        return officer.post(reverse("campaigns:campaign-step", args=[of.pk, to]))

    assert go(step["to"]).status_code == 422  # the harvest is not skipped
    assert go("harvest").status_code == 302
    assert go("closed").status_code == 422
    Contribution.objects.update(state="declined")
    assert go("closed").status_code == 302
