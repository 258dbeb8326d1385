"""The way of a request and its clock, over invented stories, calendars and moments."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.placement.blocks.enums import Difficulty, RequestState, StepKind
from qingmiao.placement.blocks.rules.deadline import clock, deadline
from qingmiao.placement.blocks.rules.request import flaws_of_photos, flaws_of_tree
from qingmiao.placement.blocks.rules.token import masked, read_contact, token_index
from qingmiao.placement.blocks.rules.way import (
    WAYS,
    flaws_of_reopening,
    flaws_of_step,
    leads,
    state_after,
)
from qingmiao.workdays.contracts import WorkCalendar, YearOfWork
from qingmiao.workdays.rules import worked_time

DOCS = Path(__file__).parents[3] / "docs"
CHINA = ZoneInfo("Asia/Shanghai")
OFFICE = ((time(9), time(12)), (time(13, 30), time(17, 30)))
HOURS = {"simple": 14, "usual": 35, "hard": 70, "lasting": 210}
K, S = StepKind, RequestState
moments = st.integers(0, 333 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=CHINA) + timedelta(minutes=minutes)
)
days_off = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)
levels = st.sampled_from(Difficulty.values)


def calendar(off=frozenset()):
    years = {2026: YearOfWork(off=tuple((day, day) for day in off))}
    return WorkCalendar(years=years, hours=OFFICE)


def due_of(begins, level, off=frozenset()):
    return deadline(begins=begins, difficulty=level, hours=HOURS, calendar=calendar(off)).at


@given(st.lists(st.sampled_from(list(WAYS)), max_size=40))
def test_no_way_skips_a_step(story):
    """Whatever is tried in whatever order: what a state needs behind it was taken, in this round."""
    state, taken = S.RECEIVED, [K.RECEIVED]
    for kind in story:
        if leads(kind, old=state):
            state = state_after(kind, old=state)
            if kind in (K.DENIED, K.REOPENED):
                taken = [K.CLASSIFIED, K.DISPATCHED]
            elif kind == K.MOVED:
                taken = [K.RECEIVED]
            else:
                taken.append(kind)
    behind = {
        S.DISPATCHED: {K.CLASSIFIED},
        S.WORKING: {K.CLASSIFIED, K.ACCEPTED},
        S.DONE: {K.CLASSIFIED, K.ACCEPTED, K.DONE},
        S.CONFIRMED: {K.CLASSIFIED, K.ACCEPTED, K.DONE, K.CONFIRMED},
        S.CLOSED: {K.CLASSIFIED, K.ACCEPTED, K.DONE, K.CLOSED},
    }

    assert behind.get(state, set()) <= set(taken)


@pytest.mark.parametrize("kind", list(WAYS))
@pytest.mark.parametrize("state", list(S))
def test_a_step_that_does_not_lead_from_here_says_so(kind, state):
    told = list(flaws_of_step(kind, old=state))

    assert told == [] if state in WAYS[kind].sources else str(kind.label) in told[0]


def test_only_the_residents_word_confirms_and_nothing_leaves_what_was_merged_or_declined():
    leading = {kind for kind, way in WAYS.items() if way.target == S.CONFIRMED}
    ended = {kind for kind in WAYS for state in (S.MERGED, S.DECLINED) if leads(kind, old=state)}

    assert leading == {K.CONFIRMED}
    assert ended == set()


@given(moments, levels, days_off)
def test_a_term_grants_exactly_its_hours(begins, level, off):
    ends = due_of(begins, level, off)

    worked = worked_time(begins=begins, ends=ends, calendar=calendar(off))
    assert worked == timedelta(hours=HOURS[level])


@given(moments, moments, levels, days_off)
def test_later_in_is_never_sooner_due(one, other, level, off):
    early, late = sorted((one, other))

    assert due_of(early, level, off) <= due_of(late, level, off)


@given(moments, days_off)
def test_harder_is_never_sooner_due(begins, off):
    dues = [due_of(begins, level, off) for level in ("simple", "usual", "hard", "lasting")]

    assert dues == sorted(dues)


@given(moments, levels, days_off, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_one_more_day_off_is_never_sooner_due(begins, level, off, day):
    assert due_of(begins, level, off) <= due_of(begins, level, off | {day})


@given(moments, levels, st.integers(0, 90 * 24 * 60))
def test_the_clock_is_over_exactly_when_its_moment_has_passed(begins, level, minutes):
    ends, at = due_of(begins, level), begins + timedelta(minutes=minutes)

    told = clock(begins=begins, ends=ends, at=at, calendar=calendar())

    assert told.granted == HOURS[level] * 60
    assert told.is_over == (at > ends)
    assert 0 <= told.share <= 100
    assert told.is_over or told.hours_left >= 0


def test_the_worked_example_of_the_docs():
    """docs/algorithms/request-deadlines.md, line by line."""
    known = WorkCalendar(
        years={
            2025: YearOfWork(),
            2026: YearOfWork(
                off=((date(2026, 1, 1), date(2026, 1, 2)),), on=frozenset({date(2026, 1, 4)})
            ),
        },
        hours=OFFICE,
    )
    text = (DOCS / "algorithms" / "request-deadlines.md").read_text()
    rows = re.findall(r"^\| (\d{4}-\S+ \S+) \| (\w+) \| (\d+) \| (\S+ \S+) \|$", text, re.MULTILINE)

    def told(stamp):
        return datetime.fromisoformat(stamp).replace(tzinfo=CHINA)

    assert len(rows) == 5
    for begins, level, hours, ends in rows:
        found = deadline(
            begins=told(begins), difficulty=level, hours={level: int(hours)}, calendar=known
        )
        assert f"{found.at:%Y-%m-%d %H:%M}" == ends


@pytest.mark.parametrize(
    ("on", "flawed"),
    [(date(2026, 4, 1), False), (date(2026, 4, 2), True), (date(2027, 1, 1), True)],
)
def test_the_last_day_of_reopening_still_counts(on, flawed):
    flaws = list(flaws_of_reopening(ended_on=date(2026, 1, 1), on=on, days=90))

    assert bool(flaws) == flawed


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [
        ("138 0013-8000", "13800138000", "****8000"),
        ("(0755)1234567", "07551234567", "****4567"),
        ("+86 13800138000", "+8613800138000", "****8000"),
        ("12345", "", ""),
        ("call me", "", ""),
        ("1" * 16, "", ""),
    ],
)
def test_a_number_is_read_as_it_is_typed_and_masked(typed, number, shown):
    assert (read_contact(typed), masked(read_contact(typed))) == (number, shown)


def test_a_secret_is_kept_as_its_hash():
    assert token_index("A") == token_index("A") != token_index("B")
    assert len(token_index("A")) == 32


def test_photos_are_few_and_small():
    assert list(flaws_of_photos([1] * 8, already=0)) == []
    assert list(flaws_of_photos([1, 11 << 20], already=7)) == [
        "一件诉求最多 8 张照片，请删去一些", "第 2 张照片超过 10 MB",
    ]  # fmt: skip


def test_the_tree_of_blocks_stays_in_its_township_and_has_no_ring():
    assert list(flaws_of_tree(pk=1, unit_id=1, parent_unit_id=1, above=[2, 3])) == []
    assert list(flaws_of_tree(pk=3, unit_id=1, parent_unit_id=2, above=[2, 3])) == [
        "上级区块须在同一个乡镇（街道）", "区块不能归在自己或自己的下级之下",
    ]  # fmt: skip
