from datetime import date
from decimal import Decimal

import pytest

from qingmiao.selection.contests.contracts import (
    ContestFacts,
    EntryFacts,
    MarkFacts,
    StageFacts,
)
from qingmiao.selection.contests.rules import (
    flaws_of_contest,
    flaws_of_entry,
    flaws_of_mark,
    flaws_of_stage,
    shown,
    weighted_total,
)

ON = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("state", "weights", "result_on", "flaws"),
    [
        pytest.param(
            "draft", Decimal(40), None, [], id="stages may be missing while it is drafted"
        ),
        pytest.param("judging", Decimal(100), None, [], id="whole when judging begins"),
        pytest.param("final", None, ON, [], id="past years without stages"),
        pytest.param(
            "judging",
            Decimal("90.50"),
            None,
            ["各环节权重合计为 90.5%，须为 100% 才能评审"],
            id="not whole",
        ),
        pytest.param("final", None, None, ["结果确定后须填写结果确定日期"], id="no day"),
    ],
)
def test_a_contest_stands(state, weights, result_on, flaws):
    facts = ContestFacts(state=state, state_before=state, weights=weights, result_on=result_on)

    assert list(flaws_of_contest(facts)) == flaws


@pytest.mark.parametrize(
    ("before", "after", "is_taken"),
    [
        pytest.param("", "draft", True, id="a new one is a draft"),
        pytest.param("", "archived", True, id="or of past years"),
        pytest.param("", "open", False, id="and never in the middle"),
        pytest.param("draft", "final", True, id="a draft turns out to be of past years"),
        pytest.param("draft", "published", False, id="a draft is announced by its step"),
        pytest.param("judging", "final", False, id="a running one is concluded by its step"),
        pytest.param("final", "draft", False, id="a result is not taken back"),
        pytest.param("judging", "judging", True, id="nothing moves"),
    ],
)
def test_a_form_moves_no_contest(before, after, is_taken):
    facts = ContestFacts(state=after, state_before=before, weights=None, result_on=ON)

    assert (not list(flaws_of_contest(facts))) is is_taken


@pytest.mark.parametrize(
    ("weight", "before", "others", "has_marks", "flaws"),
    [
        pytest.param(40, None, 60, False, [], id="exactly whole"),
        pytest.param(41, None, 60, False, ["各环节权重合计为 101%，不得超过 100%"], id="too much"),
        pytest.param(30, 40, 60, False, [], id="lighter before the first mark"),
        pytest.param(30, 40, 60, True, ["这个环节已有成绩，权重不能再改"], id="after a mark"),
        pytest.param(40, 40, 60, True, [], id="renamed after a mark"),
    ],
)
def test_a_stage_stands(weight, before, others, has_marks, flaws):
    facts = StageFacts(
        weight=Decimal(weight),
        weight_before=None if before is None else Decimal(before),
        weight_of_others=Decimal(others),
        has_marks=has_marks,
    )

    assert list(flaws_of_stage(facts)) == flaws


ENTRY = {
    "state": "ranked",
    "place": 1,
    "total": Decimal("88.50"),
    "weighted": None,
    "is_shortlisted": True,
    "other_shortlisted": 1,
    "shortlist_size": 2,
}


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="the last place on the shortlist"),
        pytest.param({"shortlist_size": 0, "other_shortlisted": 9}, [], id="no size announced"),
        pytest.param({"other_shortlisted": 2}, ["拟入围 2 人，名额已满"], id="one place too many"),
        pytest.param({"place": None}, ["已出成绩的须填写名次"], id="ranked without a place"),
        pytest.param(
            {"state": "withdrawn", "is_shortlisted": False},
            ["未完成比武的不排名次"],
            id="withdrawn with a place",
        ),
        pytest.param({"weighted": Decimal("88.5049")}, [], id="rounded to the cent"),
        pytest.param(
            {"weighted": Decimal("88.52")},
            ["总成绩与各环节成绩按权重计算的 88.52 不符"],
            id="not what the marks come to",
        ),
    ],
)
def test_an_entry_stands(changes, flaws):
    assert list(flaws_of_entry(EntryFacts(**{**ENTRY, **changes}))) == flaws


MARK = {
    "is_same_contest": True,
    "entry_state": "passed",
    "weights": Decimal(100),
    "decided_on": date(2026, 3, 1),
    "contest_begins": date(2026, 1, 10),
}


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="marked"),
        pytest.param(
            {"is_same_contest": False}, ["环节与参赛不属于同一次比武"], id="another contest"
        ),
        pytest.param(
            {"entry_state": "withdrawn"}, ["该选手未参加评审，不能登记成绩"], id="withdrawn"
        ),
        pytest.param(
            {"weights": Decimal(60)},
            ["各环节权重合计为 60%，须为 100% 才能登记成绩"],
            id="weights not whole",
        ),
        pytest.param(
            {"decided_on": date(2026, 1, 9)}, ["评定日期不得早于比武开始日期"], id="too early"
        ),
        pytest.param({"decided_on": date(2026, 7, 1)}, ["评定日期不得晚于今天"], id="tomorrow"),
    ],
)
def test_a_mark_stands(changes, flaws):
    assert list(flaws_of_mark(MarkFacts(**{**MARK, **changes}), on=ON)) == flaws


def test_a_total_waits_for_every_stage():
    weights = {1: Decimal(40), 2: Decimal(60)}

    assert weighted_total({1: Decimal(90), 2: Decimal(80)}, weights) == Decimal(84)
    assert weighted_total({1: Decimal(90)}, weights) is None
    assert weighted_total({}, {}) is None


def test_numbers_are_shown_without_needless_zeros():
    assert [shown(Decimal(n)) for n in ("60.00", "92.50", "100")] == ["60", "92.5", "100"]
