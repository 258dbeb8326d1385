"""Agreement, what hangs on one judge, bands, indicators, and all of it in time."""

import random
import time
from fractions import Fraction

import numpy as np
import pytest

from qingmiao.engines.scoring.contracts import Aggregation
from qingmiao.engines.scoring.enums import Kind
from qingmiao.engines.scoring.rules.agreement import (
    agreement_of,
    chi_square_tail,
    icc,
    kendall,
    ranked,
)
from qingmiao.engines.scoring.rules.blocks import blocks_of, parts_of
from qingmiao.engines.scoring.rules.indicators import indicators_of, student_bound
from qingmiao.engines.scoring.rules.leaving import left_out, relaxed_for
from qingmiao.engines.scoring.rules.resampling import bands_of
from qingmiao.engines.scoring.services.judging import judge_the_judges
from qingmiao.engines.scoring.services.scoring import score_files
from tests.engines.scoring.contests import as_csv, as_text, contest, simple
from tests.engines.scoring.panels import block, totals

# Shrout and Fleiss, Psychological Bulletin 86 (1979), table 2: six targets, four judges
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)


def rng(seed):
    return np.random.Generator(np.random.PCG64(seed))


# ---------------------------------------------------------------- agreement
def test_the_published_intraclass_correlations():
    single, mean = icc(SHROUT_FLEISS)

    assert round(single, 2) == 0.29
    assert round(mean, 2) == 0.62


def test_kendalls_w_is_the_average_rank_correlation_in_disguise():
    figures = rng(1).normal(size=(12, 5))
    ranks = np.column_stack([ranked(column) for column in figures.T])
    correlations = np.corrcoef(ranks.T)[np.triu_indices(5, 1)].mean()

    w, chi, p = kendall(figures)

    assert w == pytest.approx((4 * correlations + 1) / 5)
    assert chi == pytest.approx(5 * 11 * w)
    assert 0 < p < 1
    assert kendall(np.tile(np.arange(6.0)[:, None], (1, 3)))[0] == pytest.approx(1)


def test_ties_share_the_middle_of_their_places():
    assert ranked(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [3.5, 1.0, 3.5, 2.0]


@pytest.mark.parametrize(
    ("value", "freedom", "tail"),
    [(3.841, 1, 0.05), (18.307, 10, 0.05), (40.289, 22, 0.01), (5, 30, 0.99999997)],
)
def test_tails_of_chi_square(value, freedom, tail):
    assert chi_square_tail(value, freedom) == pytest.approx(tail, rel=1e-3)


@pytest.mark.parametrize(
    ("probability", "freedom", "quantile"), [(0.975, 10, 2.228), (0.995, 30, 2.750), (0.9995, 60, 3.460)]
)  # fmt: skip
def test_quantiles_of_student(probability, freedom, quantile):
    assert student_bound(probability, freedom) == pytest.approx(quantile, abs=0.005)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (np.ones((5, 1)), "只有一名评委"),
        (np.ones((5, 3)), "全部相同"),
        (np.array([[1.0, np.nan], [2, 3], [np.nan, 2]]), "不足 3 个"),
    ],
)
def test_no_agreement_is_computed_where_there_is_none_to_compute(figures, said):
    told = agreement_of(block(figures))

    assert told.icc_single is None
    assert said in told.note


# ---------------------------------------------------------------- one judge less
def scored(rule, rows):
    return score_files(as_text(rule), as_csv(rows))


@pytest.mark.parametrize("seed", range(30))
def test_leaving_a_judge_out_is_computing_without_the_rows(seed):
    draw = random.Random(seed)
    rule, rows = contest(draw)
    rule.pop("ties")
    read, book, result = scored(rule, rows)

    for line in left_out(result, read, book):
        rest = [row for row in rows if row[1] != line.judge]
        relaxed = dict(rule)
        drop = rule["aggregation"].get("drop", 0)
        judges = len(book.judges()) // len(rule.get("groups", {"": 1}))
        if drop and judges - 1 < 2 * drop + 3:
            continue  # the rule itself would refuse so small a panel
        again = scored(relaxed, rest)[2]
        assert set(line.first) == {one.entry for one in again.entries if one.rank == 1}


