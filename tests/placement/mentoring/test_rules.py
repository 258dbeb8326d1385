from dataclasses import replace
from datetime import date

import pytest

from qingmiao.placement.mentoring.contracts import MentorshipFacts
from qingmiao.placement.mentoring.rules import flaws_of_mentorship, flaws_of_talk

SOUND = MentorshipFacts(
    state="active", begins=date(2025, 3, 1), ends=None, mentee_id=1, posted_id=1
)


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="under way"),
        pytest.param({"posted_id": None}, [], id="without a posting"),
        pytest.param(
            {"posted_id": 2}, ["所选的选派不是帮带对象本人的选派"], id="another's posting"
        ),
        pytest.param(
            {"ends": date(2025, 6, 1)}, ["帮带中的结对不填结束日期"], id="active and ended"
        ),
        pytest.param(
            {"state": "replaced"}, ["已更换、已结束的结对须填写结束日期"], id="replaced, no day"
        ),
        pytest.param({"state": "finished", "ends": date(2025, 3, 1)}, [], id="ended at once"),
        pytest.param(
            {"state": "finished", "ends": date(2025, 2, 28), "posted_id": 2},
            ["结束日期不得早于开始日期", "所选的选派不是帮带对象本人的选派"],
            id="all reasons at once",
        ),
    ],
)
def test_what_cannot_be_true_of_a_mentorship(changes, flaws):
    assert list(flaws_of_mentorship(replace(SOUND, **changes))) == flaws


@pytest.mark.parametrize(
    ("held_on", "flaws"),
    [
        pytest.param(date(2025, 3, 1), [], id="the first day"),
        pytest.param(date(2025, 6, 1), [], id="the last day"),
        pytest.param(date(2025, 2, 28), ["谈话日期不在帮带期间内"], id="too early"),
        pytest.param(date(2025, 6, 2), ["谈话日期不在帮带期间内"], id="too late"),
        pytest.param(
            date(2025, 7, 1), ["谈话日期还没有到", "谈话日期不在帮带期间内"], id="tomorrow"
        ),
    ],
)
def test_a_talk_lies_within_the_mentorship(held_on, flaws):
    told = flaws_of_talk(
        held_on=held_on, begins=date(2025, 3, 1), ends=date(2025, 6, 1), on=date(2025, 6, 30)
    )

    assert list(told) == flaws
