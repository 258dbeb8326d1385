from dataclasses import replace
from datetime import date

import pytest

from qingmiao.placement.blocks.contracts import RequestFacts
from qingmiao.placement.blocks.rules import flaws_of_duty, flaws_of_request

ON = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("begins", "ends", "block_ends", "sound"),
    [
        pytest.param(date(2024, 1, 1), None, None, True, id="as long as the block"),
        pytest.param(date(2023, 12, 31), None, None, False, id="a day before the block"),
        pytest.param(date(2024, 6, 1), None, date(2024, 6, 1), False, id="the block is gone"),
        pytest.param(
            date(2024, 5, 1), date(2024, 6, 1), date(2024, 6, 1), True, id="until the block's end"
        ),
        pytest.param(
            date(2024, 5, 1), date(2024, 6, 2), date(2024, 6, 1), False, id="a day too long"
        ),
    ],
)
def test_a_duty_lies_within_its_block(begins, ends, block_ends, sound):
    flaws = flaws_of_duty(
        begins=begins, ends=ends, block_begins=date(2024, 1, 1), block_ends=block_ends
    )

    assert list(flaws) == ([] if sound else ["职责期间须在区块的存续期间内"])


SOUND = RequestFacts(
    state="confirmed",
    received_on=date(2025, 6, 1),
    due_on=date(2025, 6, 8),
    done_on=date(2025, 6, 5),
    outcome="已清运",
    has_handler=True,
    satisfaction=5,
    contact="****1234",
)


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="confirmed and complete"),
        pytest.param(
            {"received_on": date(2025, 7, 1), "due_on": None}, ["受理日期还没有到"], id="tomorrow"
        ),
        pytest.param(
            {"due_on": date(2025, 5, 31)}, ["办理时限不得早于受理日期"], id="due before it came"
        ),
        pytest.param({"has_handler": False}, ["派单以后须写明承办干部"], id="nobody answered"),
        pytest.param({"outcome": ""}, ["办结和群众确认须写明办结日期和办理结果"], id="no outcome"),
        pytest.param({"done_on": None}, ["办结和群众确认须写明办结日期和办理结果"], id="no day"),
        pytest.param({"done_on": date(2025, 7, 1)}, ["办结日期还没有到"], id="done tomorrow"),
        pytest.param(
            {"state": "done"}, ["满意度在群众答复以后填写"], id="satisfied before being asked"
        ),
        pytest.param(
            {"contact": "138 0013 8000"}, ["联系方式只留后四位，如 ****1234"], id="a whole number"
        ),
        pytest.param(
            {"state": "received", "has_handler": False, "satisfaction": None}, [], id="just in"
        ),
        pytest.param(
            {"has_handler": False, "outcome": "", "contact": "13800138000"},
            [
                "派单以后须写明承办干部",
                "办结和群众确认须写明办结日期和办理结果",
                "联系方式只留后四位，如 ****1234",
            ],
            id="all reasons at once",
        ),
    ],
)
def test_each_step_leaves_what_it_has_to_leave(changes, flaws):
    assert list(flaws_of_request(replace(SOUND, **changes), on=ON)) == flaws
