"""评委履历: what it says, how several contests become one figure, and who never reads it."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.selection.judging.models import Judge
from qingmiao.selection.results import services
from qingmiao.selection.results.queries.history import histories_of, history_of
from qingmiao.selection.results.rules.history import agreement_with_others, correlation, pooled
from qingmiao.selection.results.services.publishing import Fields
from qingmiao.selection.results.services.tables import ask_tables
from tests.factories import house, judging, results
from tests.factories.results import AFTER, ON

STRICT = {
    1: ("60", "80", "82"),
    2: ("70", "90", "91"),
    3: ("65", "85", "84"),
    4: ("55", "76", "75"),
}


def over(state="archived", marks=STRICT):
    """A past contest whose first judge is stricter than the others, with its tables."""
    place = results.ring(entries=len(marks))
    results.marked(
        place, place.stages[0],
        {plate: [[each, each] for each in given] for plate, given in marks.items()},
    )  # fmt: skip
    made = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)
    services.open_objections(
        actor=place.desk, contest_id=place.contest.pk, until=None, fields=Fields(), on=ON
    )
    services.conclude_contest(
        actor=place.leader, contest_id=place.contest.pk, reason="同意", on=AFTER
    )
    ask_tables(actor=place.officer, computation_id=made.pk)
    return place


class TestOneFigureOfMany:
    def test_one_contest_is_itself(self):
        found = pooled([(0.4, 0.2)])

        assert (found.mean, found.se, found.spread) == (pytest.approx(0.4), pytest.approx(0.2), 0)

    def test_the_worked_example_of_the_document(self):
        found = pooled([(0.62, 0.12), (0.30, 0.20), (0.95, 0.25)])

        assert round(found.mean, 2) == 0.60
        assert round(found.se, 2) == 0.15
        assert round(found.spread, 2) == 0.19

    def test_nothing_measured_is_no_figure(self):
        assert pooled([]) is None

    @given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.05, 2)), min_size=1, max_size=12))
    def test_the_mean_lies_between_and_disagreement_never_narrows_the_error(self, estimates):
        found = pooled(estimates)
        values = [value for value, _se in estimates]
        narrowest = (1 / sum(1 / se**2 for _value, se in estimates)) ** 0.5

        assert min(values) - 1e-9 <= found.mean <= max(values) + 1e-9
        assert found.se >= narrowest - 1e-9
        assert found.spread >= 0

    @given(st.floats(-2, 2), st.lists(st.floats(0.05, 1), min_size=2, max_size=8))
    def test_contests_that_agree_add_up(self, value, errors):
        found = pooled([(value, se) for se in errors])

        assert found.mean == pytest.approx(value)
        assert found.se <= min(errors) + 1e-9


class TestAgreement:
    @given(st.lists(st.integers(0, 100), min_size=3, max_size=20, unique=True))
    def test_whoever_gives_what_the_others_give_agrees_whole(self, totals):
        output = {
            "entries": [
                {"entry": str(no), "stages": [{"stage": "", "groups": [{"group": "", "judges": [
                    {"judge": "J01", "total": float(total) / 2},
                    {"judge": "J02", "total": float(total)},
                ]}]}]}
                for no, total in enumerate(totals)
            ]
        }  # fmt: skip

        assert agreement_with_others(output, "J01") == pytest.approx(1)
        assert agreement_with_others(output, "J09") is None

    def test_two_entries_or_marks_all_alike_say_nothing(self):
        assert correlation([(1, 2), (2, 3)]) is None
        assert correlation([(5, 1), (5, 2), (5, 3)]) is None


@pytest.mark.django_db
class TestWhatItSays:
    def test_the_same_expert_over_two_contests(self):
        first, second = over(), over()
        row = first.judges[0]
        judging.conflict(second.judges[0], second.entries[0])

        found = history_of(actor=first.officer, judge_id=row.pk)

        assert [each.contest for each in found.contests] == [
            str(second.contest), str(first.contest)
        ]  # fmt: skip
        assert found.severity.count == 2
        assert found.severity.mean > 0
        assert found.severity.se < found.contests[0].se
        assert found.agreement > 0.9
        assert (found.entries, found.competed, found.hard) == (8, 8, 1)

    def test_a_contest_without_a_final_result_is_not_in_it(self):
        place = results.ring(entries=3)

        found = history_of(actor=place.officer, judge_id=place.judges[0].pk)

        assert (found.contests, found.severity, found.agreement) == ((), None, None)

    def test_a_secretary_reads_judges_of_the_own_contest_wherever_they_sat(self):
        past, now = over(), results.ring(entries=2)

        lines = histories_of(actor=now.desk)

        assert {line.name for line in lines} == {judge.name for judge in now.judges}
        assert [each.contest for each in lines[0].contests] == [str(past.contest)]
        assert histories_of(actor=past.witness) == []
        assert histories_of(actor=past.leader) == []


def page_of(client, role, place, name, *arguments):
    matter = (ScopeKind.CONTEST, place.contest.pk)
    of_contest = role in (Role.CONTEST_SECRETARY, Role.CONTEST_SUPERVISOR, Role.JUDGE)
    house.signed_in(client, role, matter=matter if of_contest else None)
    return client.get(reverse(name, args=arguments))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.OFFICER, True), (Role.CONTEST_SECRETARY, True), (Role.DEPARTMENT_LEADER, False),
        (Role.DISTRICT_LEADER, False), (Role.CONTEST_SUPERVISOR, False), (Role.JUDGE, False),
        (Role.AUDITOR, False), (Role.CADRE, False),
    ],
)  # fmt: skip
def test_it_is_for_the_secretariat_alone(client, role, reads):
    place = over()
    row = place.judges[0]

    told = page_of(client, role, place, "results:judge-history", row.pk)
    all_ = page_of(client, role, place, "results:judge-histories")

    assert told.status_code == (200 if reads else 404)
    assert all_.status_code == (200 if reads else 404)
    url = reverse("results:judge-history", args=[row.pk])
    for name, arguments in (("judging:judge-detail", [row.pk]), ("results:index", [])):
        shown = client.get(reverse(name, args=arguments)).content.decode()
        assert (url in shown or reverse("results:judge-histories") in shown) == reads, name


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_contests_as_for_one(
    client, count, django_assert_num_queries
):
    places = [over() for _ in range(count)]
    house.signed_in(client, Role.OFFICER)
    client.get(reverse("results:judge-histories"))

    with django_assert_num_queries(10):
        told = client.get(reverse("results:judge-histories"))

    assert Judge.objects.count() == 3 * len(places)
    assert told.status_code == 200
