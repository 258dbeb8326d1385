"""The worked example of docs/algorithms/competence-gaps.md, and what the rule promises."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.cultivation.plans import rules
from qingmiao.cultivation.plans.contracts import ClaimFacts
from qingmiao.evidence.enums import SourceKind

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "competence-gaps.md"
ON, LEVELS = date(2026, 11, 25), {1: 1, 2: 2, 3: 3, 4: 4}
SINCE = rules.month_before(ON, 36)


def rows():
    text = PAGE.read_text().partition("## Worked example")[2]
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def claim(kind="contest", day="2026-01-01", speaks="for", by="", checked=""):
    return ClaimFacts(
        kind=kind, happened_on=date.fromisoformat(day), is_for=speaks == "for",
        is_against=speaks == "against", is_by_oneself=by == "oneself", verified_by=checked,
    )  # fmt: skip


def test_the_example_counts_as_it_says():
    told = [(claim(*cells[:5]), cells[5]) for cells in rows()]

    assert [rules.counts(each, since=SINCE) for each, _said in told] == [
        said == "yes" for _each, said in told
    ]
    found = rules.evidenced([each for each, _said in told], since=SINCE, kinds_for=LEVELS)
    assert (found.level, found.kinds, found.counted, found.against) == (2, 2, 3, 1)
    assert rules.gap(required=3, level=found.level) == 1


claims = st.lists(
    st.builds(
        claim,
        kind=st.sampled_from([str(each) for each in SourceKind]),
        day=st.dates(date(2020, 1, 1), ON).map(str),
        speaks=st.sampled_from(["for", "against"]),
        by=st.sampled_from(["", "oneself"]),
        checked=st.sampled_from(["", "王干事"]),
    ),
    max_size=12,
)


@given(claims, claims)
def test_more_evidence_never_lowers_a_level_nor_does_order_matter(some, more):
    before = rules.evidenced(some, since=SINCE, kinds_for=LEVELS)
    after = rules.evidenced([*more, *some], since=SINCE, kinds_for=LEVELS)

    assert after.level >= before.level
    assert rules.evidenced(some[::-1], since=SINCE, kinds_for=LEVELS) == before


@given(claims)
def test_what_one_says_of_oneself_carries_nothing(some):
    others = [each for each in some if not each.is_by_oneself]

    assert (
        rules.evidenced(some, since=SINCE, kinds_for=LEVELS).level
        == rules.evidenced(others, since=SINCE, kinds_for=LEVELS).level
    )


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 25), 36, date(2023, 11, 25)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2026, 1, 5), 1, date(2025, 12, 5)),
    ],
)
def test_so_many_months_before(day, months, before):
    assert rules.month_before(day, months) == before
