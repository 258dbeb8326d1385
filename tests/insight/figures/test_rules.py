from datetime import date

import pytest

from qingmiao.insight.figures.enums import FigureUnit, Qualifier
from qingmiao.insight.figures.queries.figures import STATEMENTS
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS, FIGURES
from qingmiao.insight.figures.rules.display import in_words, shown, wording_exceeds
from qingmiao.insight.figures.rules.readings import PLANS, parsed
from qingmiao.insight.figures.rules.readings import in_words as reading_in_words


@pytest.mark.parametrize(
    ("value", "qualifier", "text"),
    [
        (84, Qualifier.EXACT, "84"),
        (62, Qualifier.AT_LEAST, "60余"),
        (60, Qualifier.AT_LEAST, "60"),
        (9, Qualifier.AT_LEAST, "9"),
        (0, Qualifier.AT_LEAST, "0"),
        (24, Qualifier.AT_LEAST, "20余"),
        (537, Qualifier.AT_LEAST, "500余"),
        (1523, Qualifier.AT_LEAST, "1500余"),
        (1980, Qualifier.AT_LEAST, "1900余"),
        (5099, Qualifier.AT_LEAST, "5000余"),
        (12_345, Qualifier.AT_LEAST, "12000余"),
        (94.8, Qualifier.ROUNDED, "95%"),
        (94.5, Qualifier.ROUNDED, "95%"),
        (94.4, Qualifier.ROUNDED, "94%"),
    ],
)
def test_a_number_is_worded_as_its_qualifier_says(value, qualifier, text):
    assert shown(value, qualifier) == text


@pytest.mark.parametrize(
    ("wording", "value", "exceeds"),
    [
        ("60余", 61, False),
        ("60余", 60, True),
        ("60余", 59, True),
        ("高达95%", 94.8, False),
        ("高达95%", 94.4, True),
        ("84", 84, False),
        ("85", 84, True),
        ("", 0, False),
    ],
)
def test_words_may_not_promise_more_than_the_number(wording, value, exceeds):
    assert wording_exceeds(wording, value) is exceeds


def test_a_number_carries_its_unit():
    assert in_words("60余", FigureUnit.PARTICIPATION, "人次") == "60余人次"
    assert in_words("95%", FigureUnit.PERCENT, "%") == "95%"


def test_every_figure_of_the_speech_is_declared_and_asked():
    assert [figure.code for figure in FIGURES] == [f"F{number:02}" for number in range(1, 34)]
    assert set(STATEMENTS) == set(DEFINITIONS)


def test_what_the_speech_says_stands_in_the_catalogue():
    said = {figure.code: figure.expected for figure in FIGURES}

    assert said == {
        "F01": "5", "F02": "4", "F03": "3", "F04": "3", "F05": "3", "F06": "3", "F07": "4",
        "F08": "3", "F09": "84", "F10": "208", "F11": "60余", "F12": "1500余", "F13": "5000余",
        "F14": "5+", "F15": "10", "F16": "5", "F17": "3", "F18": "2", "F19": "500余",
        "F20": "20余", "F21": "20余", "F22": "7", "F23": "6 / 8 / 8", "F24": "135", "F25": "95%",
        "F26": "37", "F27": "31", "F28": "4", "F29": "3", "F30": "20", "F31": "66", "F32": "4",
        "F33": "2",
    }  # fmt: skip


def test_every_reading_a_definition_names_can_be_told():
    for definition in DEFINITIONS.values():
        assert set(definition.readings) <= set(PLANS)


def test_readings_are_read_from_text_and_told_in_words():
    assert parsed(PLANS["age_limit"], "35") == 35
    assert parsed(PLANS["window_begins"], "2021-01-01") == date(2021, 1, 1)
    assert reading_in_words(PLANS["window_begins"], date(2021, 1, 1)) == "2021年1月1日"
    assert str(reading_in_words(PLANS["lecturers"], "persons")) == "按人计，同一人只计一次"
    with pytest.raises(ValueError, match="perhaps"):
        parsed(PLANS["lecturers"], "perhaps")
