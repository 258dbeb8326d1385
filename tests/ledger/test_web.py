"""The ledger's pages: one deed, and the story of one subject."""

from http import HTTPStatus

import pytest
from django.db import transaction
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.ledger.deeds import deed
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.services.dossier import note_view
from qingmiao.registers.services import amend, void
from qingmiao.selection.visits.register import SEGMENTS
from tests.factories.house import TODAY, account, officer, person, signed_in, unit
from tests.factories.selection import segment

GRANTED = deed("access.test.granted", "授权 {what}")
pytestmark = pytest.mark.django_db


def lived():
    row = segment("东片")
    amend(
        actor=officer(),
        register=SEGMENTS,
        pk=row.pk,
        values={"name": "城东片"},
        version=1,
        on=TODAY,
    )
    void(actor=officer(), register=SEGMENTS, pk=row.pk, reason="合并", at=row.entered_at)
    return row


def test_the_auditor_reads_the_whole_story_of_a_subject(client):
    row = lived()
    signed_in(client, Role.AUDITOR)
    [newest, *_] = client.get(reverse("office:entry")).context["lines"]

    action, _proof = client.get(newest.url).context["extra_actions"]
    page = client.get(action["url"])

    assert action["url"] == reverse("office:story", args=["visits.segment", row.pk])
    assert page.context["subject"] == f"片 #{row.pk}"
    assert [(line.sentence, line.reason) for line in page.context["story"]] == [
        ("作废片：城东片", "合并"),
        ("修改片：城东片（片名）", ""),
    ]


def test_to_whoever_does_not_audit_there_is_no_story(client):
    row = lived()
    for role in (Role.OFFICER, Role.SECURITY_ADMIN, Role.CADRE):
        signed_in(client, role)
        for url in (
            reverse("office:story", args=["visits.segment", row.pk]),
            reverse("office:entry"),
            reverse("office:entry-export"),
        ):
            assert client.get(url).status_code == HTTPStatus.NOT_FOUND


def test_the_leader_reads_business_but_not_the_office_nor_the_own_dossier(client):
    me, other = person("李部长", where=unit()), person("林若曦", where=unit())
    for who in (me, other):
        note_view(actor=officer(), person=who)
    opened = account()
    with transaction.atomic():
        record(actor=officer(), deed=GRANTED, subject=opened, detail={"what": "角色"})
    signed_in(client, Role.DEPARTMENT_LEADER, who=me)

    def status(kind, pk):
        return client.get(reverse("office:story", args=[kind, pk])).status_code

    assert status("dossiers.person", other.pk) == HTTPStatus.OK
    assert status("dossiers.person", me.pk) == HTTPStatus.NOT_FOUND
    assert status("access.account", opened.pk) == HTTPStatus.NOT_FOUND
    assert client.get(reverse("office:entry")).context["total"] == 1


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_a_subject_nobody_wrote_about_has_no_story(client, pk):
    signed_in(client, Role.AUDITOR)

    answer = client.get(f"/office/story/visits.segment/{pk}/")

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("language", "deeds", "door"),
    [
        ("zh-hans", {"修改片", "作废片"}, "网页"),
        ("en", {"Amended Segment", "Voided Segment"}, "Web page"),
    ],
)
def test_deeds_and_doors_are_told_in_words_with_their_codes(client, language, deeds, door):
    lived()
    signed_in(client, Role.AUDITOR)

    page = client.get(reverse("office:entry"), headers={"accept-language": language})

    facets = {facet.name: facet.options for facet in page.context["facets"]}
    assert {option.label for option in facets["deed"]} >= deeds
    assert "visits.segment.voided" in {option.code for option in facets["deed"]}
    assert door in {option.label for option in facets["door"]}
    newest = client.get(page.context["lines"][0].url, headers={"accept-language": language})
    assert f"{door}（web）" in newest.content.decode() or f"{door} (web)" in newest.content.decode()


def test_entries_are_filtered_by_who_deed_and_period(client):
    lived()
    signed_in(client, Role.AUDITOR)

    def total(**parameters):
        return client.get(reverse("office:entry"), parameters).context["total"]

    assert total() == 2
    assert total(q="王干事") == 2
    assert total(deed="visits.segment.voided") == 1
    assert total(written_begins="2000-01-01", written_ends="2000-12-31") == 0
