"""What a box tells: nothing about fewer than k sheets, by itself or by any subtraction."""

from collections import defaultdict
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.engines.ballots.contracts import Question, Sheet
from qingmiao.engines.ballots.enums import MARKS, Asked
from qingmiao.engines.ballots.rules import banded, flaws_of_sheet, merged, told_of

K = 3
GROUPS, OPTIONS = ("g", "h"), ("a", "b", "c")
PICK = Question(name="pick", label="想学", kind=Asked.SINGLE, options=OPTIONS)
MANY = Question(name="many", label="方式", kind=Asked.MULTIPLE, options=OPTIONS, most=2)
RATE = Question(name="rate", label="满意", kind=Asked.SCALE)
WISH = Question(name="wish", label="意见", kind=Asked.TEXT)
EVERY = (PICK, MANY, RATE, WISH)


def sheet(group, pick="a", many=(), rate="5", wish=()):
    return Sheet(group=group, said={"pick": (pick,), "many": many, "rate": (rate,), "wish": wish})


SHEETS = st.lists(
    st.builds(
        sheet,
        group=st.sampled_from((*GROUPS, "i")),
        pick=st.sampled_from(OPTIONS),
        many=st.lists(st.sampled_from(OPTIONS), unique=True, max_size=2).map(tuple),
        rate=st.sampled_from(MARKS),
    ),
    max_size=30,
)


@given(SHEETS, st.integers(3, 6))
def test_every_cell_is_none_or_at_least_k_and_the_cells_are_all_the_sheets(sheets, k):
    told = told_of(EVERY, sheets, k=k)

    if len(sheets) < k:
        assert told is None
        return
    assert told.answers == len(sheets)
    assert all(group.size >= k for group in told.groups)
    for line in told.lines:
        assert sum(cell.count for cell in line.cells) == len(sheets)
        for cell in line.cells:
            assert cell.count == 0 or cell.count >= k
            assert all(count == 0 or count >= k for count in cell.by_group)
            assert not cell.by_group or sum(cell.by_group) == cell.count


@given(SHEETS, st.data())
def test_any_sum_and_difference_of_what_is_told_is_none_or_at_least_k(sheets, data):
    """Views are sums of cells; whatever is taken from whatever larger one, cells remain."""
    told = told_of(EVERY, sheets, k=K)
    if told is None:
        return
    for line in told.lines:
        atoms = [n for cell in line.cells for n in (cell.by_group or (cell.count,))]
        larger = data.draw(st.sets(st.integers(0, len(atoms) - 1)))
        smaller = data.draw(st.sets(st.sampled_from(sorted(larger)))) if larger else set()
        left = sum(atoms[at] for at in larger) - sum(atoms[at] for at in smaller)
        assert left == 0 or left >= K


def tables(total):
    """Every way to fill two groups and three options with so many sheets."""
    cells = len(GROUPS) * len(OPTIONS)
    for bars in combinations(range(total + cells - 1), cells - 1):
        edges = (-1, *bars, total + cells - 1)
        yield tuple(edges[at + 1] - edges[at] - 1 for at in range(cells))


@pytest.mark.parametrize("kind", [Asked.SINGLE, Asked.SCALE])
def test_whoever_knows_the_rules_still_deduces_nothing_about_fewer_than_k(kind):
    """Over all small worlds: no set of answers has a size from 1 to k-1 in every world that is told alike."""
    options = OPTIONS if kind == Asked.SINGLE else MARKS[:3]
    question = Question(name="q", label="", kind=kind, options=options)
    places = list(product(GROUPS, options))
    bounds = defaultdict(dict)
    subsets = [each for size in range(1, 7) for each in combinations(range(6), size)]
    for total in range(K, 9):
        for counts in tables(total):
            sheets = [
                Sheet(group=group, said={"q": (option,)})
                for (group, option), count in zip(places, counts, strict=True)
                for _each in range(count)
            ]
            seen = bounds[repr(told_of((question,), sheets, k=K))]
            for subset in subsets:
                size = sum(counts[at] for at in subset)
                low, high = seen.get(subset, (size, size))
                seen[subset] = (min(low, size), max(high, size))

    deduced = {
        (told, subset): low
        for told, seen in bounds.items()
        for subset, (low, high) in seen.items()
        if low == high and 0 < low < K
    }
    assert not deduced


def test_what_few_chose_goes_together_and_takes_the_next_along_where_it_must():
    assert merged({"a": 9, "b": 2, "c": 0, "d": 4}, 3) == (("a",), ("b", "c", "d"))
    assert merged({"a": 9, "b": 2, "c": 1}, 3) == (("a",), ("b", "c"))
    assert merged({"a": 9, "b": 2, "c": 2}, 3) == (
        ("a", "b", "c"),
    )  # four in two: both would be two
    assert merged({"a": 9, "b": 1, "c": 4, "d": 4}, 3) == (("a",), ("b", "c", "d"))
    assert merged({"a": 3, "b": 3, "c": 0}, 3) == (("a",), ("b",), ("c",))


def test_steps_of_a_scale_join_their_neighbours_only():
    def parts(*counts):
        return banded(dict(zip(MARKS, counts, strict=True)), 5)

    assert parts(0, 0, 5, 9, 8) == (("1",), ("2",), ("3",), ("4",), ("5",))
    assert parts(0, 1, 6, 9, 8) == (("1", "2", "3"), ("4",), ("5",))
    assert parts(0, 0, 0, 2, 4) == (("1", "2"), ("3",), ("4", "5"))
    assert parts(0, 0, 1, 1, 2) == (MARKS,)


def test_an_option_that_all_but_one_chose_is_not_told():
    sheets = [sheet("g", many=("a",)) for _each in range(9)] + [sheet("g", many=("b",))]
    told = told_of((MANY,), sheets, k=K)
    assert [line.is_told for line in told.lines] == [False, False, True]
    assert [cell.count for cell in told.lines[2].cells] == [0, 10]


def test_wishes_lose_their_order_and_their_repetitions():
    sheets = [sheet("g", wish=(text,)) for text in ("夜校", "公文", "夜校")]
    assert told_of((WISH,), sheets, k=K).texts == {"wish": ("公文", "夜校")}


@pytest.mark.parametrize(
    ("said", "flaw"),
    [
        pytest.param({}, "请至少回答一题", id="nothing"),
        pytest.param({"pick": ["z"], "rate": ["5"]}, "想学：所选不在选项之内", id="not offered"),
        pytest.param(
            {"pick": ["a"], "rate": ["5"], "many": ["a", "b", "c"]},
            "方式：最多选 2 项",
            id="too many",
        ),
        pytest.param({"pick": ["a"]}, "满意：请选一项", id="left open"),
        pytest.param({"pick": ["a"], "rate": ["6"]}, "满意：所选不在选项之内", id="off the scale"),
        pytest.param(
            {"pick": ["a"], "rate": ["5"], "other": ["a"]}, "答卷里有没有问到的题目", id="not asked"
        ),
    ],
)
def test_what_is_wrong_with_a_sheet(said, flaw):
    assert flaw in list(flaws_of_sheet(EVERY, said))
