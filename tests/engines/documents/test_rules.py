from datetime import date

import pytest

from qingmiao.engines.documents.rules.sheet import (
    CHARACTERS,
    LINE_PT,
    LINES,
    POINTS_PER_MM,
    TRACKING_PT,
    columns,
    heading_number,
    signature_place,
    written_day,
)


def test_the_type_area_holds_22_lines_of_28_characters():
    assert pytest.approx(225) == LINES * LINE_PT / POINTS_PER_MM
    assert pytest.approx(156) == CHARACTERS * (16 + TRACKING_PT) / POINTS_PER_MM


@pytest.mark.parametrize(
    ("position", "numeral"),
    [(1, "一、"), (9, "九、"), (10, "十、"), (11, "十一、"), (20, "二十、"), (35, "三十五、")],
)
def test_headings_are_numbered_in_chinese(position, numeral):
    assert heading_number(position) == numeral


def test_a_day_is_written_without_leading_zeros():
    assert written_day(date(2026, 3, 5)) == "2026年3月5日"


@pytest.mark.parametrize(
    ("signature", "place"),
    [
        ("中共演示区委组织部", (2, 2)),  # 9 characters: the date of 7 begins two to the right
        ("中共演示区委组织部干部科", (2, 5)),
        ("组织部", (8, 2)),  # the date would pass the margin, so the signature moves left
        ("", (2, 2)),
    ],
    ids=["ends with it", "ends before it", "longer than the signature", "no signature"],
)
def test_the_date_begins_two_characters_right_of_the_signature(signature, place):
    assert signature_place(signature, date(2026, 11, 23)) == place


def test_latin_takes_half_a_character():
    assert columns("2026年") == 3
