"""Claims are read and never written on their pages."""

from http import HTTPStatus

import pytest
from django.urls import NoReverseMatch, reverse

from qingmiao.access.enums import Role
from qingmiao.registers.services import void
from qingmiao.selection.visits.register import LEADS
from qingmiao.selection.visits.services.lead import note_lead
from tests.factories.evidence import claim
from tests.factories.house import district, officer, person, signed_in, unit
from tests.factories.selection import lead

pytestmark = pytest.mark.django_db


def test_there_are_no_doors_to_write(client):
    for door in ("new", "edit", "void", "import", "template"):
        with pytest.raises(NoReverseMatch):
            reverse(
                f"evidence:claim-{door}", args=[] if door in ("new", "import", "template") else [1]
            )


def test_claims_in_scope_are_listed_filtered_and_found(client):
    _, bureau, town = district()
    claim(person("林若曦", where=town))
    claim(person("周远", where=bureau), dimension="masses")
    signed_in(client, Role.POINT_HEAD, over=town)

    page = client.get(reverse("evidence:claim"))

    assert page.context["total"] == 1
    assert page.context["can"]["enter"] is False
    assert client.get(reverse("evidence:claim"), {"q": "周远"}).context["total"] == 0
    assert client.get(reverse("evidence:claim"), {"dimension": "duty"}).context["total"] == 1


def test_a_claim_leads_back_to_its_record_and_leaves_the_list_with_it(client):
    signed_in(client)
    row = lead(person=person("林若曦", where=unit()), state="merged")
    note_lead(actor=officer(), lead=row)
    [line] = client.get(reverse("evidence:claim")).context["lines"]

    [action] = client.get(line.url).context["extra_actions"]
    assert action["url"] == reverse("visits:lead-detail", args=[row.pk])

    void(actor=officer(), register=LEADS, pk=row.pk, reason="查无此事", at=row.entered_at)
    assert client.get(reverse("evidence:claim")).context["total"] == 0
    [gone] = client.get(reverse("evidence:claim"), {"void": "1"}).context["lines"]
    assert gone.voided is True
    assert "查无此事" in client.get(line.url).content.decode()


def test_no_way_leads_to_a_record_one_may_not_read(client):
    _, _, town = district()
    row = claim(person(where=town), origin_kind="unknown.noun", origin_id=1)
    signed_in(client, Role.DISTRICT_LEADER)

    page = client.get(reverse("evidence:claim-detail", args=[row.pk]))

    assert page.context["extra_actions"] == []


def test_the_own_claims_are_nowhere(client):
    cadre = person("林若曦", where=unit())
    row = claim(cadre)
    signed_in(client, who=cadre)

    assert client.get(reverse("evidence:claim")).context["total"] == 0
    url = reverse("evidence:claim-detail", args=[row.pk])
    assert client.get(url).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        claim(person(where=unit()))

    with django_assert_num_queries(10):
        answer = client.get(reverse("evidence:claim"))

    assert answer.context["total"] == rows
