from datetime import date

import pytest
from django.urls import reverse

from qingmiao.evidence.models import Evidence
from qingmiao.evidence.permissions import READ_EVIDENCE
from qingmiao.evidence.queries import strips_of
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import amend, void
from qingmiao.stewardship.inspections.models import Check, Finding
from qingmiao.stewardship.inspections.register import CHECKS, FINDINGS
from tests.factories import house, stewardship
from tests.factories.ground import exported, judgements, send

pytestmark = pytest.mark.django_db


def values(where, **changes):
    return {
        "campaign": "style",
        "unit": where,
        "checked_on": date(2025, 5, 6),
        "inspectors": "周检查、吴检查",
        "is_unannounced": True,
        "state": "held",
        **changes,
    }


def posted(where, **changes):
    return values(where.pk, checked_on="2025.05.06", is_unannounced="1", **changes)


def test_a_check_comes_in_by_its_form(client):
    where = house.unit("青云镇")
    house.signed_in(client)

    client.post(reverse("inspections:check-new"), posted(where))

    [row] = Check.objects.all()
    assert str(row) == "2025.05.06 青云镇"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"inspectors": "周检查"}, "检查人员不得少于 2 人"),
        ({"checked_on": "2030.01.01"}, "只能登记为已计划"),
    ],
)
def test_a_check_that_cannot_stand_says_why(client, changes, said):
    house.signed_in(client)

    answer = client.post(reverse("inspections:check-new"), posted(house.unit()) | changes)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_unit_is_checked_once_a_day_by_each_campaign(client):
    row = stewardship.check()
    house.signed_in(client)

    answer = client.post(reverse("inspections:check-new"), posted(row.unit))

    assert "该单位同日同一专项的检查已登记" in answer.content.decode()


def test_a_verified_finding_says_when(client):
    row = stewardship.check()
    house.signed_in(client)

    answer = client.post(
        reverse("inspections:finding-new"),
        {
            "check_visit": row.pk,
            "phenomenon": stewardship.phenomenon().pk,
            "description": "上班时间玩游戏",
            "proof": "seen",
            "state": "verified",
        },
    )

    assert "整改已核的问题须填写核实日期" in answer.content.decode()


def finding_values(about, **changes):
    return {
        "check_visit": stewardship.check(),
        "phenomenon": stewardship.phenomenon(),
        "person": about,
        "description": "上班时间不在岗",
        "proof": "seen",
        "state": "notified",
        **changes,
    }


@pytest.mark.parametrize("state", ["notified", "explained", "overturned"])
def test_what_was_not_confirmed_is_no_evidence(state):
    about = house.person(where=house.unit())

    house.entered(FINDINGS, **finding_values(about, state=state))

    assert Finding.objects.count() == 1
    assert not Evidence.objects.exists()


def test_a_finding_about_nobody_is_no_evidence():
    house.entered(FINDINGS, **finding_values(None, state="rectifying"))

    assert not Evidence.objects.exists()


def test_a_confirmed_finding_is_sealed_evidence_that_nobody_reads_beside_it():
    about = house.person(where=house.unit())
    house.entered(FINDINGS, **finding_values(about, state="rectifying", proof="told"))

    [claim] = Evidence.objects.all()

    assert (claim.source_kind, claim.polarity, claim.secrecy) == ("inspection", "against", "D")
    assert claim.happened_on == date(2025, 5, 6)
    assert not claim.is_direct
    for role in ("department_leader", "officer", "district_leader", "discipline_liaison"):
        reader = house.actor(role)
        assert not READ_EVIDENCE.rows(reader, Evidence.objects.all()).exists()
        assert strips_of(actor=reader, person_id=about.pk) == []


def test_evidence_follows_the_finding_until_it_is_overturned_or_voided():
    about = house.person(where=house.unit())
    row = house.entered(FINDINGS, **finding_values(about, state="rectifying"))
    other = house.entered(FINDINGS, **finding_values(about, state="rectifying"))

    amend(
        actor=house.officer(),
        register=FINDINGS,
        pk=row.pk,
        values={"state": "overturned"},
        version=row.version,
        on=date(2026, 6, 30),
    )
    void(
        actor=house.officer(),
        register=FINDINGS,
        pk=other.pk,
        reason="重复登记",
        at="2026-06-30T09:00:00+08:00",
    )

    assert Evidence.objects.count() == 2
    assert not Evidence.objects.filter(retracted_at__isnull=True).exists()


def test_a_check_that_found_something_is_voided_last():
    row = stewardship.finding()

    with pytest.raises(Refused, match="还有 1 条问题"):
        void(
            actor=house.officer(),
            register=CHECKS,
            pk=row.check_visit_id,
            reason="重复登记",
            at="2026-06-30T09:00:00+08:00",
        )


def test_a_planned_check_is_nowhere_in_the_pages_of_the_unit(client):
    town = house.unit("青云镇")
    planned = stewardship.check(town, state="planned", summary="突击查岗")
    house.signed_in(client, "unit_secretary", over=town)

    listed = client.get(reverse("inspections:check")).content.decode()
    searched = client.get(reverse("inspections:check"), {"q": "突击"}).content.decode()
    page = client.get(reverse("inspections:check-detail", args=[planned.pk]))

    assert "2025.05.06" not in listed
    assert "突击查岗" not in listed + searched
    assert page.status_code == 404


def test_the_search_never_tells_a_stranger_of_a_finding(client):
    concerned = house.person("张苗", where=house.unit("青云镇"))
    row = stewardship.finding(concerned, description="上班时间不在岗")
    house.signed_in(client, "district_leader")

    assert client.get(reverse("inspections:finding")).status_code == 404
    assert client.get(reverse("inspections:finding-export")).status_code == 404
    assert client.get(reverse("inspections:finding-detail", args=[row.pk])).status_code == 404


def test_what_goes_out_comes_back_unchanged(client):
    concerned = house.person("张苗", where=house.unit())
    row = stewardship.finding(concerned, rectify_by=date(2025, 6, 6))
    stewardship.finding(at=row.check_visit)
    house.signed_in(client)

    checks = send(client, CHECKS, exported(client, CHECKS))
    findings = send(client, FINDINGS, exported(client, FINDINGS))

    assert judgements(checks) == [("unchanged",)]
    assert judgements(findings) == [("unchanged",), ("unchanged",)]


@pytest.mark.parametrize(("noun", "queries"), [("check", 9), ("finding", 9)])
def test_the_list_asks_as_much_for_three_as_for_one(
    client, noun, queries, django_assert_num_queries
):
    house.signed_in(client)
    for rows in (1, 2):
        for _ in range(rows):
            stewardship.finding(house.person(where=house.unit()))
        with django_assert_num_queries(queries):
            assert client.get(reverse(f"inspections:{noun}")).status_code == 200
