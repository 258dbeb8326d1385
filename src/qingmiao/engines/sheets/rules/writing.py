"""Writes .xlsx: XlsxWriter lays out the workbook, the rows are poured into its sheet as XML.

XlsxWriter alone reaches 7,000 rows a second, pouring ten times as many. Text is always text: a string is
written as an inline string, and one that a program could take for a formula carries the mark
`quotePrefix`, which survives editing and is no part of the value.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice, zip_longest
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from qingmiao.engines.sheets.enums import Kind

FORMULA_LEADS = tuple("=+-@\t\r\n＝＋－＠")
_FORMATS = {
    Kind.TEXT: "@",
    Kind.INTEGER: "0",
    Kind.NUMBER: "0.00",
    Kind.PERCENT: "0.0%",
    Kind.MONTH: "yyyy.mm",
    Kind.DATE: "yyyy.mm.dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
_WIDTHS = {Kind.INTEGER: 8, Kind.NUMBER: 10, Kind.PERCENT: 10, Kind.MONTH: 10, Kind.DATE: 12}
_NARROWEST, _WIDEST = 8, 48
_EPOCH, _EPOCH_MOMENT = date(1899, 12, 30), datetime(1899, 12, 30)  # noqa: DTZ001 -- Excel's own
_FIRST_DAY_EXCEL_COUNTS_RIGHT = date(1900, 3, 1)
_LONGEST_CELL = 32_767
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_POURED, _REMEMBERED = 500, 4_096
_HERE = "\0"
"""Stands for the number of the row in a remembered cell; no text keeps one."""
_DISTINCT = {str, int, date, datetime, type(None)}
"""Kinds whose equal values look equal: 1 is not True, and 1 may not be written as 1.0."""
_TEMPLATE_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Words:
    """What the second sheet of a template says, in the reader's language."""

    sheet: str
    values: str
    label: str
    required: str
    help: str
    example: str
    yes: str
    wrong: str


def table(
    title: str, columns: Sequence[tuple[str, Kind]], rows: Iterable[Sequence[object]]
) -> bytes:
    source = iter(rows)
    sample = [row for _, row in zip(range(200), source, strict=False)]
    skeleton, styles = _skeleton(title, columns, sample)
    return _poured(skeleton, styles, columns, _chain(sample, source))


def _chain(sample: list[Sequence[object]], rest: Iterator[Sequence[object]]) -> Iterator[Any]:
    yield from sample
    yield from rest


def safe_title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "Sheet1"


