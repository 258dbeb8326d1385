"""The worked example of docs/algorithms/training-hours.md, computed from its own table."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

from qingmiao.cultivation.learning.contracts.hours import Sitting
from qingmiao.cultivation.learning.rules.hours import credited

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "training-hours.md"
DAY = date(2025, 4, 1)


def rows():
    text = PAGE.read_text().partition("## Worked example")[2]
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def clock(text):
    return time.fromisoformat(text) if text else None


def test_the_example_counts_as_it_says():
    told = {}
    sittings = [
        Sitting(
            key=("attendance", number),
            day=DAY,
            kind="special",
            title=title,
            around="某班",
            given=Decimal(given),
            written=Decimal(written),
            is_flexible=title == "网络课程",
            begins=clock(begins),
            ends=clock(ends),
        )
        for number, (title, begins, ends, given, written, *_told) in enumerate(rows())
    ]

    for credit in credited(sittings, daily_most=Decimal(8)):
        rule = credit.losses[0].rule.value if credit.losses else ""
        told[credit.sitting.title] = (credit.counted, rule)

    assert told == {title: (Decimal(counts), why) for title, *_given, counts, why in rows()}
    assert sum(counted for counted, _why in told.values()) == Decimal(13)
