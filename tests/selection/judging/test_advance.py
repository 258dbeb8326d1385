"""Who competes in which stage: whoever it was decided goes on, and nobody before that."""

import pytest

from qingmiao.kernel.errors import Refused
from qingmiao.selection.judging.models import Assignment
from qingmiao.selection.judging.queries.advance import competing_of
from qingmiao.selection.judging.services.assignment import assign_stage
from tests.factories import judging
from tests.factories.house import TODAY, officer

pytestmark = pytest.mark.django_db
MARKS = {1: "90", 2: "80", 3: "70", 4: "60"}


def plates(place):
    found = competing_of(contest=place.contest)
    return [None if each.plates is None else sorted(each.plates) for each in found]


def assign(stage, entries, at):
    return assign_stage(
        actor=officer(), stage_id=stage.pk, each=None, entry_ids=[e.pk for e in entries],
        on=TODAY, at=at,
    )  # fmt: skip


def test_where_all_go_on_nobody_has_to_decide():
    place, _second = judging.two_rounds()

    assert plates(place) == [[1, 2, 3, 4], [1, 2, 3, 4]]


@pytest.mark.parametrize(
    "first",
    [
        {"advance": "top", "advance_count": 2},
        {"advance": "ratio", "advance_count": 1, "advance_per_place": 3},
        {"advance": "cut", "advance_score": "75"},
        {"advance": "decision"},
    ],
)
def test_it_is_not_known_before_it_is_decided_and_nobody_is_assigned(first, at):
    place, second = judging.two_rounds(**first)
    judging.sealed(place, MARKS)

    assert plates(place) == [[1, 2, 3, 4], None]
    with pytest.raises(Refused) as no:
        assign(second, place.entries, at)
    assert list(no.value.reasons) == ["前面的环节确定晋级名单之后才知道谁参加“面试”"]

    judging.went_on(place.stage, 2, 4)
    assert plates(place) == [[1, 2, 3, 4], [2, 4]]


def test_whoever_withdrew_after_going_on_competes_no_more():
    place, _second = judging.two_rounds(advance="top", advance_count=2)
    judging.went_on(place.stage, 1, 2)
    type(place.entries[0]).objects.filter(pk=place.entries[0].pk).update(state="withdrawn")

    assert plates(place) == [[2, 3, 4], [2]]


def test_those_who_did_not_go_on_are_not_assigned(at):
    place, second = judging.two_rounds(advance="top", advance_count=2)
    judging.sealed(place, MARKS)
    judging.went_on(place.stage, 1, 2)

    with pytest.raises(Refused) as no:
        assign(second, place.entries, at)
    added = assign(second, place.entries[:2], at)

    assert list(no.value.reasons) == ["3、4 号没有晋级“面试”，不能分派"]
    assert added == Assignment.objects.filter(stage=second).count() == 6
