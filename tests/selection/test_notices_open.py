"""Whatever the rooms of 选 tell somebody leads to a page that opens to exactly that somebody."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.notices.models import Notice
from qingmiao.selection.nominations.services.event import publish_event
from qingmiao.selection.nominations.services.nomination import return_nomination
from qingmiao.selection.visits.services.visit import record_visit, return_visit
from tests.factories.house import TODAY, acting, holder
from tests.factories.selection import event
from tests.selection.nominations.conftest import ON, submitted, vouching
from tests.selection.nominations.conftest import town as town
from tests.selection.visits.conftest import field as field

pytestmark = pytest.mark.django_db


def followed(client):
    """Every notice, followed by whoever was told; the kinds of those whose page opened."""
    opened = set()
    for notice in Notice.objects.order_by("pk"):
        client.force_login(Account.objects.get(pk=notice.account_id))
        there = client.post(reverse("notices:follow", args=[notice.pk]))
        assert there.status_code == HTTPStatus.FOUND, notice.kind
        page = client.get(there.url.partition("#")[0])
        assert page.status_code == HTTPStatus.OK, (notice.kind, there.url)
        opened.add(notice.kind)
    return opened


def test_what_is_told_of_visits_opens(client, field):
    holder(Role.OFFICER)
    holder(Role.GROUP_HEAD, over=field.town, who=field.group)
    visitor = acting(holder(Role.POINT_HEAD, over=field.town, who=field.point))
    held, _ = record_visit(actor=visitor, sheet=field.sheet(), today=TODAY)
    told = followed(client)

    return_visit(actor=field.group_head, visit_id=held.pk, reason="谈话情况请补全")

    assert len(told) == 2
    assert len(followed(client) - told) == 1


def test_what_is_told_of_nominations_opens(client, town):
    unit_hand = holder(Role.UNIT_SECRETARY, over=town.unit)
    holder(Role.CADRE, who=town.colleague)
    oneself = acting(holder(Role.CADRE, who=town.cadre))
    notice = event(
        "按需求推荐的通知", notice="请推荐。", state="draft", opens_on=ON, referees_at_least=1
    )
    publish_event(actor=acting(holder(Role.OFFICER)), event_id=notice.pk, on=ON)
    notice.refresh_from_db()
    row = submitted(oneself, notice, town.cadre, route="self", referees=vouching(town.colleague))
    told = followed(client)

    other = submitted(
        acting(unit_hand), notice, town.colleague, unit=town.unit, referees=vouching(town.cadre)
    )
    return_nomination(actor=acting(holder(Role.OFFICER)), nomination_id=other.pk, reason="补事例")

    assert row.pk != other.pk
    assert len(told) == 3
    assert followed(client) - told