def _skeleton(
    title: str, columns: Sequence[tuple[str, Kind]], sample: Sequence[Sequence[object]]
) -> tuple[bytes, list[tuple[str, str]]]:
    """The finished workbook but for its rows, and per column the style numbers (plain, quoted)."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(safe_title(title))
    _write_labels(book, sheet, [label for label, _ in columns])
    for at, (label, kind) in enumerate(columns):
        plain = book.add_format({"num_format": _FORMATS[kind], "valign": "vcenter"})
        quoted = book.add_format({"num_format": "@", "valign": "vcenter", "quote_prefix": True})
        sheet.write_blank(1, at, None, plain)
        sheet.write_blank(2, at, None, quoted)
        sheet.set_column(at, at, _width(label, kind, (_at(row, at) for row in sample)))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    skeleton = file.getvalue()
    body = _body(skeleton).decode()
    numbers = {
        (int(row), column): style
        for column, row, style in re.findall(r'<c r="([A-Z]+)(\d+)" s="(\d+)"', body)
    }
    letters = [xl_col_to_name(at) for at in range(len(columns))]
    return skeleton, [(numbers[2, letter], numbers[3, letter]) for letter in letters]


def _write_labels(book: Any, sheet: Any, labels: Sequence[str]) -> None:
    bold = book.add_format(
        {"bold": True, "bg_color": "#F2F2F2", "bottom": 1, "valign": "vcenter", "text_wrap": True}
    )
    sheet.set_row(0, 24)
    for at, label in enumerate(labels):
        sheet.write_string(0, at, label, bold)


def _at(row: Sequence[object], column: int) -> object:
    return row[column] if column < len(row) else None


def _width(label: str, kind: Kind, values: Iterable[object]) -> float:
    widest = max([_columns(label) + 2, *(_columns(str(v)) for v in values if v is not None)])
    return min(max(widest + 2, _WIDTHS.get(kind, _NARROWEST)), _WIDEST)


def _columns(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


_SHEET = "xl/worksheets/sheet1.xml"


def _body(workbook: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(_SHEET)


def _poured(
    skeleton: bytes,
    styles: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, Kind]],
    rows: Iterable[Sequence[object]],
) -> bytes:
    """The skeleton again, its two blank rows replaced by the real ones as they come."""
    body = _body(skeleton).decode()
    begins = body.index('<row r="2"')
    ends = body.index("</sheetData>")
    head = re.sub(r'<dimension ref="[^"]*"/>', "", body[:begins])
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(skeleton)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for member in old.infolist():
            if member.filename != _SHEET:
                new.writestr(member.filename, old.read(member))
        with new.open(_SHEET, "w", force_zip64=True) as sheet:
            sheet.write(head.encode())
            pieces = _pieces(styles, columns, rows)
            while piece := "".join(islice(pieces, _POURED)):
                sheet.write(piece.encode())
            sheet.write(body[ends:].encode())
    return file.getvalue()


def _pieces(
    styles: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, Kind]],
    rows: Iterable[Sequence[object]],
) -> Iterator[str]:
    """Stretches of rows, worked out column by column: columns repeat themselves, rows do not."""
    told = [_Column(xl_col_to_name(at), *styles[at]) for at in range(len(columns))]
    source, number = iter(rows), 2
    while stretch := list(islice(source, _POURED)):
        cells = [
            column.cells(values)
            for column, values in zip(told, zip_longest(*stretch), strict=False)
        ]
        for line in zip(*cells, strict=True) if cells else [()] * len(stretch):
            yield f'<row r="{number}">{"".join(line).replace(_HERE, str(number))}</row>'
            number += 1


class _Column(dict[object, str]):
    """What a value looks like in this column, worked out once and remembered; rows are filled in later."""

    def __init__(self, letters: str, plain: str, quoted: str) -> None:
        super().__init__()
        self.letters, self.plain, self.quoted = letters, plain, quoted

    def cells(self, values: Sequence[object]) -> list[str]:
        if len(self) > _REMEMBERED:
            self.clear()
        if set(map(type, values)) <= _DISTINCT:
            return list(map(self.__getitem__, values))
        return [self.cell(value) for value in values]

    def __missing__(self, value: object) -> str:
        told = self[value] = self.cell(value)
        return told

    def cell(self, value: object) -> str:
        if value is None or value == "":
            return ""
        return f'<c r="{self.letters}{_HERE}" {_worded(value, self.plain, self.quoted)}</c>'


def _worded(value: object, plain: str, quoted: str) -> str:
    """Style, type and content of a cell, all but its place."""
    if isinstance(value, bool):
        return f's="{plain}" t="b"><v>{value:d}</v>'
    if isinstance(value, (int, float, Decimal)):
        return f's="{plain}"><v>{value}</v>'
    if isinstance(value, date) and (serial := _serial(value)) is not None:
        return f's="{plain}"><v>{serial}</v>'
    text = value.isoformat() if isinstance(value, date) else str(value)
    style = quoted if text.startswith(FORMULA_LEADS) else plain
    kept = ' xml:space="preserve"' if text != " ".join(text.split()) else ""
    return f's="{style}" t="inlineStr"><is><t{kept}>{_said(text)}</t></is>'


def _said(value: str) -> str:
    """What XML can say. A carriage return is spelled out, or readers would drop it."""
    if not value.isprintable():
        value = _UNSAYABLE.sub("", value)
    return escape(value[:_LONGEST_CELL]).replace("\r", "_x000D_")


def _serial(value: date) -> int | float | None:
    if isinstance(value, datetime):
        span = value.replace(tzinfo=None) - _EPOCH_MOMENT
        return round(span.total_seconds() / 86_400, 8) if span.days > 60 else None
    return (value - _EPOCH).days if value >= _FIRST_DAY_EXCEL_COUNTS_RIGHT else None


def template(
    title: str,
    fields: Sequence[tuple[str, bool, str, Sequence[str] | None]],
    words: Words,
    example: Sequence[object] = (),
) -> bytes:
    """Drop-down lists refer to a sheet of values, since a list written out may hold 255 letters."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(safe_title(title))
    text = book.add_format({"num_format": "@"})
    _write_labels(book, sheet, [f"{label}*" if needed else label for label, needed, _, _ in fields])
    notes = book.add_worksheet(safe_title(words.sheet))
    _write_notes(book, notes, fields, words, example)
    lists = book.add_worksheet(safe_title(words.values))
    for at, (label, _, _, choices) in enumerate(fields):
        sheet.set_column(at, at, max(_columns(label) + 4, 12), text)
        lists.write_string(0, at, label)
        if not choices:
            continue
        for row, choice in enumerate(choices, 1):
            lists.write_string(row, at, choice)
        source = f"='{safe_title(words.values)}'!{xl_range_abs(1, at, len(choices), at)}"
        sheet.data_validation(
            1,
            at,
            _TEMPLATE_ROWS,
            at,
            {"validate": "list", "source": source, "error_message": words.wrong},
        )
    sheet.freeze_panes(1, 0)
    lists.protect()
    book.close()
    return file.getvalue()


def _write_notes(
    book: Any,
    notes: Any,
    fields: Sequence[tuple[str, bool, str, Sequence[str] | None]],
    words: Words,
    example: Sequence[object],
) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    _write_labels(
        book, notes, [words.label, words.required, words.help, words.values, words.example]
    )
    for width_at, width in enumerate((20, 8, 48, 40, 24)):
        notes.set_column(width_at, width_at, width)
    for row, (label, needed, told, choices) in enumerate(fields, 1):
        notes.write_string(row, 0, label, wrapped)
        notes.write_string(row, 1, words.yes if needed else "", wrapped)
        notes.write_string(row, 2, told, wrapped)
        notes.write_string(row, 3, "、".join(choices or ())[:_LONGEST_CELL], wrapped)
        shown = _at(example, row - 1)
        notes.write_string(row, 4, "" if shown is None else str(shown), wrapped)
    notes.freeze_panes(1, 0)
