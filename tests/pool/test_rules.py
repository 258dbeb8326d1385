from datetime import date

import pytest

from qingmiao.pool.contracts import ChangeFacts, MembershipFacts, PoolFacts
from qingmiao.pool.rules.membership import LIMITS, flaws_of_change, flaws_of_membership
from qingmiao.rulebook.engine import failures
from qingmiao.rulebook.library import regulation

ON = date(2026, 6, 30)
TOO_OLD = "入库时 38 周岁，上限 37 周岁（交流发言“37岁以下”）"
BELOW = "职务层次在副科以下，不能入副科及以上库"
LEADS = "职务层次在副科及以上，不能入副科以下库"


def unmet(**changes):
    facts = PoolFacts(
        **{
            "tier": "B",
            "birth": date(1994, 4, 1),
            "level": "150",
            "rank": "",
            "entered_on": ON,
            **changes,
        }
    )
    articles = regulation("pool/limits").on(facts.entered_on)
    return [
        finding.because for finding in failures(LIMITS.assess(facts, articles=articles).findings)
    ]


@pytest.mark.parametrize(
    ("birth", "reasons"),
    [
        pytest.param(date(1989, 6, 1), [], id="37 this very month"),
        pytest.param(date(1988, 7, 31), [], id="37 for one more month"),
        pytest.param(date(1988, 6, 30), [TOO_OLD], id="38 this month, whatever the day"),
        pytest.param(date(2004, 1, 1), [], id="22"),
    ],
)
def test_age_is_counted_by_the_month_of_entry(birth, reasons):
    assert unmet(birth=birth) == reasons


@pytest.mark.parametrize(
    ("tier", "level", "rank", "reasons"),
    [
        pytest.param("A", "142", "", [], id="副科级 into tier A"),
        pytest.param("A", "141", "", [], id="正科级 into tier A"),
        pytest.param("A", "150", "s4", [], id="四级主任科员 into tier A"),
        pytest.param("A", "150", "c1", [BELOW], id="一级科员 into tier A"),
        pytest.param("A", "199", "", [BELOW], id="未定职 into tier A"),
        pytest.param("B", "150", "", [], id="科员级 into tier B"),
        pytest.param("B", "142", "", [LEADS], id="副科级 into tier B"),
        pytest.param("B", "150", "s1", [LEADS], id="一级主任科员 into tier B"),
    ],
)
def test_each_tier_has_its_levels(tier, level, rank, reasons):
    assert unmet(tier=tier, level=level, rank=rank) == reasons


def test_all_the_reasons_are_told_at_once():
    assert unmet(birth=date(1980, 1, 1), tier="A") == [
        "入库时 46 周岁，上限 37 周岁（交流发言“37岁以下”）",
        BELOW,
    ]


FACTS = {
    "state": "member",
    "state_before": "",
    "entered_on": date(2026, 3, 1),
    "left_on": None,
}


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="a member"),
        pytest.param({"state_before": "member"}, [], id="amended elsewhere"),
        pytest.param(
            {"state": "tracked", "state_before": "member"},
            ["状态不能直接修改，请在成员页上办理状态调整或出库"],
            id="state amended",
        ),
        pytest.param(
            {"days_changed": True},
            ["入库、出库日期随状态变更记录，不能直接修改；误登的请作废后重新登记"],
            id="entered on another day after all",
        ),
        pytest.param({"state": "used", "left_on": date(2026, 5, 1)}, [], id="used years ago"),
        pytest.param({"entered_on": date(2026, 7, 1)}, ["入库日期不得晚于今天"], id="tomorrow"),
        pytest.param(
            {"state": "left", "left_on": date(2026, 7, 1)},
            ["出库日期不得晚于今天"],
            id="leaves tomorrow",
        ),
    ],
)
def test_a_membership_stands(changes, flaws):
    facts = MembershipFacts(**{**FACTS, **changes})

    assert list(flaws_of_membership(facts, on=ON)) == flaws


@pytest.mark.parametrize(
    ("old", "new", "on", "flaws"),
    [
        pytest.param("proposed", "deliberated", ON, [], id="to deliberation"),
        pytest.param("deliberated", "member", ON, [], id="into the reserve"),
        pytest.param("member", "left", ON, [], id="out of the reserve"),
        pytest.param(
            "proposed",
            "used",
            ON,
            ["不能从「拟入库」转为「已使用」"],
            id="used before it was deliberated",
        ),
        pytest.param(
            "member", "candidate", ON, ["不能从「在库」转为「已列考察对象」"], id="past tracking"
        ),
        pytest.param("candidate", "used", ON, [], id="used"),
        pytest.param(
            "member",
            "suspended",
            ON,
            ["暂停须写明事由：影响期、因病或借出"],
            id="rests for no cause",
        ),
        pytest.param(
            "proposed", "member", ON, ["不能从「拟入库」转为「在库」"], id="past deliberation"
        ),
        pytest.param(
            "left",
            "member",
            ON,
            ["该成员已经出库，再次入库请另行登记"],
            id="back in",
        ),
        pytest.param(
            "member",
            "tracked",
            date(2026, 4, 30),
            ["日期不得早于上一次状态变更的 2026.05.01"],
            id="behind the last state",
        ),
        pytest.param("member", "tracked", date(2026, 7, 1), ["日期不得晚于今天"], id="tomorrow"),
    ],
)
def test_ways_lead_from_state_to_state(old, new, on, flaws):
    facts = ChangeFacts(old=old, new=new, last_on=date(2026, 5, 1))

    assert list(flaws_of_change(facts, on=on, today=ON)) == flaws
