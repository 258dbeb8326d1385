"""Tables and the square code, which the standard has no measure for: 5号, one line a row, the head on every page."""

import io
from collections.abc import Callable, Iterable

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from qingmiao.engines.documents.contracts import Code, Table
from qingmiao.engines.documents.enums import Face
from qingmiao.engines.documents.rules import sheet

SetFace = Callable[[WordRun, Face, float | None], None]
WIDTH_MM = sheet.PAGE_MM[0] - sheet.LEFT_MM - sheet.RIGHT_MM


def write_table(word: WordDocument, table: Table, set_face: SetFace) -> None:
    if table.title:
        title = word.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.keep_with_next = True
        set_face(title.add_run(table.title), Face.HEADING, sheet.NOTE_PT)
    made = word.add_table(rows=0, cols=len(table.head), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    widths = _set_widths(made, table.widths)
    for number, cells in enumerate((table.head, *table.rows)):
        row = made.add_row()
        _keep_whole(row, is_head=number == 0)
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = widths[at]
            is_words = at in table.words and number > 0
            paragraph = _line(
                cell, WD_ALIGN_PARAGRAPH.LEFT if is_words else WD_ALIGN_PARAGRAPH.CENTER
            )
            set_face(
                paragraph.add_run(text), Face.HEADING if number == 0 else Face.BODY, sheet.NOTE_PT
            )


def write_code(word: WordDocument, code: Code, set_face: SetFace) -> None:
    """The code on the left, what it is about beside it; neither leaves the other."""
    word.add_paragraph().paragraph_format.keep_with_next = True
    made = word.add_table(rows=1, cols=2)
    made.autofit = False
    widths = _set_widths(made, (sheet.CODE_MM, WIDTH_MM - sheet.CODE_MM))
    row = made.rows[0]
    _keep_whole(row, is_head=False)
    picture, words = row.cells
    picture.width, words.width = widths
    run = _line(picture, WD_ALIGN_PARAGRAPH.LEFT).add_run()
    drawn = run.add_picture(io.BytesIO(code.png), width=Mm(sheet.CODE_MM))
    drawn._inline.docPr.set("descr", code.leads_to)
    for number, text in enumerate(code.lines):
        paragraph = _line(words, WD_ALIGN_PARAGRAPH.LEFT, is_first=number == 0)
        set_face(paragraph.add_run(text), Face.BODY, sheet.SMALL_PT)


def _line(cell: _Cell, alignment: WD_ALIGN_PARAGRAPH, *, is_first: bool = True) -> WordParagraph:
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    return paragraph


def _keep_whole(row: _Row, *, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if is_head else [])):
        properties.append(OxmlElement(name))


def _set_widths(table: WordTable, shares: Iterable[float]) -> list[Length]:
    shares = tuple(shares)
    widths = [Mm(WIDTH_MM * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column._gridCol.w = width
    return list(widths)
