from datetime import date

import pytest

from qingmiao.insight.figures.rules.catalogue import FIGURES
from qingmiao.insight.reports.contracts import FrozenRow
from qingmiao.insight.reports.rules.comparison import differences
from qingmiao.insight.reports.rules.template import filled, template, written_window


def test_the_speech_names_every_figure():
    pieces = [piece for each in template("speech").paragraphs for piece in each.pieces]

    assert {piece.figure for piece in pieces if piece.figure} == {f.code for f in FIGURES}


def test_a_report_the_room_does_not_have():
    for code in ("speeches", "../speech"):
        with pytest.raises(LookupError):
            template(code)


@pytest.mark.parametrize(
    ("begins", "words"),
    [
        (date(2021, 1, 1), "2021年"),
        (date(2021, 3, 1), "2021年3月"),
        (date(2021, 3, 8), "2021年3月8日"),
    ],
)
def test_a_window_is_written_as_short_as_it_is(begins, words):
    assert written_window(begins) == words


def test_words_follow_their_readings():
    words = filled("{=window}以来，{=age}岁以下", age=35, window_begins=date(2022, 1, 1))

    assert words == "2022年以来，35岁以下"


def row(key, **changes):
    told = {"person_id": 1, "person": "甲", "unit": "甲镇", "post": "", "record": "", "day": None}
    return FrozenRow(key=key, **(told | changes))


def test_rows_that_came_went_and_changed():
    then = [row("a"), row("b"), row("c")]
    now = [row("b"), row("c", unit="乙局"), row("d")]

    apart = [(each.change, each.row.key) for each in differences(then, now)]

    assert apart == [("added", "d"), ("removed", "a"), ("changed", "c")]
