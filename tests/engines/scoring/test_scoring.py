"""Totals, ranks and ties, against a second reckoner and by hand."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from qingmiao.engines.lottery.contracts import Draw
from qingmiao.engines.lottery.rules.draw import commitment_of, order_of
from qingmiao.engines.scoring.enums import Rounding, Status
from qingmiao.engines.scoring.rules.ranking import LOT
from qingmiao.engines.scoring.rules.totals import rounded
from qingmiao.engines.scoring.services.scoring import NotScored, score_files
from tests.engines.scoring.contests import as_csv, as_text, contest, simple
from tests.engines.scoring.second import reckon

ONE = {"criteria": {"a": 100}}


def scored(rule, rows, seed=""):
    return score_files(as_text(rule), as_csv(rows), seed=seed)[2]


def standing(result):
    return {one.entry: (one.total, one.rank) for one in result.entries}


def test_a_thousand_contests_come_out_as_the_second_reckoner_has_them():
    rng = random.Random(20260601)
    ties = 0
    for _ in range(1000):
        rule, rows = contest(rng)

        result = scored(rule, rows)

        assert standing(result) == reckon(rule, rows), rule
        ties += bool(result.ties)
    assert ties > 100, "else the chain was hardly walked"


def test_the_order_of_rows_is_without_effect():
    rule, rows = contest(random.Random(5))

    assert scored(rule, rows) == scored(rule, rows[::-1])


def test_the_smallest_rule_drops_whole_judges():
    rule = {
        "criteria": {"a": 50, "b": 30, "c": 20},
        "aggregation": {"kind": "trimmed_mean", "drop": 1},
        "precision": 2,
    }
    sheets = [(80, 80, 80), (90, 70, 60), (85, 85, 85), (70, 99, 99), (88, 90, 77)]
    rows = [
        ("E", f"J{at}", key, str(score), "", "")
        for at, sheet in enumerate(sheets)
        for key, score in zip("abc", sheet, strict=True)
    ]

    [one] = scored(rule, rows).entries

    # totals 80.0, 78.0, 85.0, 84.5, 86.4: 78.0 and 86.4 go, (80 + 85 + 84.5) / 3 remains
    assert one.total == Decimal("83.17")
    assert one.exact == Fraction(499, 6)
    [group] = one.stages[0].groups
    assert [judge.dropped for judge in group.judges] == ["", "low", "", "", "high"]


@pytest.mark.parametrize(
    ("value", "places", "up", "even"),
    [
        (Fraction(5, 1000), 2, "0.01", "0.00"),
        (Fraction(85125, 1000), 2, "85.13", "85.12"),
        (Fraction(1, 2), 0, "1", "0"),
        (Fraction(2, 3), 2, "0.67", "0.67"),
        (Fraction(84995, 1000), 2, "85.00", "85.00"),
    ],
)
def test_halves_go_up_unless_the_rule_says_to_even(value, places, up, even):
    assert rounded(value, places, Rounding.HALF_UP) == Decimal(up)
    assert rounded(value, places, Rounding.HALF_EVEN) == Decimal(even)


# ---------------------------------------------------------------- stages, groups, vetoes
def staged(**advance):
    return {
        "criteria": {"a": 100},
        "stages": {"written": {"weight": 40, "advance": advance}, "show": 60},
    }


def rows_of(stage, scores):
    return [(entry, "J1", "a", str(score), stage, "") for entry, score in scores.items()]


def test_who_does_not_go_on_has_no_total_and_a_tie_at_the_bound_passes_whole():
    rule = staged(kind="top", count=2)
    rows = rows_of("written", {"A": 90, "B": 80, "C": 80, "D": 70})
    rows += rows_of("show", {"A": 70, "B": 90, "C": 85})

    result = scored(rule, rows)

    assert standing(result) == {
        "B": (Decimal("86.00"), 1),
        "C": (Decimal("83.00"), 2),
        "A": (Decimal("78.00"), 3),
        "D": (None, None),
    }
    assert result.entries[-1].status is Status.NOT_ADVANCED


@pytest.mark.parametrize(
    ("advance", "out"),
    [
        ({"kind": "cut", "score": 80}, ["D"]),
        ({"kind": "ratio", "places": 1, "per_place": 3}, ["D"]),
        ({"kind": "decision"}, ["D"]),
    ],
)
def test_other_ways_of_going_on(advance, out):
    rows = rows_of("written", {"A": 90, "B": 85, "C": 80, "D": 70})
    rows += rows_of("show", {"A": 70, "B": 90, "C": 85})

    result = scored(staged(**advance), rows)

    assert [one.entry for one in result.entries if one.rank is None] == out


def test_a_mark_for_who_did_not_go_on_is_refused_and_so_is_a_gap():
    rows = rows_of("written", {"A": 90, "B": 85, "C": 70})
    rows += rows_of("show", {"A": 70, "C": 90})

    with pytest.raises(NotScored) as no:
        scored(staged(kind="top", count=2), rows)

    assert [flaw.field for flaw in no.value.flaws] == ["stage", "stage"]
    assert "“C”没有晋级" in no.value.reasons[0]
    assert "“B”已晋级" in no.value.reasons[1]


def test_groups_weigh_as_declared():
    rule = ONE | {"groups": {"expert": 70, "public": 30}}
    rows = [("E", "x", "a", "80", "", "expert"), ("E", "y", "a", "90", "", "expert")]
    rows += [("E", f"p{n}", "a", "60", "", "public") for n in range(50)]

    [one] = scored(rule, rows).entries

    assert one.total == Decimal("77.50")


def test_a_veto_takes_the_rank_and_leaves_the_total():
    rule = {"criteria": {"a": 100, "conduct": {"independent": True, "scale": {"max": 1, "step": 1},
            "veto": {"below": 1, "judges": 2}}}}  # fmt: skip
    rows = simple([90, 90, 90, 90, 90], [80, 80, 80, 80, 80])
    rows += simple([1, 0, 0, 1, 1], [1, 0, 1, 1, 1], criterion="conduct")

    result = scored(rule, rows)

    assert [(one.entry, one.rank, one.status) for one in result.entries] == [
        ("E2", 1, Status.RANKED),
        ("E1", None, Status.VETOED),
    ]
    assert result.entries[1].total == Decimal("90.00")
    [group] = result.entries[0].stages[0].groups
    assert group.criteria["conduct"] == Fraction(4, 5), "reported alone"


@pytest.mark.parametrize(
    ("policy", "total"), [("drop_sheet", "80.00"), ("reweight", "85.00"), ("zero", "62.50")]
)
def test_a_missing_mark_is_treated_as_declared(policy, total):
    rule = {"criteria": {"a": 50, "b": 50}, "missing": policy}
    rows = [("E", "J1", "a", "80", "", ""), ("E", "J1", "b", "80", "", ""),
            ("E", "J2", "a", "90", "", "")]  # fmt: skip

    [one] = scored(rule, rows).entries

    assert one.total == Decimal(total)


def test_an_optional_criterion_left_out_is_weighed_away():
    rule = {"criteria": {"a": 50, "b": {"weight": 50, "required": False}}}

    [one] = scored(rule, [("E", "J", "a", "80", "", "")]).entries

    assert one.total == Decimal("80.00")


# ---------------------------------------------------------------- ties
SEED = "aa" * 32


def test_each_step_of_a_tie_is_told():
    rule = ONE | {
        "aggregation": {"kind": "trimmed_mean", "drop": 1},
        "ties": [{"by": "median"}, {"by": "untrimmed_mean"}],
    }
    rows = simple([80, 80, 80, 90, 60], [80, 80, 80, 99, 60], [70, 70, 70, 70, 70])

    result = scored(rule, rows)

    [tie] = result.ties
    assert tie.entries == ("E1", "E2")
    assert [(step.by, step.decided) for step in tie.steps] == [
        ("median", False),
        ("untrimmed_mean", True),
    ]
    assert tie.steps[1].values == (("E2", "79.80"), ("E1", "78.00"))
    assert [one.rank for one in result.entries] == [1, 2, 3]


def test_ties_through_the_whole_chain_share_the_rank_and_the_next_is_passed_over():
    rule = ONE | {"ties": [{"by": "unrounded_total"}, {"by": "criterion", "criterion": "a"}]}
    rows = simple([80] * 5, [80] * 5, [70] * 5)

    result = scored(rule, rows)

    assert [(one.entry, one.rank, one.is_tied) for one in result.entries] == [
        ("E1", 1, True),
        ("E2", 1, True),
        ("E3", 3, False),
    ]
    assert result.ties[0].is_open
    assert "见证人" in result.notes[-1]


def test_a_lot_needs_the_seed_that_was_committed_to():
    commitment = commitment_of(Draw(LOT, (), bytes.fromhex(SEED)))
    rule = ONE | {"ties": [{"by": "lot", "commitment": commitment}]}
    rows = simple([80] * 5, [80] * 5, [80] * 5)

    drawn = scored(rule, rows, seed=SEED)
    before = scored(rule, rows)

    wanted = [e for e, _ in order_of(Draw(LOT, ("E1", "E2", "E3"), bytes.fromhex(SEED)))]
    assert [one.entry for one in drawn.entries] == wanted
    assert [one.rank for one in drawn.entries] == [1, 2, 3]
    assert [one.rank for one in before.entries] == [1, 1, 1]
    assert "种子" in before.notes[-1]
    with pytest.raises(NotScored, match="与规则中的承诺不符"):
        scored(rule, rows, seed="bb" * 32)
    with pytest.raises(NotScored, match="没有约定抽签"):
        scored(ONE, rows, seed=SEED)


def test_one_part_of_a_tie_may_be_decided_and_another_not():
    rule = {"criteria": {"a": 50, "b": 50}, "ties": [{"by": "criterion", "criterion": "a"}]}
    rows = [
        (entry, "J", key, str(score), "", "")
        for entry, sheet in {"A": (90, 70), "B": (80, 80), "C": (80, 80)}.items()
        for key, score in zip("ab", sheet, strict=True)
    ]

    assert standing(scored(rule, rows)) == {
        "A": (Decimal("80.00"), 1),
        "B": (Decimal("80.00"), 2),
        "C": (Decimal("80.00"), 2),
    }


# ---------------------------------------------------------------- odd panels
def test_all_marks_equal_is_one_great_tie():
    assert {one.rank for one in scored(ONE, simple([75] * 5, [75] * 5)).entries} == {1}


def test_one_judge_only_is_computed_and_noted():
    result = scored(ONE, simple([75], [80], judges=["J"]))

    assert standing(result) == {"E2": (Decimal("80.00"), 1), "E1": (Decimal("75.00"), 2)}
    assert any("只有一名评委" in note for note in result.notes)


def test_unequal_panels_are_noted():
    rows = [*simple([75, 70, 80, 90, 85]), ("F", "J1", "a", "70", "", "")]

    assert any("评委人数不等：1–5" in note for note in scored(ONE, rows).notes)


def test_a_list_decided_anew_stands_in_place_of_the_rule_and_is_named():
    rows = rows_of("written", {"A": 90, "B": 80, "C": 70}) + rows_of("show", {"A": 75, "C": 85})
    rule = staged(kind="top", count=2)
    anew = {"written": {"entries": ["A", "C"], "version": 2}}

    with pytest.raises(NotScored):
        scored(rule, rows)
    result = scored({**rule, "decided": anew}, rows)

    assert {one.entry: one.rank for one in result.entries} == {"A": 1, "C": 2, "B": None}
    assert "“written”环节的晋级名单按第 2 次决定：A、C" in result.notes
    with pytest.raises(NotScored, match="没有“show”环节"):
        scored({**rule, "decided": {"show": {"entries": [], "version": 2}}}, rows)


def test_whoever_left_after_going_on_keeps_the_place_and_has_no_rank():
    """The first two of three go on; one of them leaves. Nobody follows, and nobody misses the marks."""
    rows = rows_of("written", {"A": 90, "B": 80, "C": 70}) + rows_of("show", {"B": 75})
    rule = staged(kind="top", count=2)

    with pytest.raises(NotScored):
        scored(rule, rows)
    left = scored({**rule, "left": {"A": "written"}}, rows)
    told = {one.entry: (one.rank, one.status) for one in left.entries}

    assert told == {
        "A": (None, Status.WITHDRAWN), "B": (1, Status.RANKED), "C": (None, Status.NOT_ADVANCED),
    }  # fmt: skip
    with pytest.raises(NotScored, match="没有“run”环节"):
        scored({**rule, "left": {"A": "run"}}, rows)
