from datetime import date
from decimal import Decimal

import pytest

from qingmiao.cultivation.courses.rules import (
    flaws_of_attendance,
    flaws_of_class,
    flaws_of_session,
    plain,
)


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
