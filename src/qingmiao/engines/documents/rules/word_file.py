"""The editable copy: Office Open XML that names the official fonts.

It embeds no font. On the office's own computer 仿宋_GB2312 and 方正小标宋简体 are there and the
sheet is right to the line; elsewhere the word processor substitutes them.
"""

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run, Table
from qingmiao.engines.documents.enums import Face, ParagraphKind
from qingmiao.engines.documents.rules import sheet
from qingmiao.engines.documents.rules.word_notes import FootnoteShelf
from qingmiao.engines.documents.rules.word_tables import write_code, write_table

_FONTS: Final = {
    Face.TITLE: "方正小标宋简体",
    Face.BODY: "仿宋_GB2312",
    Face.LEAD: "楷体_GB2312",
    Face.HEADING: "黑体",
    Face.FOLIO: "宋体",
}
_LATIN: Final = "Times New Roman"
_INDENT_CHARACTERS: Final = "200"
_PARAGRAPH_ORDER: Final = (
    "w:widowControl",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def word_file(document: OfficialDocument) -> bytes:
    word = Document()
    _set_sheet(word)
    _set_styles(word)
    notes = FootnoteShelf(word, face=lambda run: _set_face(run, Face.BODY, sheet.NOTE_PT))
    _write_marks(word, document.marks)
    _write_folios(word)
    _write_opening(word, document)
    for paragraph in document.paragraphs:
        if isinstance(paragraph, Table):
            write_table(word, paragraph, _set_face)
        else:
            _write_paragraph(word, paragraph, notes)
    _write_signature(word, document)
    if document.code is not None:
        write_code(word, document.code, _set_face)
    notes.put_into_file()
    _set_properties(word, document)
    return _with_fixed_times(word)


def _set_sheet(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in sheet.PAGE_MM)
    section.top_margin, section.bottom_margin = Mm(sheet.TOP_MM), Mm(sheet.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(sheet.LEFT_MM), Mm(sheet.RIGHT_MM)
    # The folio's upper edge stands 7 mm under the type area; Word measures from the sheet's edge.
    section.footer_distance = Mm(sheet.BOTTOM_MM - sheet.FOLIO_DISTANCE_MM) - Pt(
        sheet.FOLIO_PT * 1.3
    )
    section.header_distance = Mm(sheet.TOP_MM / 2)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    # The 28 characters are drawn in by the style's spacing and not by a character grid:
    # LibreOffice gives two cells to a character that is a hair wider than one.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(sheet.LINE_PT * 20)))
    word.settings.odd_and_even_pages_header_footer = True


def _set_styles(word: WordDocument) -> None:
    styles = word.styles
    normal = styles["Normal"]
    _style(normal, Face.BODY, sheet.BODY_PT)
    _language(normal)
    # 22 lines on every page, and no air between a figure and the character that counts it.
    for name in ("w:widowControl", "w:autoSpaceDE", "w:autoSpaceDN"):
        _switch(normal.element.get_or_add_pPr(), name)
    _style(styles["Title"], Face.TITLE, sheet.TITLE_PT)
    _style(styles["Subtitle"], Face.LEAD, sheet.BODY_PT)
    _style(styles["Heading 1"], Face.HEADING, sheet.BODY_PT)
    for name, size in (("footnote text", sheet.NOTE_PT), ("footnote reference", None)):
        kind = WD_STYLE_TYPE.PARAGRAPH if size else WD_STYLE_TYPE.CHARACTER
        style = styles.add_style(name, kind)
        if size:
            style.base_style = normal
            _style(style, Face.BODY, size)
            style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        else:
            style.font.superscript = True


def _style(style: ParagraphStyle, face: Face, size: float) -> None:
    properties = style.element.get_or_add_rPr()
    for tag in ("w:rFonts", "w:spacing", "w:kern", "w:color"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    style.font.name = _LATIN
    properties.find(qn("w:rFonts")).set(qn("w:eastAsia"), _FONTS[face])
    style.font.size = Pt(size)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(sheet.TRACKING_PT * 20) if size == sheet.BODY_PT else 0))
    properties.append(spacing)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(round(sheet.LINE_PT, 2))
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:  # the template underlines its titles
        borders.getparent().remove(borders)


def _switch(properties: BaseOxmlElement, name: str) -> None:
    """Turn a paragraph property off, at the place the schema's sequence wants it."""
    for element in properties.findall(qn(name)):
        properties.remove(element)
    off = OxmlElement(name)
    off.set(qn("w:val"), "0")
    followers = [qn(tag) for tag in _PARAGRAPH_ORDER[_PARAGRAPH_ORDER.index(name) + 1 :]]
    before = next((child for child in properties if child.tag in followers), None)
    if before is None:
        properties.append(off)
    else:
        before.addprevious(off)


def _language(style: ParagraphStyle) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)


