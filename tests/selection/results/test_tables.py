"""The tables about judges beside a result: who reads which, worked out once, the large ones by the worker."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.kernel.errors import Forbidden
from qingmiao.selection.results import services
from qingmiao.selection.results.models import Tables
from qingmiao.selection.results.services import tables
from tests.factories import house, results
from tests.factories.results import ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """Six plates and four judges, one of them severe."""
    place = results.ring(entries=6, judges=4)
    marks = {
        no: [[f"{70 + 3 * no + j - 8 * (j == 3)}", f"{68 + 3 * no - j}"] for j in range(4)]
        for no in range(1, 7)
    }
    results.marked(place, place.stages[0], marks)
    found = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)
    return place, found


def test_a_small_contest_is_worked_out_at_once_and_once(made):
    place, found = made

    kept = tables.ask_tables(actor=place.desk, computation_id=found.pk)
    again = tables.ask_tables(actor=place.witness, computation_id=found.pk)

    assert (kept.state, kept.step) == ("done", 5)
    assert again == kept
    assert [one["judge"] for one in kept.content["facets"]["judges"]] == [
        "J01",
        "J02",
        "J03",
        "J04",
    ]
    severity = {one["judge"]: one["severity"] for one in kept.content["facets"]["judges"]}
    assert max(severity, key=severity.__getitem__) == "J04"
    assert len(kept.content["left_out"]) == 4
    assert {one["entry"] for one in kept.content["bands"]} == {"1", "2", "3", "4", "5", "6"}


def test_tables_never_change_the_result(made):
    place, found = made
    before = (found.output, found.output_digest)

    tables.ask_tables(actor=place.desk, computation_id=found.pk)

    found.refresh_from_db()
    assert (found.output, found.output_digest) == before


def test_a_large_contest_waits_for_the_worker(made, monkeypatch):
    place, found = made
    monkeypatch.setattr(tables, "AT_ONCE", 0)

    kept = tables.ask_tables(actor=place.desk, computation_id=found.pk)
    assert (kept.state, kept.step) == ("waiting", 0)
    steps = 1
    while tables.work_out(actor=place.desk, tables_id=kept.pk):
        steps += 1
    assert steps == 5

    kept.refresh_from_db()
    assert (kept.state, kept.step) == ("done", 5)


def test_tables_that_are_worked_out_stand(made):
    place, found = made
    kept = tables.ask_tables(actor=place.desk, computation_id=found.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        Tables.objects.filter(pk=kept.pk).update(step=1)


def test_judges_and_district_leaders_read_no_tables(made):
    _place, found = made

    for nobody in (house.actor(Role.DISTRICT_LEADER), house.actor(Role.CADRE)):
        with pytest.raises(Forbidden):
            tables.ask_tables(actor=nobody, computation_id=found.pk)


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.CONTEST_SUPERVISOR, True), (Role.CONTEST_SECRETARY, False)]
)
def test_indicators_are_for_the_supervisor_with_their_error_rate(client, made, role, sees):
    place, found = made
    tables.ask_tables(actor=place.desk, computation_id=found.pk)
    house.signed_in(client, role, matter=(ScopeKind.CONTEST, place.contest.pk))

    shown = client.get(reverse("results:tables", args=[found.pk])).content.decode()

    assert "评委宽严" in shown
    assert ("只是迹象，不是结论" in shown) == sees


def test_the_page_asks_by_one_press(client, made):
    place, found = made
    house.signed_in(client, Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk))
    url = reverse("results:tables", args=[found.pk])

    assert "计算评委统计" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert Tables.objects.get().state == "done"


def test_figures_that_are_none_become_nothing():
    assert tables.finite({"a": [float("nan"), 1.5, (float("inf"), "x")]}) == {
        "a": [None, 1.5, [None, "x"]]
    }
