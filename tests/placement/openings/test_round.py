"""A round from the choice of openings to proposed postings, by two people."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.models import Entry
from qingmiao.placement.openings.enums import RoundState, Stance
from qingmiao.placement.openings.models import Candidate, Round, Solution
from qingmiao.placement.openings.queries import round as questions
from qingmiao.placement.openings.services import round as services
from qingmiao.placement.postings.models import Posting
from tests.factories.ground import TODAY, client_of, officer, person, unit
from tests.factories.placement import matching_round, opening, posting, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def hand():
    return officer()


@pytest.fixture
def chief():
    return replace(officer(), account_id=9_999_999, name="部长")


def solved(hand, around):
    return services.solve_round(actor=hand, round_id=around.pk)


def lines(hand, solution):
    shown = questions.shown_lines(actor=hand, solution=solution)
    return {line.name: line for line in shown}


def test_from_wishes_to_proposed_postings(hand, chief):
    there = opening("报建专班", develops="project", priority="1")
    liked = person("李明", at=unit("区财政局"))
    wish(liked, there)
    old = person("王芳", at=unit("区统计局"), birth=date(1970, 1, 1))
    there.age_most = 40
    there.save()
    around = matching_round()
    services.choose_openings(actor=hand, round_id=around.pk, opening_ids=[there.pk], must=[])
    added = [
        services.add_candidates(
            actor=hand, round_id=around.pk, tiers=[], from_wishes=from_wishes,
            person_id=one, on=TODAY,
        )
        for from_wishes, one in ((True, None), (False, old.pk))
    ]  # fmt: skip

    solution = solved(hand, around)
    told = lines(hand, solution)

    assert added == [1, 1]
    assert (solution.number, solution.status, solution.objective) == (1, "optimal", -12.0)
    assert [(each["kind"], each["points"]) for each in told["李明"].credits] == [
        ("gap", 5.0), ("priority", 4.0), ("wish", 3.0),
    ]  # fmt: skip
    assert [each["kind"] for each in told["王芳"].hindrances] == ["age"]
    assert told["王芳"].nearest == str(there)
    assert not Posting.objects.exists()

    services.propose_round(actor=hand, round_id=around.pk)
    with pytest.raises(Refused, match="提请人不能审批"):
        services.approve_round(actor=hand, round_id=around.pk, on=TODAY)
    services.approve_round(actor=chief, round_id=around.pk, on=TODAY)

    [row] = Posting.objects.all()
    assert (row.person, row.state, row.home_unit, row.host_unit) == (
        liked, "proposed", liked.unit, there.host_unit,
    )  # fmt: skip
    assert (row.begins, row.planned_end, row.place) == (there.begins, there.ends, "报建专班")
    deeds = [
        "openings_chosen", "candidates_chosen", "candidates_chosen", "solved", "moved", "approved",
    ]  # fmt: skip
    found = Entry.objects.filter(deed__startswith="openings.round.").order_by("pk")
    assert [entry.deed.rpartition(".")[2] for entry in found] == deeds


def test_pinned_and_excluded_people_are_solved_around_and_versions_stay(hand):
    first, second = opening(), opening()
    a, b = person("李明"), person("王芳")
    wish(a, first)
    wish(b, first)
    around = matching_round(openings=[first, second], people=[a, b])
    one, two = Candidate.objects.order_by("pk")

    services.decide_candidate(
        actor=hand,
        candidate_id=two.pk,
        stance=Stance.PINNED,
        opening_id=first.pk,
        reason="熟悉情况",
    )
    services.decide_candidate(
        actor=hand, candidate_id=one.pk, stance=Stance.EXCLUDED, opening_id=None, reason="正在休养"
    )
    pinned = lines(hand, solved(hand, around))
    services.decide_candidate(
        actor=hand, candidate_id=one.pk, stance=Stance.OPEN, opening_id=None, reason=""
    )
    opened = lines(hand, solved(hand, around))

    assert (pinned["王芳"].opening_id, pinned["李明"].opening_id) == (first.pk, None)
    assert [each["kind"] for each in pinned["李明"].hindrances] == ["excluded"]
    assert (opened["王芳"].opening_id, opened["李明"].opening_id) == (first.pk, second.pk)
    assert [each.number for each in Solution.objects.filter(round=around)] == [2, 1]
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        connection.cursor().execute("UPDATE openings_solution SET status = 'optimal'")


def test_rules_that_conflict_are_named_and_nothing_can_be_proposed(hand):
    home = unit("区财政局")
    there, other = opening("报建专班", places=2), opening()
    around = matching_round(
        openings=[there, other], people=[person("李明", at=home), person("王芳", at=home)],
        unit_most=1, must=[there],
    )  # fmt: skip

    solution = solved(hand, around)

    told = [line.told for line in questions.shown_conflict(actor=hand, solution=solution)]
    assert solution.status == "infeasible"
    assert told == [f"“{there}”至少 2 人", f"“区财政局（{home.pk}）再派”至多 1 人"]
    with pytest.raises(Refused, match="还没有可行的求解结果"):
        services.propose_round(actor=hand, round_id=around.pk)


def test_a_pin_goes_over_no_hard_rule(hand):
    there = opening()
    who = person(at=there.host_unit)
    matching_round(openings=[there], people=[who])
    [candidate] = Candidate.objects.all()

    for reason, message in (("", "须写明理由"), ("急用", "不能指定：本单位回避")):
        with pytest.raises(Refused, match=message):
            services.decide_candidate(
                actor=hand, candidate_id=candidate.pk, stance=Stance.PINNED, opening_id=there.pk,
                reason=reason,
            )  # fmt: skip


def test_what_changed_since_is_solved_again(hand, chief):
    there, who = opening(), person()
    around = matching_round(openings=[there], people=[who])
    solved(hand, around)
    services.propose_round(actor=hand, round_id=around.pk)
    posting(who, begins=date(2097, 1, 1))

    with pytest.raises(Refused, match="退回重新求解"):
        services.approve_round(actor=chief, round_id=around.pk, on=TODAY)
    services.end_round(actor=chief, round_id=around.pk, state=RoundState.DRAFT, reason="情况有变")

    around.refresh_from_db()
    assert (around.state, around.proposed_by) == ("draft", None)
    with pytest.raises(Refused, match="重新求解"):
        services.propose_round(actor=hand, round_id=around.pk)


def test_who_is_considered_or_kin_neither_reads_the_line_nor_decides(hand, chief):
    there, me, other = opening(places=2), person("李明"), person("王芳")
    around = matching_round(openings=[there], people=[me, other])
    solution = solved(hand, around)
    myself = replace(chief, person_id=me.pk)

    assert set(lines(myself, solution)) == {"王芳"}
    with pytest.raises(Refused, match="涉及您本人或亲属"):
        services.propose_round(actor=myself, round_id=around.pk)
    services.propose_round(actor=hand, round_id=around.pk)
    with pytest.raises(Refused, match="涉及您本人或亲属"):
        services.approve_round(actor=myself, round_id=around.pk, on=TODAY)


def test_the_database_knows_that_two_hands_are_needed():
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            title="x", on=TODAY, state="approved", proposed_by=7, approved_by=7, approved_on=TODAY
        )


@pytest.mark.django_db(transaction=True)
def test_two_rounds_and_one_person(race, hand, chief):
    who = person()
    rounds = [matching_round(openings=[opening()], people=[who]) for _ in range(2)]
    for around in rounds:
        solved(hand, around)
        services.propose_round(actor=hand, round_id=around.pk)

    def approve(around):
        services.approve_round(actor=chief, round_id=around.pk, on=TODAY)

    answers = race(approve, rounds)

    assert answers == ["entered", "提请之后有关情况有变化，请退回重新求解"]
    assert Posting.objects.filter(person=who).count() == 1


def test_the_page_leads_through_the_round(hand):
    client = client_of(Role.OFFICER)
    there, who = opening("报建专班"), person("李明")
    around = matching_round()
    detail = reverse("openings:round-detail", args=[around.pk])
    url = {name: reverse(f"openings:round-{name}", args=[around.pk]) for name in ("openings", "candidates", "solve")}  # fmt: skip

    assert client.post(url["openings"], {}).status_code == 422
    assert client.post(url["openings"], {"openings": [there.pk]}).status_code == 302
    assert client.post(url["candidates"], {"person": f"#{who.pk}"}).status_code == 302
    assert client.post(url["solve"]).status_code == 302
    page = client.get(detail)
    own = client.post(reverse("openings:round-step", args=[around.pk, "propose"]))
    blocked = client.post(reverse("openings:round-step", args=[around.pk, "approve"]))

    assert [line.name for line in page.context["pairs"]] == ["李明"]
    assert page.context["is_optimal"]
    assert (own.status_code, blocked.status_code) == (302, 422)
    assert client_of(Role.UNIT_SECRETARY, at=who.unit).get(detail).status_code == 404
