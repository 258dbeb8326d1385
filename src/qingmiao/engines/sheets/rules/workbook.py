"""Reads .xlsx, .xls and .csv into text. Runs in the sandbox: imports nothing of Django."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Content
from qingmiao.engines.sandbox.rules.archives import is_encrypted, packed, pieces
from qingmiao.engines.sheets.contracts import Bounds
from qingmiao.engines.sheets.enums import Flaw

USUAL = Bounds()
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RATIO_FROM = 10 << 20
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FAR = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]+)["']""")
_FAR_ROW = re.compile(rb"""<(?:\w+:)?row[^>]*?\sr\s*=\s*["']([0-9]{6,})["']""")
_FAR_COLUMN = re.compile(rb"""\sr\s*=\s*["']((?:[A-Z]{3}|[I-Z][A-Z])[0-9]+)["']""")


def sheets_of(item: bytes, *, name: str = "", bounds: Bounds = USUAL) -> list[dict[str, Any]]:
    """Every sheet as JSON can say it: name, rows of text, merged blocks."""
    if not item.strip():
        raise Unreadable(Content.EMPTY)
    if len(item) > bounds.size:
        raise Unreadable(Content.TOO_LARGE, most=bounds.size >> 20)
    if item.startswith(_ZIP):
        _look_through(item, bounds)
        return _calamine(item, bounds)
    if item.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in item:
            raise Unreadable(Content.ENCRYPTED)
        return _calamine(item, bounds)
    is_wide = item.startswith((b"\xff\xfe", b"\xfe\xff"))
    is_named_otherwise = name.lower().endswith((".xlsx", ".xls", ".xlsm"))
    if is_named_otherwise or (b"\x00" in item[:4096] and not is_wide):
        raise Unreadable(Flaw.NOT_A_SHEET)
    return [_separated(item, bounds)]


def _look_through(item: bytes, bounds: Bounds) -> None:
    """Inflates every member once, counting, and looks for cells beyond the bounds.

    One cell at XFD1048576 would otherwise be answered with seventeen thousand million empty ones.
    """
    with packed(), zipfile.ZipFile(io.BytesIO(item)) as archive:
        members = archive.infolist()
        if len(members) > bounds.members:
            raise Unreadable(Content.INFLATES, name=members[bounds.members].filename[:80])
        if "EncryptedPackage" in archive.namelist() or any(map(is_encrypted, members)):
            raise Unreadable(Content.ENCRYPTED)
        if not any(member.filename == "xl/workbook.xml" for member in members):
            raise Unreadable(Flaw.NOT_A_SHEET)
        total = 0
        for member in members:
            total += _look_at(archive, member, bounds, total)


def _look_at(archive: zipfile.ZipFile, member: zipfile.ZipInfo, bounds: Bounds, before: int) -> int:
    is_cells = member.filename.startswith("xl/worksheets/")
    inflated, tail = 0, b""
    most = bounds.inflated - before
    for piece in pieces(archive, member, most=most, ratio=bounds.ratio, ratio_from=_RATIO_FROM):
        inflated += len(piece)
        if is_cells:
            _refuse_far_cells(tail + piece, bounds)
            tail = piece[-64:]
    return inflated


def _refuse_far_cells(piece: bytes, bounds: Bounds) -> None:
    for match in _FAR_COLUMN.finditer(piece):
        letters = match[1].rstrip(b"0123456789").decode()
        if _column(letters) > bounds.columns:
            raise Unreadable(Flaw.TOO_MANY_COLUMNS, most=bounds.columns, cell=match[1].decode())
    for match in _FAR_ROW.finditer(piece):
        if int(match[1]) > bounds.rows:
            raise Unreadable(Flaw.TOO_MANY_ROWS, most=bounds.rows)
    far = None if b"<row" in piece else _FAR.search(piece)
    if far and int(far[2]) > bounds.rows:
        raise Unreadable(Flaw.TOO_MANY_ROWS, most=bounds.rows)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _calamine(item: bytes, bounds: Bounds) -> list[dict[str, Any]]:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(item)) as book:
            return [_sheet(book, name, bounds) for name in book.sheet_names]
    except python_calamine.PasswordError as error:
        raise Unreadable(Content.ENCRYPTED) from error
    except (
        python_calamine.CalamineError,
        python_calamine.XmlError,
        python_calamine.ZipError,
    ) as error:
        raise Unreadable(Content.DAMAGED) from error


def _sheet(book: Any, name: str, bounds: Bounds) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(name)
    if sheet.end is not None:
        if sheet.end[0] >= bounds.rows:
            raise Unreadable(Flaw.TOO_MANY_ROWS, most=bounds.rows)
        if sheet.end[1] >= bounds.columns:
            raise Unreadable(Flaw.TOO_MANY_COLUMNS, most=bounds.columns, cell="")
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = [[*top, *bottom] for top, bottom in sheet.merged_cell_ranges or ()]
    return {"name": name, "rows": _trimmed(rows), "merged": merged}


def _separated(item: bytes, bounds: Bounds) -> dict[str, Any]:
    text = _decoded(item)
    first = text.partition("\n")[0]
    separator = max(",\t;", key=first.count)
    rows = []
    try:
        for at, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            if at >= bounds.rows:
                raise Unreadable(Flaw.TOO_MANY_ROWS, most=bounds.rows)
            if len(row) > bounds.columns:
                raise Unreadable(Flaw.TOO_MANY_COLUMNS, most=bounds.columns, cell="")
            rows.append([_unforced(_text(cell)) for cell in row])
    except csv.Error as error:
        raise Unreadable(Content.DAMAGED) from error
    return {"name": "", "rows": _trimmed(rows), "merged": []}


def _decoded(item: bytes) -> str:
    if item.startswith((b"\xff\xfe", b"\xfe\xff")):
        return item.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return item.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Flaw.NOT_A_SHEET)


def _unforced(text: str) -> str:
    """`="001"` and a leading apostrophe are how a CSV says «this is text»."""
    if len(text) > 3 and text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return text[1:] if re.match(r"'[=+\-@＝＋－＠]", text) else text


def _trimmed(rows: Sequence[list[str]]) -> list[list[str]]:
    last = max((at for at, row in enumerate(rows) if any(row)), default=-1)
    return list(rows[: last + 1])


def _text(cell: object) -> str:
    """A date in a cell on the first of a month was typed as a month: no day is invented."""
    if isinstance(cell, str):
        return _UNSAYABLE.sub("", cell).strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"  # not interface: what a cell says
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime):
        if cell.time() != time():
            return cell.strftime("%Y.%m.%d %H:%M")
        cell = cell.date()
    if isinstance(cell, date):
        return f"{cell.year:04}.{cell.month:02}" + (f".{cell.day:02}" if cell.day > 1 else "")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
