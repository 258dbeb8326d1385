from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.people.dossiers.rules import present
from qingmiao.people.dossiers.rules.identity import NotAnIdNumber, read_id_number
from qingmiao.people.dossiers.rules.names import romanised, search_pattern, search_text


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        pytest.param("林若曦", "linruoxi", "lrx", id="plain"),
        pytest.param("曾晓", "zengxiao", "zx", id="曾 as a surname"),
        pytest.param("单 丹", "shandan", "sd", id="单 as a surname, spaces inside"),
        pytest.param("单于飞", "chanyufei", "cyf", id="a compound surname"),
        pytest.param("欧阳娜", "ouyangna", "oyn", id="欧阳"),
        pytest.param("仇和", "qiuhe", "qh", id="仇"),
        pytest.param("解语", "xieyu", "xy", id="解"),
        pytest.param("区伯", "oubo", "ob", id="区"),
        pytest.param("阿依·古丽", "ayiguli", "aygl", id="a dotted name"),
    ],
)
def test_surnames_are_read_as_surnames(name, pinyin, initials):
    found = romanised(name)

    assert (found.pinyin, found.initials) == (pinyin, initials)


def test_every_reading_can_be_typed():
    assert {"zengle", "zl", "zengyue", "zy"} <= set(romanised("曾乐").readings)


@given(st.text(max_size=20))
def test_any_name_at_all_can_be_romanised(name):
    found = romanised(name)

    assert found.pinyin == found.pinyin.lower()
    assert not any(character.isspace() for character in found.initials)


@pytest.mark.parametrize(
    "typed", ["林", "林若", "若曦", "lrx", "lin", "组织部", "区委组织部", "副部长"]
)
def test_short_words_begin_a_word_and_long_ones_stand_anywhere(typed):
    text = search_text(name="林若曦", unit="区委组织部", unit_short="组织部", post="副部长")

    found = search_pattern(typed) in text

    assert found == (typed != "若曦")


@pytest.mark.parametrize(
    ("number", "birth", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), "2"),
        ("11010519491231002x", date(1949, 12, 31), "2"),
        ("440524 18800101 0014", date(1880, 1, 1), "1"),
        ("１１０１０５１９４９１２３１００２Ｘ", date(1949, 12, 31), "2"),
    ],
)
def test_a_valid_number_says_birth_and_sex(number, birth, sex):
    identity = read_id_number(number)

    assert (identity.birth, identity.sex) == (birth, sex)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("110101199001011234", "checksum"),
        ("1101051949123100", "length"),
        ("11010519491231A02X", "format"),
        ("", "length"),
    ],
)
def test_an_invalid_number_says_why(number, why):
    with pytest.raises(NotAnIdNumber) as no:
        read_id_number(number)

    assert no.value.why == why


@given(st.integers(min_value=0, max_value=16), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_never_passes(place, shift):
    number = "11010519491231002X"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    with pytest.raises(NotAnIdNumber):
        read_id_number(wrong)


def test_the_highest_schooling_is_the_first_in_the_order_of_statistics():
    assert present.highest(["21", "11", "31"]) == "11"
    assert present.highest([]) == ""
    assert [present.schooling_tier(code) for code in ("1B", "21", "34", "38", "")] == [
        1,
        2,
        3,
        4,
        4,
    ]


def test_roster_order_is_unit_first_then_person_and_no_unit_last():
    orders = [
        present.roster_order(1, 5),
        present.roster_order(1, 99_998),
        present.roster_order(2, 1),
    ]

    assert orders == sorted(orders)
    assert present.roster_order(None, 1) > present.roster_order(9_999, 1)
