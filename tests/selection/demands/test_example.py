"""The worked example of docs/algorithms/structure-gaps.md, computed from its own tables."""

import re
from datetime import date
from pathlib import Path

from qingmiao.people.dossiers.rules.retirement import RETIREMENT, retirement_of
from qingmiao.rulebook.library import regulation
from qingmiao.selection.demands.rules import team as counting
from tests.factories.demands import goal, member

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "structure-gaps.md"
DAY, SLOTS = date(2026, 6, 30), 6
FARMING = ("农", "林", "水利")
GOALS = {
    "aged 30 or below": goal("age", age_to=30, least=1),
    "aged 35 or below": goal("age", age_to=35, least=30, is_share=True),
    "aged 56 or above": goal("age", age_from=56, most=40, is_share=True),
    "women": goal("female", least=1),
    "farming majors": goal("major", major="农业农村", words=FARMING, least=1),
    "24 months in townships": goal("township", months=24, least=50, is_share=True),
}


def tables():
    """The rows of each table of the example, headings and rulers left out."""
    text = PAGE.read_text().partition("## Worked example")[2]
    found = [block for block in re.split(r"\n\n", text) if block.lstrip().startswith("|")]
    return [
        [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in block.strip().splitlines()[2:]
        ]
        for block in found
    ]


def month(text):
    return date.fromisoformat(f"{text.strip()}-01")


def read(number, cells):
    name, sex, born, major, townships, since = cells
    begins, _, ends = townships.partition("–")
    retirement = retirement_of(
        sex={"男": "1", "女": "2"}[sex],
        birth=month(born),
        level="142",
        articles=regulation(RETIREMENT).on(DAY),
    )
    term_ends, is_last = counting.term_under(
        regulation("demands/term").on(DAY), since=month(since), on=DAY
    )
    return member(
        number,
        name=name,
        sex={"男": "1", "女": "2"}[sex],
        birth=month(born),
        majors=(major,),
        township=((month(begins), month(ends) if ends.strip() else None),) if begins else (),
        post_since=month(since),
        retires=retirement.reached,
        gone=retirement.gone,
        term_ends=term_ends,
        is_last_term=is_last,
    )


def told(tally):
    return f"{tally.count}, {tally.short} short" if tally.short else str(tally.count)


def test_the_example_is_what_the_rules_compute():
    people, results = tables()
    members = [read(number, cells) for number, cells in enumerate(people, start=1)]
    left = counting.remaining(members, on=DAY, is_renewed=False)
    lines = {
        name: counting.line_of(each, members, slots=SLOTS, left=left, non_party=frozenset())
        for name, each in GOALS.items()
    }

    computed = [["members", str(SLOTS), *map(told, left)]]
    computed += [[name, line.band, *map(told, line.tallies)] for name, line in lines.items()]

    assert [[row[0].partition(",")[0], *row[1:]] for row in results] == computed
