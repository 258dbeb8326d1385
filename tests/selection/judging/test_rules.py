"""Plain functions of judging: relations, spreading, marks, the commitment."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qingmiao.engines.documents.contracts import Table
from qingmiao.engines.documents.services import write_pdf
from qingmiao.selection.judging.contracts import Measure, Need, Party, Service, SheetFacts, Study
from qingmiao.selection.judging.queries.party import articles
from qingmiao.selection.judging.rules.commitment import commitment_of, holds, text_of
from qingmiao.selection.judging.rules.conflict import conflicts_between
from qingmiao.selection.judging.rules.cover import fewest, shortages
from qingmiao.selection.judging.rules.papers import blank_sheets, sign_off
from qingmiao.selection.judging.rules.sheet import (
    flaws_of_marks,
    flaws_of_signing,
    flaws_of_writing,
    read_mark,
)
from qingmiao.selection.judging.rules.spreading import spread

ON = date(2026, 6, 1)
RULES = articles(on=ON)


# ---------------------------------------------------------------- conflicts
def party(pk, name="甲", **more):
    return Party(person_id=pk, name=name, **more)


def served(unit_id, begins, ends=None, *, leads=False, pk=1):
    return Service(
        pk=pk, unit_id=unit_id, unit=f"单位{unit_id}", begins=begins, ends=ends, is_leading=leads,
        text="任职",
    )  # fmt: skip


def studied(school, begins, ends, pk=1):
    return Study(pk=pk, school=school, begins=date(begins, 9, 1), ends=date(ends, 7, 1))


@pytest.mark.parametrize(
    ("judge", "entrant", "found"),
    [
        pytest.param(party(1), party(1), [("self", "hard")], id="oneself"),
        pytest.param(party(1), party(2, "乙"), [], id="strangers"),
        pytest.param(
            party(1, ties=((2, 9, "配偶"),)), party(2, "乙"), [("kin", "hard")], id="kin on file"
        ),
        pytest.param(
            party(1, family=((5, "长子", "乙", (1995, 1)),)),
            party(2, "乙", born=(1995, 1)),
            [("kin", "hard")],
            id="family by name and birth month",
        ),
        pytest.param(
            party(1, family=((5, "长子", "乙", None),)),
            party(2, "乙", born=(1995, 1)),
            [("kin", "soft")],
            id="family by name only",
        ),
        pytest.param(
            party(1, family=((5, "长子", "乙", (1990, 1)),)),
            party(2, "乙", born=(1995, 1)),
            [],
            id="a namesake born in another month",
        ),
        pytest.param(
            party(1, studies=(studied("省委党校", 2018, 2020),)),
            party(2, "乙", studies=(studied("省委党校", 2019, 2021),)),
            [("schoolmate", "soft")],
            id="studied together",
        ),
        pytest.param(
            party(1, studies=(studied("省委党校", 2015, 2017),)),
            party(2, "乙", studies=(studied("省委党校", 2017, 2019),)),
            [],
            id="at the same school one after the other",
        ),
        pytest.param(
            party(1, born=(1970, 1)),
            party(2, "乙", family=((5, "父亲", "甲", (1970, 1)),)),
            [("kin", "hard")],
            id="kin named in the contestant's dossier",
        ),
        pytest.param(
            party(1, unit_ids=(7,), unit_names=("水务局",)),
            party(2, "乙", unit_ids=(7,), unit_names=("水务局",)),
            [("same_unit", "hard")],
            id="same unit now",
        ),
        pytest.param(
            party(None, "丙", work_text="市水务局处长"),
            party(2, "乙", unit_ids=(7,), unit_names=("水务局",)),
            [("same_unit", "soft")],
            id="an expert who typed the unit",
        ),
        pytest.param(
            party(1, services=(served(7, date(2020, 1, 1), date(2024, 1, 1)),)),
            party(2, "乙", services=(served(7, date(2023, 1, 1)),)),
            [("former_unit", "soft")],
            id="together within three years",
        ),
        pytest.param(
            party(1, services=(served(7, date(2020, 1, 1), date(2023, 6, 1)),)),
            party(2, "乙", services=(served(7, date(2020, 1, 1)),)),
            [],
            id="together until three years ago to the day",
        ),
        pytest.param(
            party(1, services=(served(7, date(2020, 1, 1), date(2024, 1, 1)),)),
            party(2, "乙", services=(served(7, date(2024, 1, 1)),)),
            [],
            id="one came the day the other left",
        ),
        pytest.param(
            party(1, services=(served(7, None, date(2024, 1, 1), leads=True),)),
            party(2, "乙", services=(served(7, date(2021, 1, 1)),)),
            [("former_unit", "soft"), ("superior", "hard")],
            id="once the other's leader",
        ),
    ],
)
def test_conflicts_by_the_dossiers(judge, entrant, found):
    told = conflicts_between(judge, entrant, RULES)

    assert sorted((str(each.kind), each.severity) for each in told) == found
    assert all(each.article for each in told)


def test_an_article_not_in_force_says_nothing():
    early = articles(on=date(1999, 1, 1))

    assert conflicts_between(party(1), party(1), early) == []
    assert conflicts_between(party(1), party(2), early) == []


# ---------------------------------------------------------------- spreading
PANELS = st.tuples(
    st.integers(1, 6), st.integers(1, 8), st.integers(1, 4), st.sets(
        st.tuples(st.integers(0, 5), st.integers(0, 7)), max_size=12
    ),
)  # fmt: skip


@given(PANELS)
@settings(max_examples=120, deadline=None)
def test_every_entry_gets_what_it_can_and_never_whom_it_may_not(panel):
    judges, entries, each, forbidden = panel
    plan = spread(entries=range(entries), judges=range(judges), forbidden=forbidden, each=each)

    seen = Counter(entry for _judge, entry in plan.pairs)
    may = {e: sum((j, e) not in forbidden for j in range(judges)) for e in range(entries)}

    assert not plan.pairs & forbidden
    assert all(seen[entry] == min(each, may[entry]) for entry in range(entries))
    assert {entry for entry, _count in plan.short} == {e for e in may if may[e] < each}
    assert dict(plan.loads) == {
        j: sum(judge == j for judge, _entry in plan.pairs) for j in range(judges)
    }


@given(st.integers(1, 7), st.integers(1, 20), st.integers(1, 7))
@settings(max_examples=80, deadline=None)
def test_without_conflicts_loads_differ_by_at_most_one(judges, entries, each):
    plan = spread(entries=range(entries), judges=range(judges), forbidden=set(), each=each)

    loads = [load for _judge, load in plan.loads]
    assert max(loads) - min(loads) <= 1


def least_squares(judges, entries, each, forbidden):
    """The best there is, by trying everything."""
    best = None
    options = []
    for entry in range(entries):
        may = [j for j in range(judges) if (j, entry) not in forbidden]
        options.append(list(combinations(may, min(each, len(may)))))
    todo = [(0, [0] * judges)]
    while todo:
        entry, loads = todo.pop()
        if entry == entries:
            total = sum(load * load for load in loads)
            best = total if best is None else min(best, total)
            continue
        todo += [
            (entry + 1, [load + (j in chosen) for j, load in enumerate(loads)])
            for chosen in options[entry]
        ]
    return best


@given(
    st.integers(1, 4), st.integers(1, 4), st.integers(1, 2),
    st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_with_conflicts_loads_are_as_even_as_they_can_be(judges, entries, each, forbidden):
    plan = spread(entries=range(entries), judges=range(judges), forbidden=forbidden, each=each)

    found = sum(load * load for _judge, load in plan.loads)
    assert found == least_squares(judges, entries, each, forbidden)


def test_the_order_in_which_they_are_told_changes_nothing():
    one = spread(entries=[1, 2, 3], judges=[7, 8, 9], forbidden={(7, 1)}, each=2)
    other = spread(entries=[3, 1, 2], judges=[9, 7, 8], forbidden={(7, 1)}, each=2)

    assert one == other


def test_what_stands_does_not_move_and_counts():
    plan = spread(
        entries=[1, 2], judges=[7, 8, 9], forbidden=set(), each=2, kept={(7, 1), (8, 1), (7, 2)}
    )

    assert plan.pairs == {(9, 2)}


def test_all_who_may():
    plan = spread(entries=[1, 2], judges=[7, 8], forbidden={(7, 1)}, each=None)

    assert plan.pairs == {(8, 1), (7, 2), (8, 2)}


# ---------------------------------------------------------------- cover
@pytest.mark.parametrize(("drop", "least"), [(0, 1), (1, 5), (2, 7)])
def test_fewest(drop, least):
    assert fewest(drop) == least


def need(assigned, possible):
    return Need(stage="路演", group="专家", plate=1, fewest=5, assigned=assigned, possible=possible)


def test_a_shortage_is_final_when_nobody_is_left_to_ask():
    found = list(shortages([need(5, 5), need(4, 6), need(4, 4)]))

    assert [(each.assigned, each.is_final) for each in found] == [(4, False), (4, True)]


# ---------------------------------------------------------------- sheets
MEASURE = Measure(
    criterion_id=1, name="策划", lowest=Decimal(0), highest=Decimal(100), step=Decimal("0.5"),
    is_required=True,
)  # fmt: skip
FREE = Measure(
    criterion_id=2, name="印象", lowest=Decimal(0), highest=Decimal(10), step=None,
    is_required=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "flaws"),
    [
        pytest.param({1: "88.5", 2: ""}, [], id="whole"),
        pytest.param({1: "８８。５"}, [], id="full-width digits"),
        pytest.param({}, ["“策划”还没有评分"], id="missing"),
        pytest.param({1: "100.5"}, ["“策划”须在 0 到 100 之间"], id="above"),
        pytest.param({1: "-0.5"}, ["“策划”须在 0 到 100 之间"], id="below"),
        pytest.param({1: "88.3"}, ["“策划”须按 0.5 分一档"], id="between steps"),
        pytest.param({1: "NaN"}, ["“策划”须填写数字"], id="not a number"),
        pytest.param({1: "1e9999"}, ["“策划”须在 0 到 100 之间"], id="beyond all"),
        pytest.param({1: "好"}, ["“策划”须填写数字"], id="a word"),
        pytest.param({1: "88", 2: "7.123"}, ["“印象”至多两位小数"], id="three decimals"),
        pytest.param(
            {1: "200", 2: "11"},
            ["“策划”须在 0 到 100 之间", "“印象”须在 0 到 10 之间"],
            id="every reason at once",
        ),
    ],
)
def test_marks(typed, flaws):
    assert list(flaws_of_marks([MEASURE, FREE], typed)) == flaws


def test_nothing_typed_is_no_mark():
    assert read_mark("  ") is None


GOOD = {
    "sheet_state": "",
    "sitting_state": "open",
    "contest_state": "judging",
    "assignment_state": "assigned",
    "judge_state": "accepted",
    "entry_is_out": False,
    "has_hard_conflict": False,
}


@pytest.mark.parametrize(
    ("changed", "flaw"),
    [
        pytest.param({"sheet_state": "signed"}, "已经签名", id="signed"),
        pytest.param({"judge_state": "removed"}, "已不是", id="a judge who left"),
        pytest.param({"assignment_state": "recused"}, "已回避", id="recused"),
        pytest.param({"assignment_state": "dropped"}, "没有分派", id="not assigned"),
        pytest.param({"has_hard_conflict": True}, "必须回避", id="a conflict found since"),
        pytest.param({"entry_is_out": True}, "不参加", id="the entry left"),
        pytest.param({"contest_state": "provisional"}, "不在评审", id="another state"),
        pytest.param({"sitting_state": ""}, "还没有开始", id="another stage's turn"),
        pytest.param({"sitting_state": "closed"}, "已经封存", id="sealed"),
        pytest.param({"sheet_state": "keyed"}, "纸质", id="keyed from paper"),
    ],
)
def test_why_a_sheet_cannot_be_signed(changed, flaw):
    [told] = flaws_of_signing(SheetFacts(**{**GOOD, **changed}))

    assert flaw in told


def test_a_good_sheet_can_be_written():
    assert list(flaws_of_writing(SheetFacts(**GOOD))) == []


# ---------------------------------------------------------------- commitment
BOUND = {"salt": "5" * 32, "contest": "比拼", "stage": "路演", "plate": "3", "judge": "J01"}


def test_a_commitment_binds_every_word_and_not_the_order():
    text = text_of(**BOUND, marks={"策划": Decimal("88.5"), "表达": Decimal(90)})
    again = text_of(**BOUND, marks={"表达": Decimal("90.00"), "策划": Decimal("88.50")})
    other = text_of(**BOUND, marks={"策划": Decimal(89), "表达": Decimal(90)})

    assert text == again
    assert holds(text, commitment_of(again))
    assert not holds(other, commitment_of(text))


# ---------------------------------------------------------------- papers
def test_papers_are_tables_somebody_fills_in_or_signs():
    blank = blank_sheets(
        title="比武", stage="路演", criteria=("内容", "答辩"), owed=[("J01 甲", ["1", "2"])],
        signature="赛务组", dated=ON,
    )  # fmt: skip
    bound = sign_off(
        title="比武", stage="路演", sheets=[("1", "J01", "06-01 09:00:00", "a" * 64)], missing=0,
        digest="d" * 64, address="http://127.0.0.1/sealed/", signature="赛务组", dated=ON,
    )  # fmt: skip

    [to_fill] = [each for each in blank.paragraphs if isinstance(each, Table)]
    [to_sign] = [each for each in bound.paragraphs if isinstance(each, Table)]
    assert (to_fill.head, to_fill.rows) == (
        ("号牌", "内容", "答辩"), (("1", "", ""), ("2", "", "")),
    )  # fmt: skip
    assert to_sign.rows == (("1", "J01", "06-01 09:00:00", "a" * 16, ""),)
    assert bound.code is not None
    assert blank.code is None
    assert all(write_pdf(each).startswith(b"%PDF-") for each in (blank, bound))
