import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Content
from qingmiao.engines.sheets.contracts import Bounds, Merged, Sheet, Table
from qingmiao.engines.sheets.enums import Flaw
from qingmiao.engines.sheets.rules.headers import header_of
from qingmiao.engines.sheets.rules.workbook import USUAL, sheets_of
from qingmiao.engines.sheets.services import read_table, write_table
from qingmiao.kernel.errors import Refused

KNOWN = {"姓名", "性别", "学历", "学位", "全日制教育/学历", "出生年月"}


def workbook(*rows: list[object], merged: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for block in merged:
        book.active.merge_cells(block)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return file.getvalue()


def flaw_of(data: bytes, name: str = "x.xlsx", bounds: Bounds = USUAL) -> str:
    with pytest.raises(Unreadable) as caught:
        sheets_of(data, name=name, bounds=bounds)
    return caught.value.code


def test_every_cell_comes_as_text() -> None:
    rows = [
        ["张三 ", 1989.08, 3.0, date(1989, 10, 1), date(1989, 10, 24), True, None, 110105],
        ["=1+1", datetime.fromisoformat("2024-01-02 03:04"), 0.1, "", None, False, "末", 1e10],
    ]

    table = read_table(workbook(*rows), "x.xlsx")

    assert [list(row) for row in table.rows] == [
        ["张三", "1989.08", "3", "1989.10", "1989.10.24", "是", "", "110105"],
        ["", "2024.01.02 03:04", "0.1", "", "", "否", "末", "10000000000"],
    ]


def test_names_that_look_like_formulas_stay_text() -> None:
    data = write_table("x", [("姓名", "text")], [["=cmd|/C calc!A0"]])

    assert [list(row) for row in read_table(data).rows] == [["姓名"], ["=cmd|/C calc!A0"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separated_text_in_the_encodings_offices_use(encoding: str, separator: str) -> None:
    text = (
        f'姓名{separator}编号\r\n张三{separator}="001"\r\n"李{separator}四"{separator}\'=1\r\n\r\n'
    )

    table = read_table(text.encode(encoding), "名册.csv")

    assert [list(row) for row in table.rows] == [
        ["姓名", "编号"],
        ["张三", "001"],
        [f"李{separator}四", "=1"],
    ]


def test_the_header_stands_under_a_title_and_over_merged_cells() -> None:
    data = workbook(
        ["干部花名册", None, None, None, None],
        ["单位：某某", None, None, None, "2024.01"],
        ["姓 名", "性别\n", "全日制教育", None, "出生年月*"],
        [None, None, "学历", "学位", None],
        ["张三", "男", "大学", "工学学士", "1989.10"],
        [None, None, None, None, None],
        ["李四", "女", "研究生", "", "1990.01"],
        merged=("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"),
    )
    table = read_table(data)

    header = header_of(table.first, KNOWN)

    assert header is not None
    assert list(header.labels) == ["姓名", "性别", "全日制教育/学历", "全日制教育/学位", "出生年月"]
    assert [number for number, _ in table.records(header)] == [5, 7]
    assert dict(next(table.records(header))[1])["全日制教育/学位"] == "工学学士"


def test_a_plain_header_in_the_first_row() -> None:
    sheet = Sheet("x", [["姓名", "其他", "姓名"], ["张三", "a"]])

    header = header_of(sheet, KNOWN)

    assert header is not None
    assert list(Table((sheet,)).records(header)) == [(2, {"姓名": "张三", "其他": "a"})]


def test_no_header_is_no_header() -> None:
    assert header_of(Sheet("x", [["a"], ["b"]], [Merged(0, 0, 0, 3)]), KNOWN) is None


def test_one_cell_in_the_far_corner_is_refused_before_it_is_built() -> None:
    data = workbook(["姓名"])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    far = sheet.replace(
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
    )

    assert flaw_of(with_member(data, "xl/worksheets/sheet1.xml", far.encode())) in {
        Flaw.TOO_MANY_COLUMNS,
        Flaw.TOO_MANY_ROWS,
    }
    with pytest.raises(Refused, match="请删去"):
        read_table(with_member(data, "xl/worksheets/sheet1.xml", far.encode()))


@pytest.mark.parametrize(
    ("cell", "flaw"), [("A1048576", Flaw.TOO_MANY_ROWS), ("IX2", Flaw.TOO_MANY_COLUMNS)]
)
def test_far_rows_and_far_columns(cell: str, flaw: Flaw | Content) -> None:
    data = workbook(["姓名"])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = sheet.replace(
        "</sheetData>", f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'
    )

    assert flaw_of(with_member(data, "xl/worksheets/sheet1.xml", far.encode())) == flaw


def test_a_bomb_is_refused_while_it_is_counted() -> None:
    bomb = with_member(workbook(["姓名"]), "xl/media/x.bin", b"\0" * (200 << 20))

    assert len(bomb) < 250_000
    assert flaw_of(bomb) == Content.INFLATES


@pytest.mark.parametrize(
    ("data", "name", "flaw"),
    [
        (b"", "x.xlsx", Content.EMPTY),
        (b"  \n", "x.csv", Content.EMPTY),
        (b"PK\x03\x04broken", "x.xlsx", Content.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "x.xls", Content.DAMAGED),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "x.xlsx",
            Content.ENCRYPTED,
        ),
        (b"just words", "x.xlsx", Flaw.NOT_A_SHEET),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "x.csv", Flaw.NOT_A_SHEET),
        (b"\xff\xff\xff", "x.csv", Flaw.NOT_A_SHEET),
    ],
)
def test_what_is_no_workbook_says_so(data: bytes, name: str, flaw: Flaw | Content) -> None:
    assert flaw_of(data, name) == flaw


def test_a_zip_that_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")

    assert flaw_of(file.getvalue()) == Flaw.NOT_A_SHEET


def test_bounds_are_bounds() -> None:
    data = workbook(*[["a", "b", "c"]] * 5)

    assert flaw_of(data, bounds=Bounds(rows=4)) == Flaw.TOO_MANY_ROWS
    assert flaw_of(data, bounds=Bounds(columns=2)) == Flaw.TOO_MANY_COLUMNS
    assert flaw_of(data, bounds=Bounds(size=10)) == Content.TOO_LARGE
    assert flaw_of(data, bounds=Bounds(members=2)) == Content.INFLATES
    assert flaw_of(b"a\nb\nc", "x.csv", Bounds(rows=2)) == Flaw.TOO_MANY_ROWS
    assert flaw_of(b"a,b,c", "x.csv", Bounds(columns=2)) == Flaw.TOO_MANY_COLUMNS


def test_an_external_entity_in_a_sheet_is_never_followed() -> None:
    data = workbook(["姓名"])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + sheet.replace(
        "</sheetData>", '<row r="2"><c r="A2" t="str"><v>&e;</v></c></row></sheetData>'
    )

    try:
        table = read_table(with_member(data, "xl/worksheets/sheet1.xml", evil.encode()))
    except Refused:
        return
    assert "root" not in str(table.rows)
