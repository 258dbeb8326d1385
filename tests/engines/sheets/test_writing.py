import io
import time
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.engines.sheets.enums import Kind
from qingmiao.engines.sheets.services import header_of, read_table, write_table, write_template

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "＠x",
    '=HYPERLINK("http://x","y")',
]


def opened(workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text: str) -> None:
    book = opened(write_table("名单", [("姓名", Kind.TEXT), ("=备注", Kind.TEXT)], [(text, "a")]))

    sheet = book.active
    assert [cell.data_type for row in sheet.rows for cell in row] == ["s"] * 4
    assert sheet["A2"].value == text
    assert sheet["A2"].quotePrefix
    assert not sheet["B2"].quotePrefix


def test_cells_are_typed_by_their_column() -> None:
    columns = [
        ("姓名", Kind.TEXT),
        ("年龄", Kind.INTEGER),
        ("占比", Kind.PERCENT),
        ("出生年月", Kind.MONTH),
        ("任职", Kind.DATE),
        ("时间", Kind.MOMENT),
        ("空", Kind.TEXT),
    ]
    row = (
        "张三",
        35,
        0.5,
        date(1989, 10, 1),
        date(2020, 2, 29),
        datetime.fromisoformat("2024-01-02 03:04"),
        None,
    )

    sheet = opened(write_table("干部名单", columns, [row])).active

    assert [cell.value for cell in sheet[2]][:3] == ["张三", 35, 0.5]
    assert sheet["D2"].value == datetime.fromisoformat("1989-10-01")
    assert [sheet[f"{c}2"].number_format for c in "DEF"] == [
        "yyyy.mm",
        "yyyy.mm.dd",
        "yyyy-mm-dd hh:mm",
    ]
    assert sheet.freeze_panes == "A2"
    assert sheet.title == "干部名单"


def test_what_was_written_reads_back_as_text() -> None:
    columns = [
        ("姓名", Kind.TEXT),
        ("身份证号", Kind.TEXT),
        ("年", Kind.MONTH),
        ("数", Kind.INTEGER),
    ]
    rows = [("张 三\n四", "11010519491231002X", date(1989, 10, 1), 3), ("李<四>&", "", None, 0)]

    table = read_table(write_table("x", columns, rows), "x.xlsx")

    assert [list(row) for row in table.rows] == [
        ["姓名", "身份证号", "年", "数"],
        ["张 三\n四", "11010519491231002X", "1989.10", "3"],
        ["李<四>&", "", "", "0"],
    ]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_text_can_be_written_and_opened(texts: list[str]) -> None:
    book = opened(write_table("x", [("a", Kind.TEXT)], [[text] for text in texts]))

    assert {cell.data_type for row in book.active.rows for cell in row} <= {"s", "n"}


def test_titles_fit_a_sheet_tab() -> None:
    assert opened(write_table("a/b:[c]*?" + "长" * 40, [("a", Kind.TEXT)], [])).active.title


def test_twenty_thousand_rows_a_second() -> None:
    columns = [(f"栏{n}", Kind.TEXT) for n in range(12)] + [("年", Kind.MONTH)] * 4
    row = ["某区发展和改革局副局长"] * 12 + [date(1989, 10, 1)] * 4
    begun = time.process_time()

    write_table("x", columns, (row for _ in range(10_000)))

    assert 10_000 / (time.process_time() - begun) > 20_000


def test_a_template_explains_itself_and_imports_as_empty() -> None:
    units = [f"单位{n}" for n in range(200)]
    fields = [("姓名", True, "两字姓名不加空格", None), ("单位", False, "从列表中选", units)]

    workbook = write_template("干部导入", fields, example=["张三", "单位1"])

    book = opened(workbook)
    [validation] = book.worksheets[0].data_validations.dataValidation
    assert validation.formula1 == "'可选值'!$B$2:$B$201"
    assert book.sheetnames == ["干部导入", "填写说明", "可选值"]
    table = read_table(workbook, "x.xlsx")
    header = header_of(table, ["姓名", "单位"])
    assert list(header.labels) == ["姓名", "单位"]
    assert list(table.records(header)) == []
