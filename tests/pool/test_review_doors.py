"""A review through its doors: each step a page, each refusal the same page with its reasons."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.pool.models import Review
from tests.factories.ground import errors_of
from tests.factories.house import TODAY, holder, signed_in
from tests.factories.pool import Hall, proposed
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db


def post(client, name, pk, **data):
    return client.post(reverse(f"pool:{name}", args=[pk]), data)


def test_a_review_is_held_from_the_first_page_to_the_last(client):
    keeper = signed_in(client)
    chair, other = holder(Role.DEPARTMENT_LEADER), holder(Role.OFFICER)
    row = proposed()
    client.post(reverse("pool:review-new"), {"title": "六月会商", "held_on": TODAY.isoformat()})
    review = Review.objects.get()
    early = post(client, "review-freeze", review.pk)
    assert early.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "还没有列入研究的人选" in errors_of(early)

    post(client, "item-new", review.pk, membership=f"#{row.pk}")
    for account, duty in ((chair, "chair"), (other, "recorder"), (keeper, "member")):
        post(client, "review-invite", review.pk, account=account.pk, duty=duty)
    assert post(client, "review-freeze", review.pk).status_code == HTTPStatus.FOUND
    present = [one.pk for one in review.participants.all()]
    post(client, "review-sitting", review.pk, present=present)
    item = review.items.get()
    page = client.get(reverse("pool:item", args=[item.pk]))
    assert page.context["is_frozen"]
    wrong = post(
        client, "item-propose", item.pk, after="left", reason_code="thin", reason="印证不足"
    )
    assert errors_of(wrong) == ["建议出库的须选出库原因，其他建议不选"]
    post(client, "item-hold", item.pk, reason="等走访结果")
    post(client, "item-propose", item.pk, after="member", reason_code="corroborated", reason="一致",
         action="visit", action_owner="王组长", action_on=TODAY.isoformat())  # fmt: skip
    assert post(client, "review-submit", review.pk).status_code == HTTPStatus.FOUND
    assert post(client, "review-decide", review.pk).status_code == HTTPStatus.NOT_FOUND

    client.force_login(chair)
    blank = post(client, "review-decide", review.pk)
    assert errors_of(blank) == ["不同意的须写明理由"]
    done = post(client, "review-decide", review.pk, **{f"agree_{item.pk}": "on"})
    assert done.status_code == HTTPStatus.FOUND
    row.refresh_from_db()
    assert row.state == "member"

    task = item.task if hasattr(item, "task") else review.items.get().task
    url = reverse("pool:review-task", args=[review.pk, task.pk])
    assert client.post(url, {"outcome": "已走访"}).status_code == HTTPStatus.FOUND
    assert post(client, "review-close", review.pk).status_code == HTTPStatus.FOUND
    shown = client.get(reverse("pool:review-detail", args=[review.pk]))
    assert [stage["is_current"] for stage in shown.context["stages"]][-1]
    minutes = client.post(reverse("pool:review-minutes", args=[review.pk, "docx"]))
    assert minutes.content[:2] == b"PK"
    assert client.post(reverse("pool:review-minutes", args=[review.pk, "odt"])).status_code == 404


def test_only_what_is_in_preparation_is_amended_dropped_or_voided(client):
    hall = Hall(proposed(), membership())
    client.force_login(hall.leader_account)
    assert post(client, "item-drop", hall.items[1].pk).status_code == HTTPStatus.FOUND
    hall.freeze()

    for name, data in (
        ("review-edit", {"title": "改名", "held_on": TODAY.isoformat(), "version": 1}),
        ("review-void", {"reason": "不要了"}),
        ("item-drop", {}),
    ):
        pk = hall.items[0].pk if name == "item-drop" else hall.review.pk
        assert post(client, name, pk, **data).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_who_stepped_back_finds_the_item_nowhere(client):
    row, other = proposed(), membership()
    hall = Hall(row, other).freeze()
    client.force_login(hall.member_account)
    item = reverse("pool:item", args=[hall.items[0].pk])
    page = reverse("pool:review-detail", args=[hall.review.pk])
    assert client.get(item).status_code == HTTPStatus.OK

    post(client, "item-recuse", hall.items[0].pk, reason="曾是直接上级")

    assert client.get(item).status_code == HTTPStatus.NOT_FOUND
    shown = client.get(page)
    assert len(shown.context["agenda"]) == 1
    assert row.person.name not in shown.content.decode()


def test_minutes_before_the_end_are_refused_with_a_reason(client):
    hall = Hall(proposed()).freeze()
    client.force_login(hall.leader_account)

    answer = client.post(reverse("pool:review-minutes", args=[hall.review.pk, "pdf"]), follow=True)

    assert "会商结束之后才有纪要" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_review_asks_a_fixed_number_of_questions(
    client, count, django_assert_num_queries
):
    hall = Hall(*[proposed() for _ in range(count)]).freeze()
    client.force_login(hall.leader_account)
    url = reverse("pool:review-detail", args=[hall.review.pk])
    client.get(url)

    with django_assert_num_queries(17):
        client.get(url)
