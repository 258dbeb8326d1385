from datetime import date

import pytest

from qingmiao.selection.observations.contracts import ObservationFacts
from qingmiao.selection.observations.rules import flaws_of_observation

ON = date(2026, 6, 30)
FACTS = {
    "observed_on": date(2026, 3, 10),
    "front_begins": date(2026, 1, 1),
    "front_ends": date(2026, 5, 1),
    "has_witness": True,
    "state": "accepted",
}


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="seen at the front and witnessed"),
        pytest.param({"observed_on": date(2026, 5, 1)}, [], id="the front's last day counts"),
        pytest.param(
            {"front_ends": None, "observed_on": date(2026, 6, 30)}, [], id="today, front goes on"
        ),
        pytest.param({"state": "submitted", "has_witness": False}, [], id="not yet witnessed"),
        pytest.param(
            {"observed_on": date(2025, 12, 31)},
            ["识别日期不得早于一线任务开始的日期"],
            id="before the front",
        ),
        pytest.param(
            {"observed_on": date(2026, 5, 2)},
            ["识别日期不得晚于一线任务结束的日期"],
            id="after the front",
        ),
        pytest.param(
            {"front_ends": None, "observed_on": date(2026, 7, 1)},
            ["识别日期不得晚于今天"],
            id="tomorrow",
        ),
        pytest.param(
            {"has_witness": False}, ["旁证和采信都须填写旁证人"], id="accepted without a witness"
        ),
        pytest.param(
            {"observed_on": date(2026, 7, 1), "state": "questioned", "has_witness": False},
            [
                "识别日期不得晚于今天",
                "识别日期不得晚于一线任务结束的日期",
                "旁证和采信都须填写旁证人",
            ],
            id="all the reasons at once",
        ),
    ],
)
def test_an_observation_stands(changes, flaws):
    facts = ObservationFacts(**{**FACTS, **changes})

    assert list(flaws_of_observation(facts, on=ON)) == flaws
