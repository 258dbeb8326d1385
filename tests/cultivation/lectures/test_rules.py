from datetime import date

import pytest

from qingmiao.cultivation.lectures.rules import flaws_of_lecture, flaws_of_speaking

DAY = date(2025, 5, 1)


@pytest.mark.parametrize(
    ("state", "on", "flaws"),
    [
        pytest.param("delivered", DAY, [], id="delivered today"),
        pytest.param(
            "delivered",
            date(2025, 4, 30),
            ["宣讲日期 2025.05.01 还没有到，状态不能是已宣讲"],
            id="delivered tomorrow",
        ),
        pytest.param("requested", date(2025, 4, 30), [], id="asked for tomorrow"),
    ],
)
def test_a_lecture_is_not_delivered_before_its_day(state, on, flaws):
    assert list(flaws_of_lecture(state=state, held_on=DAY, on=on)) == flaws


@pytest.mark.parametrize(
    ("joined_on", "left_on", "may"),
    [
        pytest.param(DAY, DAY, True, id="joined and left on the day"),
        pytest.param(date(2025, 5, 2), None, False, id="not yet a member"),
        pytest.param(date(2024, 1, 1), date(2025, 4, 30), False, id="no longer a member"),
        pytest.param(date(2024, 1, 1), None, True, id="still a member"),
    ],
)
def test_only_a_member_of_that_day_speaks(joined_on, left_on, may):
    told = flaws_of_speaking(state="delivered", held_on=DAY, joined_on=joined_on, left_on=left_on)

    assert list(told) == ([] if may else ["宣讲日期 2025.05.01 不在该成员的在团期间"])


def test_nobody_speaks_at_a_cancelled_lecture():
    told = flaws_of_speaking(
        state="cancelled", held_on=DAY, joined_on=date(2024, 1, 1), left_on=None
    )

    assert list(told) == ["已取消的宣讲不登记宣讲人"]
