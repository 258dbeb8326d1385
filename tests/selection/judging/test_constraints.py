"""What the database itself never lets happen, whoever asks it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from qingmiao.kernel import clock
from qingmiao.selection.contests.models import Criterion
from qingmiao.selection.judging.models import Correction, Score, Sheet
from tests.factories import judging, selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return judging.arena(entries=1, judges=1)


@pytest.fixture
def row(place):
    [row] = judging.everybody(place)
    return row


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param("100.5", "off the scale", id="above the scale"),
        pytest.param("-1", "off the scale", id="below the scale"),
        pytest.param("88.25", "between two steps", id="between two steps"),
    ],
)
def test_a_mark_off_the_scale_never_enters(row, value, said):
    with pytest.raises(DatabaseError, match=said), transaction.atomic():
        judging.sheet(row, value)


def test_a_mark_of_another_stage_never_enters(place, row):
    other = selection.stage(place.contest, order=2)
    with selection.as_it_was_frozen():
        foreign = Criterion.objects.create(stage=other, name="笔试", weight=Decimal(1))
    signed = judging.sheet(row, "88")

    with pytest.raises(DatabaseError, match="another stage"), transaction.atomic():
        Score.objects.create(sheet=signed, criterion=foreign, value=Decimal(80))


def test_a_mark_never_changes_and_never_goes(row):
    judging.sheet(row, "88", "90")

    with pytest.raises(DatabaseError), transaction.atomic():
        Score.objects.update(value=Decimal(99))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE judging_score SET value = 99")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM judging_score")


def test_no_second_mark_without_a_second_signature(place, row):
    signed = judging.sheet(row, "88", "90")
    asked = Correction.objects.create(
        sheet=signed, criterion=place.criteria[0], value=Decimal(80), reason="写错",
        asked_by_account=1,
    )  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(sheet=signed, criterion=place.criteria[0], value=Decimal(80))
    with pytest.raises(DatabaseError, match="second signature"), transaction.atomic():
        Score.objects.create(
            sheet=signed, criterion=place.criteria[0], value=80, version=2, correction=asked
        )
    with pytest.raises(IntegrityError, match="second_signature"), transaction.atomic():
        Correction.objects.update(
            state="made", decided_by_account=1, decided_at=judging.ENDED, answer=""
        )


def test_whoever_keyed_a_paper_sheet_does_not_confirm_it(row):
    with pytest.raises(IntegrityError, match="does_not_confirm"), transaction.atomic():
        judging.sheet(row, "88", is_paper=True, keyed_by_account=7, confirmed_by_account=7)
    with pytest.raises(IntegrityError, match="was_confirmed"), transaction.atomic():
        judging.sheet(row, "88", is_paper=True, keyed_by_account=7)


def test_the_moment_of_signing_is_the_database_s(row):
    signed = judging.sheet(row, "88", signed_at=clock.now() - timedelta(days=9))

    signed.refresh_from_db()

    assert clock.now() - signed.signed_at < timedelta(minutes=5)


def test_a_hard_conflict_forbids_the_assignment(place):
    judging.conflict(place.judges[0], place.entries[0])

    with pytest.raises(DatabaseError, match="hard conflict"), transaction.atomic():
        judging.assignment(place.judges[0], place.entries[0], place.stage)


def test_a_hard_conflict_is_never_accepted(place):
    with pytest.raises(IntegrityError, match="only_a_soft"), transaction.atomic():
        judging.conflict(
            place.judges[0], place.entries[0], accepted_at=judging.ENDED, accepted_by="处长",
            accept_reason="无妨",
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_signed_sheet_is_closed():
    """Another transaction adds nothing to it: not a first mark, not another signature."""
    place = judging.arena(entries=1, judges=1)
    [row] = judging.everybody(place)
    signed = judging.sheet(row, "88")

    with pytest.raises(DatabaseError, match="closed"):
        Score.objects.create(sheet=signed, criterion=place.criteria[1], value=Decimal(80))
    with pytest.raises(DatabaseError, match="closed"):
        Sheet.objects.update(state="draft")