def test_a_winner_who_hangs_on_one_judge_is_seen():
    rows = simple([90, 70, 70, 70, 70], [72, 72, 72, 72, 72], [60] * 5)
    read, book, result = scored({"criteria": {"a": 1}}, rows)

    lines = {line.judge: line for line in left_out(result, read, book)}

    assert result.entries[0].entry == "E1"
    assert lines["J1"].first == ("E2",)
    assert lines["J1"].first_changed
    assert lines["J1"].who_moved == (("E1", 1, 2), ("E2", 2, 1))
    assert not lines["J2"].first_changed


def test_the_only_judge_of_an_entry_is_not_left_out():
    rows = [*simple([90, 80], [70, 75], judges="xy"), ("E3", "z", "a", "50", "", "")]
    read, book, result = scored({"criteria": {"a": 1}}, rows)

    assert [line.judge for line in left_out(result, read, book)] == ["x", "y"]


def test_a_small_panel_trims_what_it_can():
    trimmed = Aggregation(Kind.TRIMMED_MEAN, 2)

    assert [relaxed_for(trimmed, n).drop for n in (1, 2, 3, 4, 5, 9)] == [0, 0, 1, 1, 2, 2]


# ---------------------------------------------------------------- bands
def banded(rule, rows):
    read, book, result = scored(rule, rows)
    return {one.entry: one for one in bands_of(result, parts_of(result, read, book))}


def test_what_is_far_apart_stands_in_two_bands_and_what_is_close_in_one():
    rows = simple([90, 91, 92, 90, 91], [90, 92, 91, 90, 90], [60, 62, 61, 60, 62])

    bands = banded({"criteria": {"a": 1}}, rows)

    assert [bands[e].band for e in ("E1", "E2", "E3")] == [1, 1, 2]
    assert (bands["E3"].low, bands["E3"].high) == (3, 3)
    assert bands["E2"].low == 1


def test_bands_are_the_same_each_time():
    rule, rows = contest(random.Random(3))

    assert banded(rule, rows) == banded(rule, rows[::-1])


@pytest.mark.parametrize("kind", ["median", "trimmed_mean", "trimmed_mean_per_criterion"])
def test_bands_follow_the_rule_of_aggregation(kind):
    rule = {"criteria": {"a": 1}, "aggregation": {"kind": kind}}
    plain = {"criteria": {"a": 1}}
    rows = simple([80] * 8 + [0], [79] * 8 + [99], [50] * 9, judges="abcdefghi")

    assert banded(rule, rows)["E3"].band > 1
    assert banded(plain, rows)["E2"].band == 1


def test_a_single_judge_gives_no_bands():
    assert banded({"criteria": {"a": 1}}, simple([80], [70], judges="x")) == {}


def test_unequal_panels_are_drawn_entry_by_entry():
    rows = [*simple([90, 91, 92, 93, 94], [60, 61, 62, 63, 64]), ("E3", "J1", "a", "75", "", ""),
            ("E3", "J9", "a", "76", "", "")]  # fmt: skip

    assert [one.band for one in banded({"criteria": {"a": 1}}, rows).values()] == [1, 2, 3]


def test_intervals_hold_the_true_rank_of_most():
    """Judges drawn from many: the interval of an entry holds its rank in the long run of panels."""
    source, held, asked = rng(21), 0, 0
    for _ in range(20):
        truth = np.sort(source.normal(75, 6, 12))[::-1]
        marks = np.clip(np.round(truth[:, None] + source.normal(0, 4, (12, 9)), 1), 0, 100)
        judges = [f"J{n}" for n in range(9)]
        bands = banded({"criteria": {"a": 1}}, simple(*marks.tolist(), judges=judges))
        for at in range(12):
            one = bands[f"E{at + 1}"]
            held += one.low <= at + 1 <= one.high
            asked += 1
    assert held / asked > 0.88


