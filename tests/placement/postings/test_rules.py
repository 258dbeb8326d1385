from dataclasses import replace
from datetime import date

import pytest

from qingmiao.placement.postings.contracts import PostingFacts
from qingmiao.placement.postings.rules import flaws_of_posting

ON = date(2025, 6, 30)
SOUND = PostingFacts(
    state="running",
    begins=date(2025, 3, 1),
    planned_end=date(2026, 3, 1),
    ends=None,
    result="",
    early_reason="",
    scheme_begins=date(2022, 1, 1),
    scheme_ends=None,
)


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="a sound posting"),
        pytest.param(
            {"begins": date(2021, 12, 31)},
            ["开始日期不在该选派制度的施行期间内"],
            id="a day before the scheme",
        ),
        pytest.param(
            {"scheme_ends": date(2025, 3, 1)},
            ["开始日期不在该选派制度的施行期间内"],
            id="the scheme's end no longer counts",
        ),
        pytest.param(
            {"planned_end": date(2025, 3, 1)},
            ["计划结束须晚于开始日期"],
            id="planned to end on the day it begins",
        ),
        pytest.param(
            {"begins": date(2025, 7, 1)},
            ["开始日期还没有到，状态只能是拟选派或已派出"],
            id="running from tomorrow",
        ),
        pytest.param({"begins": date(2025, 7, 1), "state": "issued"}, [], id="issued for tomorrow"),
        pytest.param(
            {"state": "extended", "planned_end": None},
            ["延期须写明新的计划结束日期"],
            id="extended without an end",
        ),
        pytest.param(
            {"result": "表现突出"}, ["鉴定结果在期满返回或提前返回后填写"], id="judged too early"
        ),
        pytest.param(
            {"state": "returned", "ends": date(2025, 6, 1), "result": "表现突出"},
            [],
            id="judged when back",
        ),
        pytest.param(
            {"early_reason": "家庭原因"},
            ["只有提前返回才填写提前返回理由"],
            id="a reason for nothing",
        ),
        pytest.param(
            {"begins": date(2020, 1, 1), "planned_end": date(2019, 1, 1), "result": "好"},
            [
                "开始日期不在该选派制度的施行期间内",
                "计划结束须晚于开始日期",
                "鉴定结果在期满返回或提前返回后填写",
            ],
            id="all reasons at once",
        ),
    ],
)
def test_what_cannot_be_true_of_a_posting(changes, flaws):
    assert list(flaws_of_posting(replace(SOUND, **changes), on=ON)) == flaws
