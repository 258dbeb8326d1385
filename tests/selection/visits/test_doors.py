"""Visits in the browser: plan, step by step, coverage, and the recorder with and without its script."""

from datetime import date
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.selection.visits.models import Lead, Visit
from tests.factories.house import TODAY, holder, person, signed_in, unit
from tests.factories.selection import liaison, visit

pytestmark = pytest.mark.django_db


def told(field, **changes):
    """The recorder's form as a browser posts it."""
    return {
        "send_key": str(uuid4()),
        "visit": "",
        "unit": field.town.pk,
        "held_on": "2026-06-30",
        "purpose": "日常调研",
        "summary": "谈话一人。",
        "attendees-TOTAL_FORMS": 2,
        "attendees-INITIAL_FORMS": 0,
        "attendees-0-name": "周支书",
        "attendees-0-relation": "village",
        "attendees-1-name": "",
        "attendees-1-relation": "staff",
        "heard-TOTAL_FORMS": 1,
        "heard-INITIAL_FORMS": 0,
        "heard-0-about": "林若曦",
        "heard-0-dimension": "duty",
        "heard-0-claim": "遇事顶得上",
        "heard-0-hearing": "hearsay",
        "heard-0-told_by": "周支书",
        "heard-0-is_lead": "on",
        **changes,
    }


@pytest.fixture
def in_the_field(client, field):
    client.force_login(holder(Role.POINT_HEAD, over=field.town, who=field.point))
    return client


def test_without_a_script_the_recorder_is_a_form_like_any_other(in_the_field, field):
    page = in_the_field.get(reverse("visits:record"))
    assert [str(u) for u in page.context["sheet"].visit.fields["unit"].queryset] == ["青云镇"]

    answer = in_the_field.post(reverse("visits:record"), told(field))

    [row], [found] = Visit.objects.all(), Lead.objects.all()
    assert answer.url == reverse("visits:visit-detail", args=[row.pk])
    assert (row.visitor, row.talked_with, found.is_direct) == (field.point, 1, False)


def test_a_draft_sent_twice_is_answered_with_the_first_record(in_the_field, field):
    draft, headers = told(field), {"X-Draft": "1"}

    first = in_the_field.post(reverse("visits:record"), draft, headers=headers)
    again = in_the_field.post(reverse("visits:record"), draft, headers=headers)

    assert (first.json()["is_new"], again.json()["is_new"]) == (True, False)
    assert first.json()["url"] == again.json()["url"]
    assert (Visit.objects.count(), Lead.objects.count()) == (1, 1)


def test_a_draft_comes_back_with_every_reason(in_the_field, field):
    draft = told(field, summary="", **{"heard-0-told_by": ""})

    answer = in_the_field.post(reverse("visits:record"), draft, headers={"X-Draft": "1"})
    page = in_the_field.post(reverse("visits:record"), draft)

    assert answer.status_code == page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["reasons"] == [
        "走访情况：这个字段是必填项。",
        "听到的表现 1 · 反映人：这个字段是必填项。",
    ]
    assert "听到的表现 1" in page.content.decode()


def test_a_draft_for_a_unit_outside_the_duty_is_refused(in_the_field, field):
    field.duty.ends = date(2026, 6, 1)
    field.duty.save(update_fields=["ends"])
    liaison(
        segment=field.segment, level="point", group_name="一组", unit=field.far, person=field.point
    )
    outside = in_the_field.post(reverse("visits:record"), told(field), headers={"X-Draft": "1"})

    assert outside.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Visit.objects.exists()


def test_the_worker_stands_below_the_page_it_keeps(in_the_field):
    answer = in_the_field.get(reverse("visits:record-worker"))

    assert answer["Content-Type"].startswith("text/javascript")
    assert reverse("visits:record-worker").startswith(reverse("visits:record"))


def test_an_account_without_a_dossier_is_told_so(client):
    signed_in(client)

    assert "没有对应的干部档案" in client.get(reverse("visits:record")).content.decode()


