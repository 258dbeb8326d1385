"""Who stepped back reads nothing of the item: not in the ledger, its counts, its search, or on the member."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.ledger.models import Entry
from qingmiao.office.permissions import READ_LEDGER
from qingmiao.pool.services import item as items
from tests.factories.house import acting, holder, kin, person, signed_in, unit
from tests.factories.pool import Hall, proposed

pytestmark = pytest.mark.django_db
SECRET = "与其共事多年意见不一"


def sat():
    """Two members on the table; the chair stepped back from the first, of whom much is said."""
    first, second = (
        proposed(person("林若曦", where=unit())),
        proposed(person("陈思远", where=unit())),
    )
    hall = Hall(first, second).freeze().sit()
    items.step_back(actor=hall.leader, item_id=hall.items[0].pk, reason="曾共事")
    for item in hall.items:
        hall.propose(item, reason=SECRET)
    hall.submit()
    hall.decide()
    hall.decide(by=acting(holder(Role.DEPARTMENT_LEADER)))
    return hall, first, second


def told(page):
    return page.content.decode()


def test_the_ledger_keeps_the_item_and_the_member_from_whoever_stepped_back(client):
    hall, first, second = sat()
    hidden = Entry.objects.filter(subject_kind="pool.reviewitem", subject_id=hall.items[0].pk)
    assert hidden.count() >= 4

    seen = READ_LEDGER.rows(hall.leader, Entry.objects.all())
    assert not seen.filter(pk__in=hidden).exists()
    assert not seen.filter(subject_kind="pool.membership", subject_id=first.pk).exists()
    assert seen.filter(subject_kind="pool.membership", subject_id=second.pk).exists()

    client.force_login(hall.leader_account)
    for entry in hidden:
        page = client.get(reverse("office:entry-detail", args=[entry.pk]))
        assert page.status_code == HTTPStatus.NOT_FOUND
    story = reverse("office:story", args=["pool.reviewitem", hall.items[0].pk])
    assert client.get(story).status_code == HTTPStatus.NOT_FOUND
    listed = client.get(reverse("office:entry"), {"q": "林若曦"})
    assert listed.context["total"] == 0
    assert client.get(reverse("office:entry"), {"q": "陈思远"}).context["total"] > 0


def test_the_page_of_the_member_tells_no_reason_to_whoever_stepped_back(client):
    hall, first, second = sat()
    client.force_login(hall.leader_account)

    assert SECRET not in told(client.get(reverse("pool:membership-detail", args=[first.pk])))
    assert SECRET not in told(client.get(reverse("pool:membership-sheet", args=[first.pk])))
    assert SECRET in told(client.get(reverse("pool:membership-detail", args=[second.pk])))
    signed_in(client)
    assert SECRET in told(client.get(reverse("pool:membership-detail", args=[first.pk])))


def test_deeds_about_oneself_and_kin_are_kept_from_a_leader_whatever_they_were_done_to():
    me, brother = person("周远", where=unit()), person("周近", where=unit())
    kin(me, brother)
    leader = acting(holder(Role.DEPARTMENT_LEADER, who=me))
    row, other = proposed(brother), proposed()
    Hall(row, other)

    seen = READ_LEDGER.rows(leader, Entry.objects.all())

    assert not seen.filter(sentence__contains="周近").exists()
    assert seen.filter(subject_kind="pool.membership", subject_id=other.pk).exists()
    auditor = acting(holder(Role.AUDITOR))
    assert READ_LEDGER.rows(auditor, Entry.objects.all()).filter(sentence__contains="周近").exists()
