"""The page of the tree: whoever reads the ledger reads it, takes proofs away, has it checked."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.ledger.enums import Fault
from qingmiao.ledger.models import Entry, Head, Verification
from qingmiao.ledger.rules.notes import notes_in
from qingmiao.ledger.services import sequence
from qingmiao.ledger.tasks import read_again
from qingmiao.people.dossiers.services.dossier import note_view
from tests.factories.house import officer, person, signed_in

AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
TREE = reverse("office:tree")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heads_of_this_test(settings, tmp_path):
    settings.LEDGER_HEADS = tmp_path / "heads.txt"


@pytest.fixture
def entry():
    note_view(actor=officer(), person=person("林若曦"))
    sequence(at=AT)
    return Entry.objects.get(sentence__contains="林若曦")


def test_an_empty_tree_says_what_to_see_to(client):
    signed_in(client, Role.AUDITOR)
    Entry.objects.all()  # nothing was placed yet

    page = client.get(TREE).content.decode()

    assert "后台任务每分钟给新记录编号" in page
    assert "每天夜里自动核对一次" in page


def test_the_newest_head_stands_there_word_for_word(client, entry):
    signed_in(client, Role.AUDITOR)

    page = client.get(TREE)

    head = Head.objects.get()
    assert head.note.split("\n")[2] in page.content.decode()
    assert page.context["key"] in page.content.decode()
    kept = client.get(reverse("office:tree-heads"))
    assert list(notes_in(kept.content.decode())) == [head.note]


def test_a_proof_goes_to_whoever_may_read_the_deed_and_to_nobody_else(client, entry):
    url = reverse("office:entry-proof", args=[entry.pk])

    signed_in(client, Role.AUDITOR)
    told = json.loads(client.get(url).content)
    assert told["entry"]["sentence"] == entry.sentence
    assert url in client.get(reverse("office:entry-detail", args=[entry.pk])).content.decode()
    signed_in(client, Role.OFFICER)
    assert client.get(url).status_code == 404


def test_growth_is_shown_from_a_head_there_is(client, entry):
    signed_in(client, Role.AUDITOR)
    size = Head.objects.get().size
    note_view(actor=officer(), person=person("陈明"))
    sequence(at=AT)

    told = json.loads(client.get(reverse("office:tree-growth", args=[size])).content)

    assert told["old"] != told["new"]
    assert client.get(reverse("office:tree-growth", args=[size + 99])).status_code == 404
    assert client.get(reverse("office:tree-growth", args=[2**70])).status_code == 404


def test_checking_is_handed_to_the_worker_once(client, entry):
    signed_in(client, Role.AUDITOR)

    first = client.post(reverse("office:tree-verify"), follow=True)
    again = client.post(reverse("office:tree-verify"), follow=True)

    assert "已交后台核对" in first.content.decode()
    assert "已有一次核对在排队" in again.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'ledger.verify'")
        assert cursor.fetchone() == (1,)


def test_what_a_check_found_is_told_in_words(client, entry):
    signed_in(client, Role.AUDITOR)
    read_again()
    assert "全部相符" in client.get(TREE).content.decode()
    Verification.objects.create(
        began_at=AT, ended_at=AT, size=9, heads=1,
        findings=[{"fault": "entry_changed", "where": "7"}, {"fault": "more", "where": "3"}],
    )  # fmt: skip

    page = client.get(TREE).content.decode()

    assert f"7：{Fault.ENTRY_CHANGED.label}" in page
    assert "另有 3 处" in page


@pytest.mark.parametrize("heads", [1, 3])
def test_the_page_asks_as_often_for_three_heads_as_for_one(
    client, heads, django_assert_num_queries
):
    signed_in(client, Role.AUDITOR)
    for number in range(heads):
        note_view(actor=officer(), person=person(f"林若曦{number}"))
        sequence(at=AT)
    client.get(TREE)

    with django_assert_num_queries(8):
        client.get(TREE)
