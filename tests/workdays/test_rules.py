"""Terms in working days and working time, over the notices of 2023 to 2026."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.workdays import rules
from qingmiao.workdays.contracts import WorkCalendar
from qingmiao.workdays.queries import years_of_work

HERE = ZoneInfo("Asia/Shanghai")
HOURS = ((time(9), time(12)), (time(13, 30), time(17, 30)))
CALENDAR = WorkCalendar(years=years_of_work(on=date(2026, 12, 31)), hours=HOURS)
DAYS = st.dates(date(2023, 1, 1), date(2026, 11, 30))
MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(HERE))


def at(day, hour, minute=0):
    return datetime(2026, *day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        (date(2025, 4, 7), date(2025, 4, 11), 5),
        (date(2025, 4, 7), date(2025, 4, 13), 5),
        (date(2025, 4, 7), date(2025, 4, 7), 1),
        (date(2025, 4, 5), date(2025, 4, 6), 0),
        (date(2025, 10, 1), date(2025, 10, 8), 0),
        (date(2025, 9, 28), date(2025, 9, 30), 3),
        (date(2024, 2, 5), date(2024, 2, 18), 6),
        (date(2023, 4, 23), date(2023, 5, 6), 9),
        (date(2026, 2, 14), date(2026, 2, 28), 6),
    ],
    ids=[
        "Monday to Friday", "a weekend adds nothing", "one day", "a weekend", "国庆 of 2025",
        "a Sunday that is worked", "春节 of 2024", "五一 of 2023", "春节 of 2026",
    ],
)  # fmt: skip
def test_working_days_follow_the_notice_of_the_year(begins, ends, days):
    counted = rules.working_days(begins=begins, ends=ends, calendar=CALENDAR)

    assert (counted.days, counted.is_certain) == (days, True)


def test_a_year_without_its_notice_is_not_certain():
    counted = rules.working_days(begins=date(2031, 1, 6), ends=date(2031, 1, 10), calendar=CALENDAR)

    assert (counted.days, counted.is_certain) == (5, False)


def test_every_year_on_file_swaps_as_many_weekends_as_it_works():
    for year, arranged in CALENDAR.years.items():
        assert {day.year for day in arranged.on} == {year}
        assert all(day.weekday() > 4 for day in arranged.on)
        assert all(first <= last for first, last in arranged.off)


def test_the_districts_own_word_prevails_over_the_notice():
    own = WorkCalendar(
        years=CALENDAR.years,
        adjusted={date(2026, 11, 25): False, date(2026, 10, 1): True, date(2026, 11, 29): True},
    )

    assert not rules.is_worked(date(2026, 11, 25), own)
    assert rules.is_worked(date(2026, 10, 1), own)
    assert rules.is_worked(date(2026, 11, 29), own)


@pytest.mark.parametrize(
    ("after", "days", "last"),
    [
        (date(2026, 11, 25), 1, date(2026, 11, 26)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
    ],
    ids=["the day after", "over a weekend", "over 国庆", "a Saturday that is worked", "over 春节"],
)
def test_a_term_in_days_ends_on_a_day_that_is_worked(after, days, last):
    assert rules.last_day(after=after, days=days, calendar=CALENDAR).day == last


@pytest.mark.parametrize(
    ("begins", "hours", "ends"),
    [
        (at((11, 25), 9), 3, at((11, 25), 12)),
        (at((11, 25), 9), 4, at((11, 25), 14, 30)),
        (at((11, 25), 12, 10), 1, at((11, 25), 14, 30)),
        (at((11, 25), 17), 1, at((11, 26), 9, 30)),
        (at((11, 27), 20), 7, at((11, 30), 17, 30)),
        (at((9, 30), 16, 30), 8, at((10, 8), 17, 30)),
        (at((11, 25), 6), 14, at((11, 26), 17, 30)),
    ],
    ids=[
        "to noon exactly", "over the lunch break", "begun at lunch", "over the night",
        "over a weekend", "over 国庆", "two whole days",
    ],
)  # fmt: skip
def test_a_term_in_hours_runs_in_working_time_only(begins, hours, ends):
    assert rules.due(begins=begins, hours=hours, calendar=CALENDAR).at == ends


def test_a_term_that_reaches_a_year_without_notice_is_not_certain():
    end_of_2026 = rules.last_day(after=date(2026, 12, 30), days=1, calendar=CALENDAR)
    new_year = rules.last_day(after=date(2026, 12, 31), days=1, calendar=CALENDAR)

    assert (end_of_2026.is_certain, new_year.is_certain) == (True, False)


@given(DAYS, st.integers(1, 60))
def test_the_last_day_is_where_counting_says_it_is(after, days):
    found = rules.last_day(after=after, days=days, calendar=CALENDAR)

    assert rules.is_worked(found.day, CALENDAR)
    counted = rules.working_days(
        begins=after + timedelta(days=1), ends=found.day, calendar=CALENDAR
    )
    assert counted.days == days


@given(MOMENTS, st.integers(1, 200))
def test_the_working_time_of_a_term_is_the_term(begins, hours):
    found = rules.due(begins=begins, hours=hours, calendar=CALENDAR)

    worked = rules.worked_time(begins=begins, ends=found.at, calendar=CALENDAR)
    assert worked == timedelta(hours=hours)
    assert found.at > begins


@given(MOMENTS, st.integers(1, 80), st.integers(1, 80))
def test_a_longer_term_never_ends_sooner(begins, hours, more):
    short = rules.due(begins=begins, hours=hours, calendar=CALENDAR)
    long = rules.due(begins=begins, hours=hours + more, calendar=CALENDAR)

    assert short.at < long.at


@pytest.mark.parametrize(
    "hours",
    [(), ((time(12), time(9)),), ((time(9), time(12)), (time(11), time(17)))],
    ids=["none", "backwards", "overlapping"],
)
def test_office_hours_that_make_no_day_are_found(hours):
    assert list(rules.flaws_of_hours(hours))


def test_a_calendar_in_which_nothing_is_worked_is_an_error_not_an_endless_search():
    never = WorkCalendar(years={}, hours=())

    with pytest.raises(ValueError, match="hours"):
        rules.due(begins=at((11, 25), 9), hours=1, calendar=never)
