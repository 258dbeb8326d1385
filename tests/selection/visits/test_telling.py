"""Who hears of what, and when the to-do is gone again."""

from datetime import UTC, datetime, timedelta

import pytest

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.models import Notice
from qingmiao.registers.services import enter
from qingmiao.selection.visits.models import Lead
from qingmiao.selection.visits.register import LEADS
from qingmiao.selection.visits.services import visit as services
from qingmiao.selection.visits.services.lead import drop_lead, verify_lead
from qingmiao.selection.visits.services.telling import remind_of_overdue
from qingmiao.selection.visits.tasks import remind
from tests.factories.house import TODAY, holder, officer
from tests.factories.selection import visit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)


def waiting(account):
    """Kinds of notices that still ask something of the account."""
    rows = Notice.objects.filter(account=account, settled_at__isnull=True).order_by("kind")
    return [row.kind.removeprefix("visits.") for row in rows]


@pytest.fixture
def accounts(field):
    return {
        "point": holder(Role.POINT_HEAD, over=field.town, who=field.point),
        "group": holder(Role.GROUP_HEAD, over=field.town, who=field.group),
        "segment": holder(Role.SEGMENT_HEAD, over=field.town, who=field.head),
        "officer": holder(Role.OFFICER),
    }


def test_a_record_waits_for_the_group_head_and_its_lead_for_an_officer(field, accounts):
    row, _ = services.record_visit(actor=field.visitor, sheet=field.sheet(), today=TODAY)

    assert waiting(accounts["group"]) == ["visit.awaits_confirmation"]
    assert waiting(accounts["segment"]) == []
    assert waiting(accounts["officer"]) == ["lead.awaits_verification"]

    services.return_visit(actor=field.group_head, visit_id=row.pk, reason="补充")
    assert (waiting(accounts["group"]), waiting(accounts["point"])) == ([], ["visit.came_back"])
    services.submit_visit(actor=field.visitor, visit_id=row.pk, today=TODAY)
    assert waiting(accounts["point"]) == []
    services.confirm_visit(actor=field.group_head, visit_id=row.pk)
    assert waiting(accounts["group"]) == []

    [found] = row.leads.all()
    verify_lead(actor=officer(), lead_id=found.pk, note="已核实", at=NOW)
    assert waiting(accounts["officer"]) == []


def test_the_group_heads_own_visit_waits_for_the_segment_head(field, accounts):
    services.record_visit(actor=field.group_head, sheet=field.sheet(heard=()), today=TODAY)

    assert waiting(accounts["group"]) == []
    assert waiting(accounts["segment"]) == ["visit.awaits_confirmation"]


def test_a_returned_visit_is_told_to_nobody_who_has_no_account(field):
    row = visit(unit=field.town, segment=field.segment, visitor=field.point)

    services.return_visit(actor=field.group_head, visit_id=row.pk, reason="补充")

    assert not Notice.objects.exists()


def test_a_lead_entered_on_the_page_is_told_one_of_past_years_is_not(field, accounts):
    values = {
        "unit": field.town, "name": "林若曦", "found_on": TODAY, "dimension": "duty",
        "behaviour": "汛期守堤", "told_by": "周支书",
    }  # fmt: skip

    enter(actor=officer(), register=LEADS, values=values, on=TODAY)
    enter(
        actor=officer(), register=LEADS, on=TODAY, source="import",
        values=values | {"name": "周远"},
    )  # fmt: skip

    assert waiting(accounts["officer"]) == ["lead.awaits_verification"]


def test_a_dropped_lead_asks_nobody(field, accounts):
    services.record_visit(actor=field.visitor, sheet=field.sheet(), today=TODAY)
    [found] = Lead.objects.all()

    drop_lead(actor=officer(), lead_id=found.pk, reason="查无此事")

    assert waiting(accounts["officer"]) == []


def test_an_overdue_unit_is_told_to_its_point_head_once_until_somebody_goes(field, accounts):
    assert remind_of_overdue(actor=SYSTEM, on=TODAY) == 1
    assert remind_of_overdue(actor=SYSTEM, on=TODAY + timedelta(days=1)) == 0
    assert waiting(accounts["point"]) == ["liaison.overdue"]

    services.record_visit(actor=field.visitor, sheet=field.sheet(heard=()), today=TODAY)
    assert waiting(accounts["point"]) == []
    assert remind_of_overdue(actor=SYSTEM, on=TODAY + timedelta(days=365)) == 0
    assert remind_of_overdue(actor=SYSTEM, on=TODAY + timedelta(days=366)) == 1


def test_the_worker_reminds_every_morning(field, accounts):
    assert remind(timestamp=0) == 1
