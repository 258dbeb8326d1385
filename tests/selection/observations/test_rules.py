from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.selection.observations.contracts import ObservationFacts
from qingmiao.selection.observations.enums import ObservationState
from qingmiao.selection.observations.rules import WAYS, flaws_of_observation, may_go

ON = date(2026, 6, 30)
FACTS = {
    "observed_on": date(2026, 3, 10),
    "front_begins": date(2026, 1, 1),
    "front_ends": date(2026, 5, 1),
    "has_witness": True,
    "state": "accepted",
    "dimension": "pressure",
    "from_past": True,
}


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="seen at the front and witnessed"),
        pytest.param({"observed_on": date(2026, 5, 1)}, [], id="the front's last day counts"),
        pytest.param(
            {"front_ends": None, "observed_on": date(2026, 6, 30)}, [], id="today, front goes on"
        ),
        pytest.param({"state": "draft", "has_witness": False}, [], id="a draft without a witness"),
        pytest.param(
            {"state": "draft", "old_state": "questioned"},
            ["状态随提交、旁证、采信变动，不能直接修改"],
            id="the state is not set by hand",
        ),
        pytest.param(
            {"old_state": "submitted", "state": "submitted"},
            ["已提交旁证的识别不能修改，请退回后再改，或作废后重新登记"],
            id="the witness reads these very words",
        ),
        pytest.param(
            {"from_past": False},
            ["识别从草稿开始，经提交、旁证、采信，不能直接登记为其他状态"],
            id="a page begins with a draft",
        ),
        pytest.param(
            {"dimension": "learning"},
            ["一线识别只记政治表现、担当能力、抗压水平、应对复杂局面"],
            id="a dimension the speech does not name",
        ),
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
            {"has_witness": False},
            ["提交、旁证和采信都须填写旁证人"],
            id="accepted without a witness",
        ),
        pytest.param(
            {"observed_on": date(2026, 7, 1), "state": "questioned", "has_witness": False},
            [
                "识别日期不得晚于今天",
                "识别日期不得晚于一线任务结束的日期",
                "提交、旁证和采信都须填写旁证人",
            ],
            id="all the reasons at once",
        ),
    ],
)
def test_an_observation_stands(changes, flaws):
    facts = ObservationFacts(**{**FACTS, **changes})

    assert list(flaws_of_observation(facts, on=ON)) == flaws


@given(st.lists(st.sampled_from(ObservationState), max_size=8))
def test_no_path_to_acceptance_skips_the_witness(steps):
    walked = [ObservationState.DRAFT]
    for step in steps:
        if may_go(walked[-1], step):
            walked.append(step)

    for before, after in pairwise(walked):
        assert after in WAYS[before]
    if ObservationState.ACCEPTED in walked:
        assert walked[-1] == ObservationState.ACCEPTED
        assert walked[-3:-1] == [ObservationState.SUBMITTED, ObservationState.WITNESSED]