def test_a_visit_is_planned_and_walked_in_the_browser(client, field):
    point = holder(Role.POINT_HEAD, over=field.town, who=field.point)
    group = holder(Role.GROUP_HEAD, over=field.town, who=field.group)
    client.force_login(point)

    def post(name, **values):
        return client.post(reverse(f"visits:visit-{name}", args=[row.pk]), values)

    def labels():
        page = client.get(reverse("visits:visit-detail", args=[row.pk]))
        return [action["label"] for action in page.context["extra_actions"]]

    plan = {"unit": field.town.pk, "on": "2026-06-30", "purpose": "日常调研"}
    assert client.get(reverse("visits:visit-plan"), {"unit": field.town.pk}).status_code == 200
    assert client.post(reverse("visits:visit-plan"), plan | {"on": "2026-06-01"}).status_code == 422
    assert client.post(reverse("visits:visit-plan"), plan).url == reverse("visits:mine")
    [row] = Visit.objects.all()
    assert labels() == ["开始走访", "现场记录", "取消走访"]
    assert post("start").status_code == 302
    assert labels() == ["现场记录", "取消走访"]
    client.post(reverse("visits:record"), told(field, visit=row.pk, unit=""))
    assert labels() == []
    assert post("confirm").status_code == 404

    client.force_login(group)
    assert labels() == ["退回", "确认走访"]
    assert post("return", reason="补充").status_code == 302
    client.force_login(point)
    assert labels() == ["重新报送", "取消走访"]
    assert post("submit").status_code == 302
    client.force_login(group)
    assert post("confirm").status_code == 302
    assert post("confirm").status_code == 422
    assert post("close").status_code == 422
    signed_in(client)
    Lead.objects.update(state="dropped", outcome="查无此事")
    assert labels() == ["办结"]
    assert post("close").status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"


def test_the_department_plans_for_others_and_cancels(client, field):
    signed_in(client)
    values = {
        "unit": field.far.pk,
        "visitor": field.point.pk,
        "on": "2026-07-08",
        "purpose": "调研",
    }

    assert client.post(reverse("visits:visit-plan"), values).status_code == 302
    [row] = Visit.objects.all()
    cancel = reverse("visits:visit-cancel", args=[row.pk])
    assert client.post(cancel, {"reason": ""}).status_code == 422
    assert client.post(cancel, {"reason": "防汛改期"}).status_code == 302
    page = client.get(reverse("visits:visit-detail", args=[row.pk]))
    assert [step["label"] for step in page.context["steps"]] == ["已取消"]
    assert "防汛改期" in page.content.decode()


def test_the_state_is_not_on_the_form_that_amends(client):
    signed_in(client)

    form = client.get(reverse("visits:visit-edit", args=[visit().pk])).context["form"]

    assert "state" not in form.fields


def test_coverage_narrows_exports_and_maps(client, field):
    signed_in(client)
    visit(unit=field.town, held_on=TODAY)
    url = reverse("visits:coverage")

    def names(**asked):
        return [contact.unit for contact in client.get(url, asked).context["contacts"]]

    assert names(segment=field.segment.pk) == ["青云镇"]
    assert names(kind="township") == ["青云镇"]
    assert names(only="headless") == ["区委组织部", "远山乡"]
    assert names(q="点干事") == ["青云镇"]
    assert "青云镇" not in names(only="overdue")
    page = client.get(url, {"as": "map"})
    assert [block.segment for block in page.context["blocks"]] == ["乡镇片", "机关片", ""]
    export = f"{reverse('visits:coverage-export')}?segment={field.segment.pk}"
    assert client.get(export).context["total"] == 1
    assert client.post(export, {"purpose": "work", "note": ""}).status_code == 422
    book = client.post(export, {"purpose": "work", "note": "月度通报"})
    assert book["Content-Disposition"].endswith(".xlsx")


@pytest.mark.parametrize("rows", [1, 3])
def test_coverage_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        visit(unit=unit(), visitor=person())

    with django_assert_num_queries(8):
        client.get(reverse("visits:coverage"))
