"""Which hours count, how many are asked for, and why some do not count."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.cultivation.learning.contracts.hours import HoursFacts, Sitting
from qingmiao.cultivation.learning.enums import Uncounted
from qingmiao.cultivation.learning.rules.hours import (
    HOURS,
    credited,
    span_of,
    targets_of,
    total,
)
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation

IN_FORCE, BEFORE = date(2025, 12, 31), date(2022, 12, 31)


def facts(*, senior=False, this_year="0", five_years="0"):
    return HoursFacts(
        is_senior=senior, this_year=Decimal(this_year), five_years=Decimal(five_years)
    )


@pytest.mark.parametrize(
    ("told", "on", "verdict"),
    [
        pytest.param(facts(this_year="90"), IN_FORCE, Verdict.MET, id="90 hours to the hour"),
        pytest.param(facts(this_year="89.5"), IN_FORCE, Verdict.NOT_MET, id="half an hour short"),
        pytest.param(
            facts(five_years="600"), IN_FORCE, Verdict.NOT_MET, id="five years do not help a clerk"
        ),
        pytest.param(
            facts(senior=True, five_years="550"), IN_FORCE, Verdict.MET, id="550 in five years"
        ),
        pytest.param(
            facts(senior=True, this_year="100", five_years="549"),
            IN_FORCE,
            Verdict.NOT_MET,
            id="one full year does not make five",
        ),
        pytest.param(facts(this_year="200"), BEFORE, Verdict.UNKNOWN, id="no article in force yet"),
    ],
)
def test_enough_hours(told, on, verdict):
    assert HOURS.assess(told, articles=regulation("learning/hours").on(on)).verdict == verdict


def test_a_finding_tells_what_was_had_what_was_asked_and_by_which_article():
    [finding] = HOURS.assess(
        facts(this_year="12.5"), articles=regulation("learning/hours").on(IN_FORCE)
    ).findings

    assert finding.because == "已修 12.5 学时，要求 90 学时"
    assert finding.article == "第十四条"


def test_before_the_article_there_is_no_target():
    targets = targets_of(regulation("learning/hours").on(BEFORE))

    assert (targets.yearly, targets.five_yearly, targets.basis) == (None, None, "")


def test_the_targets_of_a_day_are_its_articles():
    targets = targets_of(regulation("learning/hours").on(IN_FORCE))

    assert (targets.yearly, targets.five_yearly) == (Decimal(90), Decimal(550))
    assert targets.basis == "《干部教育培训工作条例》（2023）第十四条"
    assert (targets.daily_most, targets.daily_basis) == (Decimal(8), "本系统默认第一条，条文待核")


EIGHT = Decimal(8)
DAY = date(2025, 4, 1)


def sitting(number, hours="4", **changes):
    hours = Decimal(hours)
    return Sitting(
        **{
            "key": ("attendance", number),
            "day": DAY,
            "kind": "special",
            "title": f"课{number}",
            "around": "某班",
            "given": hours,
            "written": hours,
            **changes,
        }
    )


def told(*sittings):
    return {
        credit.sitting.key[1]: (str(credit.counted), [loss.rule.value for loss in credit.losses])
        for credit in credited(sittings, daily_most=EIGHT)
    }


def test_a_moment_counts_once():
    morning = sitting(1, "4", begins=time(8), ends=time(12))
    half = sitting(2, "2", begins=time(11), ends=time(13))

    assert told(morning, half) == {1: ("4", []), 2: ("1.0", ["overlap"])}


def test_three_at_one_time_count_as_one():
    three = [sitting(number, "3", begins=time(9), ends=time(12)) for number in (1, 2, 3)]

    assert total(credited(three, daily_most=EIGHT)) == Decimal(3)


def test_one_after_the_other_both_count():
    assert told(
        sitting(1, "3", begins=time(9), ends=time(12)),
        sitting(2, "3", begins=time(12), ends=time(15)),
    ) == {1: ("3", []), 2: ("3", [])}


def test_a_day_is_full_at_its_limit():
    assert told(sitting(1, "6"), sitting(2, "4")) == {1: ("6", []), 2: ("2", ["day_full"])}


def test_days_written_down_under_one_date_count_whole():
    assert told(sitting(1, "24"), sitting(2, "2")) == {1: ("24", []), 2: ("0", ["day_full"])}


def test_courses_taken_at_any_time_are_not_bounded_by_the_day():
    assert told(sitting(1, "8"), sitting(2, "16", is_flexible=True)) == {
        1: ("8", []),
        2: ("16", []),
    }


def test_the_same_attendance_twice_is_one():
    assert told(sitting(1), sitting(1)) == {1: ("4", [])}


@pytest.mark.parametrize("rule", [Uncounted.LEAVE, Uncounted.ABSENT, Uncounted.VOIDED])
def test_what_does_not_stand_takes_no_place(rule):
    lost = sitting(1, "8", written=Decimal(0), lost_to=rule)

    assert told(lost, sitting(2, "8")) == {1: ("0", [rule.value]), 2: ("8", [])}


TENTHS = st.integers(1, 240).map(lambda number: Decimal(number) / 10)
CLOCK = st.integers(0, 23 * 60).map(lambda minute: time(minute // 60, minute % 60))


@st.composite
def sittings_of(draw):
    made = []
    for number in range(draw(st.integers(0, 7))):
        given_ = draw(TENTHS)
        ends = draw(st.none() | CLOCK)
        made.append(
            sitting(
                number,
                day=DAY + timedelta(days=draw(st.integers(0, 2))),
                given=given_,
                written=min(given_, draw(TENTHS)),
                is_flexible=draw(st.booleans()),
                begins=draw(CLOCK) if ends else None,
                ends=ends,
                lost_to=draw(st.sampled_from([None, None, None, Uncounted.LEAVE])),
            )
        )
    return made


@given(sittings_of(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(sittings, chance):
    mixed = list(sittings)
    chance.shuffle(mixed)

    assert credited(sittings, daily_most=EIGHT) == credited(mixed, daily_most=EIGHT)


@given(sittings_of())
def test_nobody_has_more_than_was_attended_and_every_hour_is_accounted_for(sittings):
    for credit in credited(sittings, daily_most=EIGHT):
        assert 0 <= credit.counted <= credit.sitting.written
        assert credit.counted + sum(loss.hours for loss in credit.losses) == credit.sitting.given


@given(sittings_of())
def test_a_second_copy_of_everything_adds_nothing(sittings):
    once = total(credited(sittings, daily_most=EIGHT))

    assert total(credited([*sittings, *sittings], daily_most=EIGHT)) == once


@given(sittings_of())
def test_overlapping_time_is_never_counted_twice(sittings):
    """At one hour of credit for an hour of the clock, a day counts no more than the clock ran."""
    paced = []
    for each in sittings:
        span = span_of(each)
        if span is None or each.is_flexible or each.lost_to is not None:
            continue
        hours = Decimal(span[1] - span[0]) / 60
        paced.append(sitting(each.key[1], day=each.day, given=hours, written=hours,
                             begins=each.begins, ends=each.ends))  # fmt: skip
    by_day = {}
    for each in paced:
        by_day.setdefault(each.day, set()).update(range(*span_of(each)))

    for day, minutes in by_day.items():
        credits_ = [c for c in credited(paced, daily_most=Decimal(24)) if c.sitting.day == day]
        assert total(credits_) <= Decimal(len(minutes)) / 60 + Decimal("0.0001")
