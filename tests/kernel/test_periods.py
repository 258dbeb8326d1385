from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.kernel.periods import (
    age_on,
    born_since,
    calendar_months,
    months_after,
    union_months,
    whole_months,
)

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        pytest.param(date(1993, 4, 15), date(2026, 4, 1), 33, id="the birthday month counts"),
        pytest.param(date(1993, 4, 1), date(2026, 3, 31), 32, id="the month before does not"),
        pytest.param(date(1988, 12, 1), date(2026, 11, 23), 37, id="37, not yet 38"),
        pytest.param(date(1988, 11, 30), date(2026, 11, 1), 38, id="38 this month"),
    ],
)
def test_ages_are_counted_at_month_precision(birth, on, age):
    assert age_on(birth=birth, on=on) == age


@given(on=DAYS, age=st.integers(min_value=0, max_value=70))
def test_whoever_is_born_since_is_exactly_not_older(on, age):
    first = born_since(age=age, on=on)
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 28)

    assert age_on(birth=first, on=on) == age
    assert age_on(birth=before, on=on) == age + 1


@pytest.mark.parametrize(
    ("begins", "on", "months"),
    [
        pytest.param(date(2024, 1, 15), date(2024, 7, 15), 6, id="the same day number"),
        pytest.param(date(2024, 1, 15), date(2024, 7, 14), 5, id="one day short"),
        pytest.param(
            date(2024, 1, 31), date(2024, 2, 29), 0, id="a month too short to have the day"
        ),
    ],
)
def test_a_month_is_served_on_the_same_day_number(begins, on, months):
    assert whole_months(begins=begins, on=on) == months


def test_tenure_is_counted_from_month_to_month():
    assert calendar_months(begins=date(2024, 1, 31), on=date(2025, 1, 1)) == 12


def test_overlapping_spells_count_once():
    spells = [(date(2020, 1, 1), date(2021, 1, 1)), (date(2020, 7, 1), date(2021, 7, 1))]

    assert union_months(spells, on=date(2026, 1, 1)) == 18


@given(spells=st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=6), on=DAYS)
def test_a_union_is_never_longer_than_its_parts_and_never_shorter_than_one(spells, on):
    alone = [union_months([spell], on=on) for spell in spells]

    whole = union_months(spells, on=on)

    assert max(alone, default=0) <= whole <= sum(alone)


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_months_after_is_the_first_day_on_which_the_months_are_whole(day, months):
    end = months_after(day, months)

    assert whole_months(begins=day, on=end) == months
    assert months == 0 or whole_months(begins=day, on=end - timedelta(days=1)) == months - 1
