"""One way in and two ways out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Content
from qingmiao.engines.sandbox.rules.sentences import SENTENCES as SANDBOX_SENTENCES
from qingmiao.engines.sandbox.services import guarded
from qingmiao.engines.sheets.contracts import Header, Merged, Sheet, Table
from qingmiao.engines.sheets.enums import Flaw, Kind
from qingmiao.engines.sheets.rules import headers, workbook, writing
from qingmiao.kernel.errors import Refused

SENTENCES: dict[str, object] = {
    Flaw.NOT_A_SHEET: gettext_lazy("不是可读的表格：请用 .xlsx、.xls 或 .csv"),
    Flaw.TOO_MANY_ROWS: gettext_lazy("超过 %(most)s 行：请删去末尾的空行或拆分文件"),
    Flaw.TOO_MANY_COLUMNS: gettext_lazy("超过 %(most)s 列（%(cell)s）：请删去右侧多余的列后重试"),
    Flaw.NO_HEADER: gettext_lazy("前 %(rows)s 行里找不到表头：请使用下载的模板"),
}


def read_table(data: bytes, name: str = "") -> Table:
    """Reads a workbook in the sandbox, everything as text; raises `Refused` with the remedy."""
    try:
        sheets = guarded(workbook.sheets_of, data, options={"name": name})
    except Unreadable as no:
        raise Refused(sentence_of(no.code, no.params)) from no
    table = Table(
        sheets=tuple(
            Sheet(
                name=sheet["name"],
                rows=sheet["rows"],
                merged=tuple(Merged(*corners) for corners in sheet["merged"]),
            )
            for sheet in sheets
        )
    )
    if not any(sheet.rows for sheet in table.sheets):
        raise Refused(sentence_of(Content.EMPTY, {}))
    return table


def header_of(table: Table, known: Collection[str] | Callable[[str], bool]) -> Header:
    """The labels of the first sheet, or a refusal that says where they were looked for."""
    header = headers.header_of(table.first, known)
    if header is None:
        raise Refused(sentence_of(Flaw.NO_HEADER, {"rows": headers.LOOK}))
    return header


def write_table(
    sheet_title: str,
    columns: Sequence[tuple[str, Kind | str]],
    rows: Iterable[Sequence[object]],
) -> bytes:
    """One sheet: labels frozen on top, cells typed by their column, never a formula."""
    return writing.table(sheet_title, [(label, Kind(kind)) for label, kind in columns], rows)


def write_template(
    sheet_title: str,
    fields: Sequence[tuple[str, bool, str, Sequence[str] | None]],
    *,
    example: Sequence[object] = (),
) -> bytes:
    """A form to fill in: labels, drop-down lists, and a second sheet that explains each column.

    A field is (label, is required, help, allowed values or None); an example stands on the second
    sheet only, so that it is never imported by mistake.
    """
    words = writing.Words(
        sheet=_("填写说明"),
        values=_("可选值"),
        label=_("栏目"),
        required=_("必填"),
        help=_("说明"),
        example=_("示例"),
        yes=_("是"),
        wrong=_("请从下拉列表中选择"),
    )
    return writing.template(sheet_title, fields, words, example)


def sentence_of(code: str, params: Mapping[str, str | int]) -> str:
    sentences: dict[str, object] = {**SENTENCES, **SANDBOX_SENTENCES}
    return str(sentences[code]) % params
