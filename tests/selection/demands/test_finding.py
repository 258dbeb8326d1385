"""Whom visits and nominations find for the demand they cite: told on entry, amendment, decision and void."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import amend, void
from qingmiao.selection.demands.models import Discovery
from qingmiao.selection.demands.services.demand import close_demand
from qingmiao.selection.nominations.enums import Outcome, Purpose
from qingmiao.selection.nominations.register import EVENTS, NOMINATIONS
from qingmiao.selection.nominations.services.decision import decide
from qingmiao.selection.nominations.services.nomination import accept_nomination
from qingmiao.selection.visits.register import LEADS, VISITS
from qingmiao.selection.visits.services.lead import attach_lead, drop_lead, verify_lead
from qingmiao.selection.visits.services.visit import plan_visit, record_visit
from tests.factories.demands import demand
from tests.factories.house import TODAY, leader, officer, person, signed_in, unit
from tests.factories.selection import event, lead, visit
from tests.selection.nominations.conftest import ON, submitted
from tests.selection.nominations.conftest import town as town
from tests.selection.visits.conftest import field as field

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 30, 2, tzinfo=UTC)


def found(of):
    rows = Discovery.objects.filter(demand=of, retracted_at__isnull=True).order_by("pk")
    return [(row.person, row.found_by, row.text) for row in rows]


def attached(row, who):
    verify_lead(actor=officer(name="李干事"), lead_id=row.pk, note="已向村支书核实", at=AT)
    return attach_lead(actor=officer(), lead_id=row.pk, person_id=who.pk)


def amended(register, row, **values):
    row.refresh_from_db()
    return amend(
        actor=leader(), register=register, pk=row.pk, values=values, version=row.version,
        on=TODAY,
    )  # fmt: skip


def voided(register, row, reason):
    row.refresh_from_db()
    void(actor=leader(), register=register, pk=row.pk, reason=reason, at=AT)


def test_a_lead_of_a_visit_that_cites_a_demand_is_found_once_it_is_attached():
    sought, who, where = demand(), person("林若曦", where=unit()), unit("茶山乡")
    row = lead(visit=visit(unit=where, demand=sought), unit=where)
    assert found(sought) == []

    attached(row, who)
    assert found(sought) == [(who, "visit", "走访茶山乡时发现")]

    voided(LEADS, row, "重复登记")
    assert found(sought) == []
    assert Discovery.objects.get().retract_reason == "重复登记"


def test_a_dropped_lead_and_a_visit_for_no_demand_find_nobody():
    sought, who = demand(), person("林若曦", where=unit())
    dropped, free = lead(visit=visit(demand=sought)), lead(visit=visit())

    drop_lead(actor=officer(), lead_id=dropped.pk, reason="与实际不符")
    attached(free, who)

    assert not Discovery.objects.exists()


def test_a_visit_that_turns_to_another_demand_takes_whom_it_found_along():
    first, second, who = demand(), demand(), person("林若曦", where=unit())
    held = visit(demand=first)
    attached(lead(visit=held), who)

    amended(VISITS, held, demand=second)

    assert (found(first), [one for one, _, _ in found(second)]) == ([], [who])


def test_an_accepted_nomination_is_found_and_a_rejected_one_no_longer(town):
    sought = demand()
    notice = event("按需求推荐的通知", notice="请推荐。", demand=sought)
    row = submitted(town.secretary, notice, town.cadre, unit=town.unit)
    assert found(sought) == []

    accept_nomination(actor=officer(), nomination_id=row.pk, note="", on=ON)
    assert found(sought) == [(town.cadre, "nomination", f"{town.unit}组织推荐")]

    reader = type(officer())(account_id=99, name="周干事", grants=officer().grants)
    for purpose in Purpose:
        decide(
            actor=reader, event_id=notice.pk, person_id=town.cadre.pk, purpose=purpose,
            outcome=Outcome.NO, note="暂不成熟", corrects=None, on=ON,
        )  # fmt: skip
    assert found(sought) == []


def test_a_notice_that_turns_to_a_demand_takes_along_whom_it_found_and_a_void_takes_them_back(town):
    sought = demand()
    row = submitted(town.secretary, town.notice, town.cadre, unit=town.unit)
    accept_nomination(actor=officer(), nomination_id=row.pk, note="", on=ON)

    amended(EVENTS, town.notice, demand=sought)
    assert [one for one, _, _ in found(sought)] == [town.cadre]

    voided(NOMINATIONS, row, "重复提交")
    assert found(sought) == []


def test_the_demand_of_a_notice_is_no_business_of_units_and_cadres(client, town):
    notice = event("按需求推荐的通知", notice="请推荐。", demand=demand(title="远山乡：35 岁以下"))
    url = reverse("nominations:event-detail", args=[notice.pk])

    signed_in(client)
    assert "远山乡：35 岁以下" in client.get(url).content.decode()
    for role in (Role.UNIT_SECRETARY, Role.UNIT_ORGANIZER):
        signed_in(client, role, over=town.unit)
        for page in (url, reverse("nominations:event"), f"{reverse('nominations:event')}?q=远山"):
            assert "远山乡：35 岁以下" not in client.get(page).content.decode()


def test_a_visit_is_planned_and_recorded_for_an_open_demand_only(field):
    sought, gone = demand(), demand()
    close_demand(
        actor=officer(), demand_id=gone.pk, state="met", on=TODAY, reason="已配齐", today=TODAY
    )
    plan = {"unit_id": field.town.pk, "purpose": "专题调研", "today": TODAY, "actor": field.visitor}

    with pytest.raises(Refused, match="已办结"):
        plan_visit(on=TODAY, demand_id=gone.pk, **plan)
    planned = plan_visit(on=TODAY, demand_id=sought.pk, **plan)
    kept, _ = record_visit(
        actor=field.visitor, sheet=field.sheet(visit_id=planned.pk, unit_id=None), today=TODAY
    )

    assert (planned.demand_id, kept.pk, kept.demand_id) == (sought.pk, planned.pk, sought.pk)


def test_the_recorder_and_the_plan_offer_open_demands(client, field):
    sought = demand(title="重点项目一线储备干部")
    signed_in(client, Role.POINT_HEAD, over=field.town, who=field.point)

    for name in ("visits:record", "visits:visit-plan"):
        page = client.get(reverse(name), {"demand": sought.pk, "unit": field.town.pk})
        assert f'<option value="{sought.pk}" selected>重点项目一线储备干部' in page.content.decode()
