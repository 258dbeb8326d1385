"""What a result is computed from: signed, newest, by label."""

from decimal import Decimal

import pytest

from qingmiao.engines.scoring.contracts import Mark
from qingmiao.selection.judging.models import Correction, Score
from qingmiao.selection.judging.queries import judges_of, marks_of, missing_of
from tests.factories import judging

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return judging.arena(entries=2, judges=2)


def test_marks_go_by_plate_label_and_name(place):
    [first, *_rest] = judging.everybody(place)
    judging.sheet(first, "88.5", "90")

    found = marks_of(contest_id=place.contest.pk)

    scores = Score.objects.order_by("pk")
    assert found == [
        Mark(
            row=score.pk, entry="1", judge="J01", criterion=name, score=Decimal(value),
            stage="路演", group="专家评委",
        )
        for score, name, value in zip(scores, ["策划", "表达"], ["88.5", "90"], strict=True)
    ]  # fmt: skip


def test_a_draft_is_no_mark_and_is_missing(place):
    [first, second, *_rest] = judging.everybody(place)
    judging.sheet(first, "88.5", "90")
    judging.sheet(second, state="draft", signed_at=None, signed_by="", salt="", commitment="")

    missing = missing_of(contest_id=place.contest.pk)

    assert {mark.judge for mark in marks_of(contest_id=place.contest.pk)} == {"J01"}
    assert [(row.entry, row.judge, row.state) for row in missing] == [
        ("1", "J02", "draft"),
        ("2", "J01", ""),
        ("2", "J02", ""),
    ]


def test_a_correction_takes_the_place_of_what_it_corrects(place):
    [first, *_rest] = judging.everybody(place)
    signed = judging.sheet(first, "88.5", "90")
    made = Correction.objects.create(
        sheet=signed, criterion=place.criteria[0], value=Decimal(80), reason="写错", state="made",
        asked_by_account=1, decided_by_account=2, decided_at=judging.ENDED,
    )  # fmt: skip
    Score.objects.create(
        sheet=signed, criterion=place.criteria[0], value=80, version=2, correction=made
    )

    found = marks_of(contest_id=place.contest.pk)

    assert {mark.criterion: mark.score for mark in found} == {"策划": 80, "表达": 90}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"state": "withdrawn"}, id="withdrawn after it was scored"),
        pytest.param({"state": "disqualified"}, id="disqualified"),
        pytest.param({"voided_at": judging.ENDED, "void_reason": "错"}, id="void"),
    ],
)
def test_who_left_has_neither_marks_nor_missing_sheets(place, changes):
    [first, *_rest] = judging.everybody(place)
    judging.sheet(first, "88.5", "90")
    type(place.entries[0]).objects.filter(pk=place.entries[0].pk).update(**changes)

    assert marks_of(contest_id=place.contest.pk) == []
    assert {row.entry for row in missing_of(contest_id=place.contest.pk)} == {"2"}


def test_sheets_of_a_removed_judge_stay_and_the_rest_are_no_longer_theirs(place):
    [first, _second, third, _fourth] = judging.everybody(place)
    judging.sheet(first, "88.5", "90")
    for row, ended in ((third, {"state": "dropped", "ended_at": judging.ENDED}),):
        type(row).objects.filter(pk=row.pk).update(**ended, end_reason="评委退出")

    [one, two] = judges_of(place.contest.pk)

    assert len(marks_of(contest_id=place.contest.pk)) == 2
    assert (one.label, one.signed, one.assigned) == ("J01", 1, 1)
    assert (two.label, two.signed, two.assigned) == ("J02", 0, 2)


@pytest.mark.parametrize("entries", [1, 3])
def test_questions_do_not_grow(entries, django_assert_num_queries):
    place = judging.arena(entries=entries, judges=2)
    for row in judging.everybody(place):
        judging.sheet(row, "88.5", "90")

    with django_assert_num_queries(3):
        marks_of(contest_id=place.contest.pk)
        missing_of(contest_id=place.contest.pk)
        judges_of(place.contest.pk)


def test_another_contest_has_its_own(place):
    other = judging.arena(entries=1, judges=1)
    [first] = judging.everybody(other)
    judging.sheet(first, "70", "70")

    assert marks_of(contest_id=place.contest.pk) == []
