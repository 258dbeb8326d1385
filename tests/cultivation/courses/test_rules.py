from datetime import date
from decimal import Decimal

import pytest

from qingmiao.cultivation.courses.contracts import HoursFacts
from qingmiao.cultivation.courses.rules import (
    HOURS,
    flaws_of_attendance,
    flaws_of_class,
    flaws_of_session,
    plain,
    targets_of,
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
    assert HOURS.assess(told, articles=regulation("courses/hours").on(on)).verdict == verdict


def test_a_finding_tells_what_was_had_what_was_asked_and_by_which_article():
    [finding] = HOURS.assess(
        facts(this_year="12.5"), articles=regulation("courses/hours").on(IN_FORCE)
    ).findings

    assert finding.because == "已修 12.5 学时，要求 90 学时"
    assert finding.article == "第十四条"


def test_before_the_article_there_is_no_target():
    targets = targets_of(regulation("courses/hours").on(BEFORE))

    assert (targets.yearly, targets.five_yearly, targets.basis) == (None, None, "")


def test_the_targets_of_a_day_are_its_articles():
    targets = targets_of(regulation("courses/hours").on(IN_FORCE))

    assert (targets.yearly, targets.five_yearly) == (Decimal(90), Decimal(550))
    assert targets.basis == "《干部教育培训工作条例》（2023）第十四条"


@pytest.mark.parametrize(
    ("hours", "text"), [("4.0", "4"), ("3.5", "3.5"), ("0", "0"), ("100", "100")]
)
def test_hours_read_without_a_tail(hours, text):
    assert plain(Decimal(hours)) == text


DAY = date(2025, 3, 15)


@pytest.mark.parametrize(
    ("state", "on", "flaws"),
    [
        pytest.param("finished", DAY, [], id="finished on its last day"),
        pytest.param(
            "finished",
            date(2025, 3, 14),
            ["结业日期 2025.03.15 还没有到，状态不能是结业"],
            id="finished a day early",
        ),
        pytest.param("running", date(2025, 3, 14), [], id="still running"),
    ],
)
def test_a_class_is_not_finished_before_its_end(state, on, flaws):
    assert list(flaws_of_class(state=state, ends=DAY, on=on)) == flaws


@pytest.mark.parametrize(
    ("held_on", "count"),
    [(date(2025, 3, 1), 0), (date(2025, 3, 31), 0), (date(2025, 2, 28), 1), (date(2025, 4, 1), 1)],
)
def test_a_session_lies_within_its_class(held_on, count):
    flaws = flaws_of_session(held_on=held_on, begins=date(2025, 3, 1), ends=date(2025, 3, 31))

    assert len(list(flaws)) == count


def test_every_flaw_of_an_attendance_is_told_at_once():
    flaws = flaws_of_attendance(
        hours=Decimal(5),
        most=Decimal("4.0"),
        held_on=DAY,
        judged_from=date(2025, 3, 31),
        on=date(2025, 3, 14),
    )

    assert list(flaws) == [
        "课次 2025.03.15 还没有开，不能登记出勤",
        "计入学时不得超过课次学时 4",
        "班次 2025.03.31 结业，结业评价届时再填",
    ]
