"""The results desk in the browser: from sealed marks to the published result, by role accounts."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.kernel import clock
from qingmiao.selection.results.models import Computation, Objection, Publication
from tests.factories import house, results

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(monkeypatch):
    """The day on which somebody asks."""

    def on(day):
        monkeypatch.setattr(clock, "today", lambda: day)

    on(results.ON)
    return on


def signed_in(client, role, place, **options):
    matter = (ScopeKind.CONTEST, place.contest.pk)
    of_contest = role in (Role.CONTEST_SECRETARY, Role.CONTEST_SUPERVISOR)
    return house.signed_in(client, role, matter=matter if of_contest else None, **options)


def post(client, name, pk, **data):
    answer = client.post(reverse(f"results:{name}", args=[pk]), data)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def test_a_contest_is_played_from_sealed_marks_to_the_published_result(client, place, days):
    of = place.contest.pk
    board = reverse("results:board", args=[of])
    signed_in(client, Role.CONTEST_SECRETARY, place)
    shown = client.get(board).content.decode()
    assert "所需内容已经齐全" in shown
    assert reverse("results:announce", args=[of]) in shown
    post(client, "stage-compute", place.stages[0].pk)
    post(client, "announce", of)
    assert str(place.entries[1].person) in client.get(board).content.decode()
    post(client, "objections", of, reach="all", shows_names="on", shows_totals="on", until="")

    contestant = house.account(who=place.entries[0].person)
    house.grant(contestant, Role.CADRE, matter=(ScopeKind.OWN, place.entries[0].person_id))
    client.force_login(contestant)
    [made] = Publication.objects.all()
    notice = client.get(reverse("results:publication", args=[made.pk])).content.decode()
    assert reverse("results:object", args=[place.entries[0].pk]) in notice
    assert reverse("results:object", args=[place.entries[1].pk]) not in notice
    post(client, "object", place.entries[0].pk, grounds="漏记一项")
    [objection] = Objection.objects.all()

    signed_in(client, Role.OFFICER, place)
    post(client, "objection", objection.pk, answer="dismissed", text="查无漏记")
    days(results.AFTER)
    signed_in(client, Role.DEPARTMENT_LEADER, place)
    post(client, "conclude", of, reason="同意")
    signed_in(client, Role.CONTEST_SECRETARY, place)
    post(client, "publish", of, reach="shortlist", shows_names="on")

    client.force_login(house.holder(Role.UNIT_SECRETARY, over=place.entries[1].unit))
    final = Publication.objects.get(kind="final")
    told = client.get(reverse("results:publication", args=[final.pk])).content.decode()
    assert str(place.entries[1].person) in told
    assert str(place.entries[0].person) not in told
    assert "90.00" not in told  # totals were not published
    place.contest.refresh_from_db()
    assert place.contest.state == "final"


def test_everything_that_is_missing_is_told_at_once_and_nothing_moves(client, days):
    place = results.ring()
    signed_in(client, Role.CONTEST_SECRETARY, place)

    answer = client.post(reverse("results:announce", args=[place.contest.pk]), follow=True)

    assert "“路演”还没有封存评分" in answer.content.decode()
    assert not Computation.objects.exists()


def test_a_refused_form_comes_back_with_its_reasons(client, place, days):
    signed_in(client, Role.CONTEST_SECRETARY, place)
    post(client, "announce", place.contest.pk)

    answer = client.post(reverse("results:again", args=[place.contest.pk]), {"reason": ""})

    assert answer.status_code == 422
    assert "请写明重新计算的理由" in answer.content.decode()


def test_while_a_contest_is_judged_results_are_read_by_plate(client, place, days):
    signed_in(client, Role.CONTEST_SECRETARY, place)
    post(client, "stage-compute", place.stages[0].pk)
    [made] = Computation.objects.all()

    shown = client.get(reverse("results:computation", args=[made.pk])).content.decode()

    assert "90.00" in shown
    assert not any(str(entry.person) in shown for entry in place.entries)


def test_the_exported_files_give_the_same_figures_by_the_command(client, place, days, tmp_path):
    signed_in(client, Role.CONTEST_SECRETARY, place)
    post(client, "announce", place.contest.pk)
    made = Computation.objects.get(purpose="provisional")
    files = {}
    for kind in ("csv", "json"):
        answer = client.post(reverse("results:file", args=[made.pk, kind]))
        assert answer["Content-Disposition"].endswith(f'.{kind}"')
        files[kind] = tmp_path / f"it.{kind}"
        files[kind].write_bytes(answer.content)

    said = io.StringIO()
    call_command(
        "contest", "score", str(files["csv"]), rule=str(files["json"]), json=True, stdout=said
    )

    assert json.loads(said.getvalue())["entries"] == made.output["entries"]
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text())))
    assert len(rows) == 18
    assert list(rows[0]) == ["entry", "judge", "criterion", "score", "stage", "group"]


def test_raw_marks_are_not_for_readers_of_the_district(client, place, days):
    signed_in(client, Role.CONTEST_SECRETARY, place)
    post(client, "announce", place.contest.pk)
    made = Computation.objects.get()
    house.signed_in(client, Role.DISTRICT_LEADER)

    page = client.get(reverse("results:computation", args=[made.pk]))

    assert page.status_code == 200
    assert "J01" not in page.content.decode()
    assert client.post(reverse("results:file", args=[made.pk, "csv"])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_published_result_asks_as_often_for_three_entries_as_for_one(
    client, count, days, django_assert_num_queries
):
    place = results.ring(entries=count)
    marks = {no: results.alike(f"{60 + no}", 3) for no in range(1, count + 1)}
    results.marked(place, place.stages[0], marks)
    signed_in(client, Role.CONTEST_SECRETARY, place)
    post(client, "announce", place.contest.pk)
    post(client, "objections", place.contest.pk, reach="all", shows_names="on", until="")
    [made] = Publication.objects.all()
    client.get(reverse("results:publication", args=[made.pk]))

    with django_assert_num_queries(10):
        client.get(reverse("results:publication", args=[made.pk]))


def test_a_contest_is_not_shown_to_somebody_elses_desk(client, place, days):
    other = results.ring()
    signed_in(client, Role.CONTEST_SECRETARY, other)

    assert client.get(reverse("results:board", args=[place.contest.pk])).status_code == 404
    assert client.post(reverse("results:announce", args=[place.contest.pk])).status_code == 404


def test_a_day_is_asked_in_the_form_of_objections(client, place, days):
    signed_in(client, Role.CONTEST_SECRETARY, place)
    post(client, "announce", place.contest.pk)

    answer = client.post(
        reverse("results:objections", args=[place.contest.pk]),
        {"reach": "all", "until": "2026-03-11"},
    )

    assert answer.status_code == 422
    assert "异议期不少于 5 天" in answer.content.decode()
    assert date(2026, 3, 11) > results.ON