def _set_face(run: WordRun, face: Face, size: float | None = None) -> None:
    run.font.name = _LATIN
    run._element.get_or_add_rPr().find(qn("w:rFonts")).set(qn("w:eastAsia"), _FONTS[face])
    if size:
        run.font.size = Pt(size)


def _write_marks(word: WordDocument, marks: tuple[str, ...]) -> None:
    section = word.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.style = word.styles["Normal"]
        if marks:
            _set_face(paragraph.add_run("　".join(marks)), Face.HEADING, sheet.BODY_PT)


def _write_folios(word: WordDocument) -> None:
    section = word.sections[0]
    sides = (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "w:rightChars"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "w:leftChars"),
    )
    for footer, alignment, edge in sides:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = word.styles["Normal"]
        paragraph.alignment = alignment
        _indent(paragraph, **{edge: "100", edge.replace("Chars", ""): str(sheet.FOLIO_PT * 20)})
        _set_face(paragraph.add_run("— "), Face.FOLIO, sheet.FOLIO_PT)
        for kind in ("begin", "PAGE", "end"):
            run = paragraph.add_run()
            _set_face(run, Face.FOLIO, sheet.FOLIO_PT)
            element = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
            if kind == "PAGE":
                element.text = kind
            else:
                element.set(qn("w:fldCharType"), kind)
            run._element.append(element)
        _set_face(paragraph.add_run(" —"), Face.FOLIO, sheet.FOLIO_PT)


def _write_opening(word: WordDocument, document: OfficialDocument) -> None:
    title = word.add_paragraph(style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(round(sheet.TITLE_PT * sheet.TITLE_LEADING, 1))
    _switch(title._p.get_or_add_pPr(), "w:snapToGrid")
    for position, line in enumerate(document.title.split("\n")):
        if position:
            title.add_run().add_break()
        title.add_run(line)
    if document.subtitle:
        subtitle = word.add_paragraph(style="Subtitle")
        subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
        subtitle.add_run(document.subtitle)
    word.add_paragraph()


def _write_paragraph(word: WordDocument, paragraph: Paragraph, notes: FootnoteShelf) -> None:
    heading = paragraph.kind is ParagraphKind.HEADING
    written = word.add_paragraph(style="Heading 1" if heading else None)
    written.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    written.paragraph_format.keep_with_next = heading or paragraph.kind is ParagraphKind.CLOSING
    if paragraph.kind is not ParagraphKind.SALUTATION:
        _indent(written, **{"w:firstLineChars": _INDENT_CHARACTERS, "w:firstLine": "640"})
    for run in paragraph.runs:
        _write_run(written, run, Face.HEADING if heading else run.face, notes)


def _write_run(written: WordParagraph, run: Run, face: Face, notes: FootnoteShelf) -> None:
    added = written.add_run(run.text)
    if face is not Face.BODY:
        _set_face(added, face)
    if run.note:
        notes.refer(written, run.note)


def _write_signature(word: WordDocument, document: OfficialDocument) -> None:
    place = sheet.signature_place(document.signature, document.dated)
    lines = [(document.signature, place.signature)] if document.signature else []
    word.add_paragraph().paragraph_format.keep_with_next = True
    for text, right in [*lines, (sheet.written_day(document.dated), place.dated)]:
        paragraph = word.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.keep_with_next = bool(lines) and text == document.signature
        _indent(
            paragraph,
            **{
                "w:rightChars": str(round(right * 100)),
                "w:right": str(round(right * sheet.BODY_PT * 20)),
            },
        )


def _indent(paragraph: WordParagraph, **measures: str) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, measure in measures.items():
        indent.set(qn(name), measure)


def _set_properties(word: WordDocument, document: OfficialDocument) -> None:
    noon = datetime.combine(document.dated, time(12), tzinfo=UTC).replace(tzinfo=None)
    core = word.core_properties
    core.title = document.title.replace("\n", "")
    core.author, core.last_modified_by = document.signature, ""
    core.created = core.modified = noon
    core.revision, core.language, core.comments = 1, "zh-CN", "　".join(document.marks)


def _with_fixed_times(word: WordDocument) -> bytes:
    """A zip remembers when it was packed; ours says the oldest day a zip can name."""
    packed, repacked = io.BytesIO(), io.BytesIO()
    word.save(packed)
    with (
        zipfile.ZipFile(packed) as source,
        zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=_EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(entry))
    return repacked.getvalue()
