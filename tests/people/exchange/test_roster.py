import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.people.exchange.contracts import PartialDate
from qingmiao.people.exchange.enums import DateFlaw, RowFlaw
from qingmiao.people.exchange.rules import words
from qingmiao.people.exchange.rules.columns import COLUMNS, masked
from qingmiao.people.exchange.rules.roster import (
    knows,
    mapping_of,
    missing,
    read_rows,
    twins,
)
from tests.people.exchange.corpus import id_number

GOOD = {"姓名": "张 三", "性别": "男", "出生年月": "1986.05", "身份证号": id_number()}


def read(**cells: str):
    record = {**GOOD, **cells}
    [row] = read_rows([(12, record)], mapping_of(record))
    return row


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("名字", "name"),
        ("干部姓名", "name"),
        ("出生日期", "birth"),
        ("身份证", "id_number"),
        ("证件号码", "id_number"),
        ("参工时间", "work_began"),
        ("全日制教育/学历", "full_time_schooling"),
        ("学历", "schooling"),
        ("最高学历", "schooling"),
        ("职务", "post_text"),
        ("现职务", "post_text"),
        ("所在单位及职务", "post_text"),
        ("呈报单位", "unit"),
        ("单位", "unit"),
        ("级别", "level"),
        ("加入党派时间", "party_text"),
        ("当前职务/职级任职时间", "post_since"),
        ("现职级始任时间", "rank_since"),
        ("基本情况/性别", "sex"),
    ],
)
def test_headings_and_their_fields(heading: str, key: str) -> None:
    column = mapping_of([heading])[heading]

    assert column is not None
    assert column.key == key


def test_headings_that_are_not_read() -> None:
    mapping = mapping_of(["序号", "到龄年月", "年龄", "随便", "姓名", "名字"])

    assert [label for label, column in mapping.items() if column] == ["姓名"]
    assert knows("到龄年月")
    assert not knows("随便")
    assert [column.label for column in missing(mapping)] == ["性别", "出生年月"]


def test_every_heading_means_one_field() -> None:
    labels = [label for column in COLUMNS for label in (column.label, *column.aliases)]

    assert len(labels) == len(set(labels))


def test_a_row_says_what_it_says() -> None:
    row = read(
        民族="汉", 政治面貌="中共党员", 级别="副科", 职级="四级主任科员", 学历="大学本科", 特长=""
    )

    assert row.errors == ()
    assert row.values == {
        "name": "张三",
        "sex": "1",
        "birth": PartialDate(1986, 5),
        "id_number": id_number(),
        "ethnicity": "汉族",
        "political_face": "01",
        "level": "142",
        "rank": "s4",
        "schooling": "21",
    }


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"出生年月": "2010.13"}, "出生年月", DateFlaw.NO_SUCH_MONTH),
        ({"出生年月": "1986"}, "出生年月", RowFlaw.MONTH_MISSING),
        ({"出生年月": "1986.1"}, "出生年月", DateFlaw.ONE_OR_TEN),
        ({"出生年月": "1996.05"}, "身份证号", RowFlaw.ID_OF_SOMEBODY_ELSE),
        ({"姓名": ""}, "姓名", RowFlaw.REQUIRED),
        ({"姓名": "=cmd|' /C calc'!A0"}, "姓名", RowFlaw.NOT_A_NAME),
        ({"姓名": "＝张三"}, "姓名", RowFlaw.NOT_A_NAME),
        ({"姓名": "张\u202e三"}, "姓名", RowFlaw.NOT_A_NAME),
        ({"姓名": "张\u200b三"}, "姓名", RowFlaw.NOT_A_NAME),
        ({"性别": "未知"}, "性别", RowFlaw.UNKNOWN_WORD),
        ({"身份证号": "110101199001011234"}, "身份证号", RowFlaw.NOT_AN_IDENTITY),
        ({"民族": "火星族"}, "民族", RowFlaw.UNKNOWN_WORD),
        ({"级别": "部级"}, "级别", RowFlaw.UNKNOWN_WORD),
        ({"学历": "神学院"}, "学历", RowFlaw.UNKNOWN_WORD),
        ({"籍贯": "长" * 61}, "籍贯", RowFlaw.TOO_LONG),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_is_wrong_names_row_column_and_reason(
    cells: dict[str, str], column: str, code: str
) -> None:
    [error] = read(**cells).errors

    assert (error.row, error.column, error.code) == (12, column, code)


def test_two_rows_with_one_identity_number() -> None:
    records = [(2, GOOD), (3, {**GOOD, "姓名": "李四"}), (4, {**GOOD, "身份证号": ""})]
    records += [(5, {**GOOD, "身份证号": ""})]

    found = twins(read_rows(records, mapping_of(GOOD)))

    assert {row: (error.code, error.params) for row, error in found.items()} == {
        3: (RowFlaw.SAME_IDENTITY, {"row": 2}),
        5: (RowFlaw.SAME_PERSON, {"row": 4}),
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("𠮷野家", "𠮷野家"),
        ("John  Smith", "John Smith"),
        ("张", None),
        ("张3", None),
        ("张" * 61, None),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert words.person_name(text) == name


def test_schoolings_in_longer_words() -> None:
    assert words.schooling_of("在职研究生") == "11"
    assert words.schooling_of("中央党校大学(法律)") == "23"
    assert words.schooling_of("") == ""
    assert words.degree_of("工学硕士") == "3"
    assert words.degree_of("") == ""


def test_numbers_are_masked() -> None:
    assert masked("11010519491231002X") == "1101**********002X"
    assert masked("123") == "****"


@given(st.dictionaries(st.sampled_from([c.label for c in COLUMNS]), st.text(max_size=30)))
def test_any_row_is_read_or_told(cells: dict[str, str]) -> None:
    [row] = read_rows([(2, cells)], mapping_of(cells))

    assert all(error.column in cells for error in row.errors)


def test_rows_are_judged_fast_enough() -> None:
    records = [
        (n, {**GOOD, "民族": "汉族", "姓名": f"张三{chr(0x4E00 + n)}", "籍贯": f"湖南{n}"})
        for n in range(5_000)
    ]
    begun = time.process_time()

    read_rows(records, mapping_of(records[0][1]))

    assert 5_000 / (time.process_time() - begun) > 20_000
