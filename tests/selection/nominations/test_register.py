"""Notices and nominations through their doors: quota, window, decisions kept from units."""

from http import HTTPStatus
from io import BytesIO
from threading import Barrier, Thread

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.services import amend, enter, void
from qingmiao.selection.nominations.models import Nomination
from qingmiao.selection.nominations.register import EVENTS, NOMINATIONS
from tests.factories.ground import errors_of, exported, judgements, send
from tests.factories.house import TODAY, district, officer, person, secretary, signed_in, unit
from tests.factories.selection import SEEN_ON, event, nomination

pytestmark = pytest.mark.django_db


def values(**changes):
    return {
        "nominator": "赵书记",
        "submitted_on": SEEN_ON,
        "merits": "牵头完成三个专班任务",
        "route": "organization",
        **changes,
        "event": changes.get("event") or event(),
        "person": changes.get("person") or person(where=unit()),
        "unit": changes.get("unit") or unit(),
    }


def test_a_unit_never_sees_what_was_decided(client):
    _, _, town = district()
    row = nomination(
        unit=town, state="accepted", decision="rejected", decision_note="会商认为暂不成熟"
    )
    signed_in(client, Role.UNIT_SECRETARY, over=town)

    pages = [
        client.get(reverse("nominations:nomination")),
        client.get(reverse("nominations:nomination-detail", args=[row.pk])),
        client.get(reverse("nominations:event-detail", args=[row.event_id])),
        client.get(reverse("nominations:nomination-export")),
    ]

    for page in pages:
        text = page.content.decode()
        assert page.status_code == HTTPStatus.OK
        assert "研判" not in text
        assert "暂不成熟" not in text
    [head, line] = openpyxl.load_workbook(
        filename=BytesIO(exported(client, NOMINATIONS))
    ).active.values
    assert "研判结果" not in head
    assert "会商认为暂不成熟" not in line


def test_a_unit_cannot_ask_for_the_decided_ones(client):
    _, _, town = district()
    nomination(unit=town, state="accepted", decision="tier_b")
    nomination(unit=town)
    signed_in(client, Role.UNIT_SECRETARY, over=town)

    answer = client.get(reverse("nominations:nomination"), {"decision": "tier_b"})

    assert answer.context["total"] == 2


def test_the_service_refuses_reserved_fields_from_a_unit():
    _, _, town = district()
    row = nomination(unit=town)

    with pytest.raises(Forbidden):
        amend(
            actor=secretary(town),
            register=NOMINATIONS,
            pk=row.pk,
            values={"decision": "tier_b"},
            version=1,
            on=TODAY,
        )


def test_late_reports_are_entered_by_the_department():
    _, _, town = district()
    closed = event(state="closed")

    enter(actor=officer(), register=NOMINATIONS, values=values(event=closed, unit=town), on=TODAY)

    assert Nomination.objects.count() == 1


def test_the_quota_of_a_unit_is_kept():
    notice, where = event(quota_per_unit=1), unit()
    first = values(event=notice, unit=where)
    enter(actor=officer(), register=NOMINATIONS, values=first, on=TODAY)

    with pytest.raises(Refused) as no:
        enter(
            actor=officer(),
            register=NOMINATIONS,
            values=values(event=notice, unit=where),
            on=TODAY,
        )

    assert no.value.reasons == ("该单位在这次推荐中的名额为 1 人，已用完",)
    enter(
        actor=officer(),
        register=NOMINATIONS,
        values=values(event=notice, unit=where, route="self"),
        on=TODAY,
    )
    assert Nomination.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_four_at_once_share_the_two_last_places():
    notice, where = event(quota_per_unit=3), unit()
    nomination(event=notice, unit=where)
    wanted = [values(event=notice, unit=where) for _ in range(4)]
    start, refusals = Barrier(4), []

    def nominate(what):
        start.wait()
        try:
            enter(actor=officer(), register=NOMINATIONS, values=what, on=TODAY)
        except Refused as no:
            refusals.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=nominate, args=[what]) for what in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == [("该单位在这次推荐中的名额为 3 人，已用完",)] * 2
    assert Nomination.objects.count() == 3


def test_an_accepted_recommendation_is_evidence_until_it_is_rejected():
    row = nomination(dimension="masses")

    def change(version, **fields):
        amend(
            actor=officer(),
            register=NOMINATIONS,
            pk=row.pk,
            values=fields,
            version=version,
            on=TODAY,
        )

    change(1, state="accepted")
    [claim] = Evidence.objects.filter(retracted_at__isnull=True)
    assert (claim.dimension, claim.claim, claim.source_name) == (
        "masses",
        "牵头完成三个专班任务",
        f"{row.unit}党组织",
    )

    change(2, decision="rejected", decision_note="暂不成熟")
    assert not Evidence.objects.filter(retracted_at__isnull=True).exists()


def test_a_self_nomination_is_no_evidence():
    row = nomination(route="self", unit_opinion="同意")

    amend(
        actor=officer(),
        register=NOMINATIONS,
        pk=row.pk,
        values={"state": "accepted"},
        version=1,
        on=TODAY,
    )

    assert not Evidence.objects.exists()


def test_a_closing_day_is_not_moved_forward(client):
    signed_in(client)
    notice = event("推荐优秀年轻干部")

    answer = client.post(
        reverse("nominations:event-edit", args=[notice.pk]),
        {
            "title": notice.title,
            "opens_on": "2026-03-01",
            "closes_on": "2026-03-20",
            "quota_per_unit": 3,
            "referees_at_least": 0,
            "tells_nominee": "nothing",
            "state": "open",
            "version": 1,
        },
    )

    assert errors_of(answer) == ["截止日期只能延长，不能提前到 2026.03.31 之前"]


def test_a_notice_with_nominations_is_not_voided():
    row = nomination()

    with pytest.raises(Refused) as no:
        void(actor=officer(), register=EVENTS, pk=row.event_id, reason="误发", at=row.entered_at)

    assert no.value.reasons == ("名下还有 1 条推荐，请先作废它们",)


def test_an_export_comes_back_unchanged(client):
    signed_in(client)
    nomination(state="accepted", decision="training")
    nomination(route="self")

    batch = send(client, NOMINATIONS, exported(client, NOMINATIONS))

    assert judgements(batch) == [("unchanged",), ("unchanged",)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        nomination()

    with django_assert_num_queries(14):
        answer = client.get(reverse("nominations:nomination"))

    assert answer.context["total"] == rows