# ---------------------------------------------------------------- indicators
def test_false_alarms_stay_below_five_in_a_hundred():
    source = rng(2026)

    alarms = [
        bool(indicators_of([totals(source, *size)[0]]).found)
        for size in ((20, 5), (30, 7), (60, 9))
        for _ in range(200)
    ]

    assert np.mean(alarms) <= 0.05


@pytest.mark.parametrize(
    ("entries", "judges", "colluding", "of_each"), [(60, 9, 2, 5), (60, 9, 3, 4), (30, 7, 2, 4)]
)
def test_planted_collusion_is_found(entries, judges, colluding, of_each):
    """Judges who lift the same entries and press the same rivals by three times the usual scatter."""
    source, found = rng(11), 0
    for _ in range(100):
        panel, who = totals(source, entries, judges, colluding=colluding, of_each=of_each)
        signs = indicators_of([panel]).found
        found += any(one.kind == "alike" and set(one.judges) <= who for one in signs)

    assert found >= 90


def test_one_lifted_entry_is_found_with_judge_and_entry():
    panel, _ = totals(rng(3), 40, 7)
    panel.totals[17, 4] = min(100.0, panel.totals[17].mean() + 28)

    [sign] = [one for one in indicators_of([panel]).found if one.kind == "favours"]

    assert (sign.judges, sign.entries) == (("J4",), ("E17",))
    assert sign.figure > sign.bound


@pytest.mark.parametrize("size", [(9, 9), (60, 3)])
def test_panels_too_small_are_not_looked_at(size):
    assert indicators_of([totals(rng(1), *size)[0]]).panels == 0


def test_indicators_say_how_often_they_err():
    told = indicators_of([])

    assert told.false_alarm_rate == pytest.approx(0.03)
    assert "不是结论" in told.note


# ---------------------------------------------------------------- all tables
def large(source, entries=200, judges=9):
    ability, severity = source.normal(80, 6, entries), source.normal(0, 2, judges)
    rows = [
        (f"E{e}", f"J{j}", c, f"{min(100, max(0, ability[e] - severity[j] + source.normal(0, 4))):.1f}", "", "")
        for e in range(entries)
        for j in range(judges)
        for c in "abcde"
    ]  # fmt: skip
    rule = {
        "criteria": dict.fromkeys("abcde", 20),
        "aggregation": {"kind": "trimmed_mean", "drop": 1},
        "ties": [{"by": "median"}],
    }
    return rule, rows, severity


def test_all_tables_of_two_hundred_entries_within_a_second():
    rule, rows, severity = large(rng(4))
    content, text = as_csv(rows), as_text(rule)

    spent = []
    for _ in range(3):
        begun = time.process_time()
        read, book, result = score_files(text, content)
        judging = judge_the_judges(read, book, result)
        spent.append(time.process_time() - begun)

    assert min(spent) < 1.0
    found = [one.severity for one in judging.facets.judges]
    assert np.corrcoef(found, severity)[0, 1] > 0.98
    assert judging.agreement[0].icc_mean > 0.9
    assert len(judging.left_out) == 9
    assert len(judging.bands) == 200


def test_blocks_hold_the_totals_the_result_was_made_of():
    rule, rows = contest(random.Random(12))
    read, _book, result = scored(rule, rows)

    [first, *_rest] = blocks_of(result, read)
    by_name = {one.entry: one for one in result.entries}

    for at, entry in enumerate(first.entries):
        told = {j.judge: j.total for j in by_name[entry].stages[0].groups[0].judges}
        assert [Fraction(told[judge]) for judge in first.judges] == pytest.approx(
            first.totals[at].tolist()
        )
