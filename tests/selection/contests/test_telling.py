"""What a contest tells the demand it answers, and who may know which demand that is."""

from datetime import date

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel import clock
from qingmiao.registers.services import amend, void
from qingmiao.selection.contests import services
from qingmiao.selection.contests.models import JudgeGroup, TieStep
from qingmiao.selection.contests.register import CONTESTS, ENTRIES
from qingmiao.selection.demands.models import Discovery
from tests.factories.demands import demand
from tests.factories.house import TODAY, district, officer, signed_in
from tests.factories.selection import contest, entry

pytestmark = pytest.mark.django_db
STANDING = {"retracted_at__isnull": True}


@pytest.fixture
def found():
    """A concluded contest that answers a demand, with one shortlisted and one not."""
    asked = demand(title="经开区班子缺懂项目的年轻干部")
    of = contest(demand=asked, state="final", result_on=date(2026, 5, 1), shortlist_size=2)
    first = entry(of, state="ranked", place=1, is_shortlisted=True)
    entry(of, state="ranked", place=2)
    services.note_contest(actor=officer(), contest=of)
    return asked, of, first


def standing(of):
    rows = Discovery.objects.filter(demand=of, **STANDING)
    return list(rows.values_list("person_id", "found_by", "found_on"))


def change(row, register, **values):
    amend(actor=officer(), register=register, pk=row.pk, values=values, version=None, on=TODAY)


def test_whoever_is_shortlisted_was_found_for_the_demand(found):
    asked, _of, first = found

    assert standing(asked) == [(first.person_id, "contest", date(2026, 5, 1))]


def test_a_demand_hears_when_it_is_no_longer_so(found):
    asked, of, first = found
    other = demand()

    change(of, CONTESTS, demand=other)
    moved = (standing(asked), len(standing(other)))
    change(first, ENTRIES, is_shortlisted=False)
    gone = standing(other)
    change(first, ENTRIES, is_shortlisted=True)
    void(actor=officer(), register=ENTRIES, pk=first.pk, reason="重复登记", at=clock.now())

    assert moved == ([], 1)
    assert gone == []
    assert standing(other) == []


def test_whoever_withdraws_is_found_no_more(found):
    asked, of, first = found
    type(of).objects.filter(pk=of.pk).update(state="provisional", rule_digest="d",
        rule_frozen_by="赛务秘书", rule_frozen_at="2026-04-01T09:00:00Z")  # fmt: skip

    services.withdraw_entry(actor=officer(), entry_id=first.pk, reason="调离", on=TODAY)

    assert standing(asked) == []


@pytest.mark.parametrize("role", [Role.UNIT_SECRETARY, Role.DISTRICT_LEADER, Role.CADRE])
def test_only_the_department_reads_which_demand_a_contest_answers(client, found, role):
    asked, of, _first = found
    signed_in(client, role)
    pages = [
        reverse("contests:contest"),
        reverse("contests:contest-detail", args=[of.pk]),
        reverse("contests:notice", args=[of.pk]),
    ]

    assert [url for url in pages if asked.title in client.get(url).content.decode()] == []


def test_the_department_reads_it(client, found):
    asked, of, _first = found
    signed_in(client, Role.OFFICER)

    assert (
        asked.title in client.get(reverse("contests:contest-detail", args=[of.pk])).content.decode()
    )


def test_groups_and_tie_steps_are_filtered_by_contest_and_kind(client):
    district()
    one, two = contest(), contest()
    JudgeGroup.objects.create(contest=one, name="专家评委", weight=100)
    JudgeGroup.objects.create(contest=two, name="大众评委", aggregation="median", drop=0)
    TieStep.objects.create(contest=one, position=1, by="median")
    TieStep.objects.create(contest=two, position=1, by="unrounded_total")
    signed_in(client, Role.OFFICER)

    def shown(noun, **wanted):
        return client.get(reverse(f"contests:{noun}"), wanted).context["total"]

    assert [
        shown("group"),
        shown("group", contest=one.pk),
        shown("group", aggregation="median"),
    ] == [2, 1, 1]
    assert [shown("tie"), shown("tie", contest=two.pk), shown("tie", by="median")] == [2, 1, 1]
