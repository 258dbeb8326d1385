"""Who competes in which stage: by the frozen rule, once the stages before are sealed."""

import pytest

from qingmiao.kernel.errors import Refused
from qingmiao.ledger.models import Entry as Told
from qingmiao.selection.judging.models import Assignment
from qingmiao.selection.judging.queries.advance import competing_in, competing_of
from qingmiao.selection.judging.services.assignment import assign_stage
from tests.factories import judging
from tests.factories.house import TODAY, officer

pytestmark = pytest.mark.django_db


def plates(found):
    return [None if each.plates is None else sorted(each.plates) for each in found]


def assign(stage, entries, at, reason=""):
    return assign_stage(
        actor=officer(), stage_id=stage.pk, each=None, entry_ids=[e.pk for e in entries],
        on=TODAY, at=at, reason=reason,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "marks", "going"),
    [
        pytest.param({}, {1: "90", 2: "80", 3: "70", 4: "60"}, [1, 2, 3, 4], id="all go on"),
        pytest.param(
            {"advance": "top", "advance_count": 2},
            {1: "60", 2: "80", 3: "90", 4: "70"}, [2, 3], id="the first two",
        ),
        pytest.param(
            {"advance": "top", "advance_count": 2},
            {1: "90", 2: "80", 3: "80", 4: "70"}, [1, 2, 3], id="a tie at the last place passes whole",
        ),
        pytest.param(
            {"advance": "ratio", "advance_count": 1, "advance_per_place": 3},
            {1: "90", 2: "80", 3: "75", 4: "70"}, [1, 2, 3], id="one place, three go on",
        ),
        pytest.param(
            {"advance": "cut", "advance_score": "75"},
            {1: "74.99", 2: "75", 3: "90", 4: "10"}, [2, 3], id="the cut counts",
        ),
    ],
)  # fmt: skip
def test_who_goes_on(first, marks, going):
    place, second = judging.two_rounds(**first)
    judging.sealed(place, marks)

    assert plates(competing_of(contest=place.contest)) == [[1, 2, 3, 4], going]
    assert not competing_in(stage=second).is_chosen


def test_it_is_not_known_before_the_seal_and_nobody_is_assigned(at):
    place, second = judging.two_rounds(advance="top", advance_count=2)

    assert plates(competing_of(contest=place.contest)) == [[1, 2, 3, 4], None]
    with pytest.raises(Refused) as no:
        assign(second, place.entries, at)
    assert list(no.value.reasons) == ["前面的环节封存之后才知道谁晋级“面试”"]


def test_whoever_withdrew_after_the_marks_leaves_the_place_to_the_next():
    place, _second = judging.two_rounds(advance="top", advance_count=2)
    judging.sealed(place, {1: "90", 2: "80", 3: "70", 4: "60"})
    type(place.entries[0]).objects.filter(pk=place.entries[0].pk).update(state="withdrawn")

    assert plates(competing_of(contest=place.contest)) == [[2, 3, 4], [2, 3]]


def test_those_who_did_not_go_on_are_not_assigned(at):
    place, second = judging.two_rounds(advance="top", advance_count=2)
    judging.sealed(place, {1: "90", 2: "80", 3: "70", 4: "60"})

    with pytest.raises(Refused) as no:
        assign(second, place.entries, at)
    added = assign(second, place.entries[:2], at)

    assert list(no.value.reasons) == ["3、4 号没有晋级“面试”，不能分派"]
    assert added == Assignment.objects.filter(stage=second).count() == 6


def test_a_decision_is_made_by_name_and_with_a_reason(at):
    place, second = judging.two_rounds(advance="decision")
    judging.sealed(place, {1: "90", 2: "80", 3: "70", 4: "60"})

    assert competing_in(stage=second).is_chosen
    with pytest.raises(Refused) as no:
        assign(second, place.entries[:3], at)
    assign(second, place.entries[:3], at, reason="部务会研究，取前三名")

    assert list(no.value.reasons) == ["“面试”由集体研究决定谁参加，请写明理由"]
    told = Told.objects.filter(deed="judging.stage.assigned").latest("pk")
    assert (told.detail["plates"], told.reason) == ([1, 2, 3], "部务会研究，取前三名")
