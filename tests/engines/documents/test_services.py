import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run, Table
from qingmiao.engines.documents.enums import Face, ParagraphKind
from qingmiao.engines.documents.rules.code import code
from qingmiao.engines.documents.services import FontsMissing, Unprintable, write_docx, write_pdf

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def document(*, text="目前共储备", note="", **changes):
    return OfficialDocument(
        **{
            "title": "交流\n发言",
            "signature": "中共演示区委组织部",
            "dated": date(2026, 11, 23),
            "marks": ("演示数据",),
            "paragraphs": (
                Paragraph(kind=ParagraphKind.SALUTATION, runs=(Run(text="同志们："),)),
                Paragraph(kind=ParagraphKind.HEADING, runs=(Run(text="一、选苗"),)),
                Paragraph(
                    runs=(
                        Run(text="拓宽渠道。", face=Face.LEAD),
                        Run(text=text),
                        Run(text="84人", note=note),
                    )
                ),
            ),
            **changes,
        }
    )


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def test_the_word_file_has_the_sheet_of_the_standard():
    section = Document(io.BytesIO(write_docx(document()))).sections[0]

    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert (section.top_margin.mm, section.left_margin.mm) == pytest.approx((37, 28), abs=0.1)
    assert (section.bottom_margin.mm, section.right_margin.mm) == pytest.approx((35, 26), abs=0.1)


def test_the_word_file_names_the_official_fonts():
    styles = part(write_docx(document()), "word/styles.xml")

    def east_asian(style):
        [fonts] = styles.xpath(f"//w:style[w:name/@w:val='{style}']/w:rPr/w:rFonts", namespaces=W)
        return fonts.get(qn("w:eastAsia"))

    assert east_asian("Normal") == "仿宋_GB2312"
    assert east_asian("Title") == "方正小标宋简体"
    assert east_asian("heading 1") == "黑体"


def test_a_note_becomes_a_real_footnote_tied_to_its_figure():
    content = write_docx(document(note="定义：在库干部，按人计"))

    [reference] = part(content, "word/document.xml").iter(qn("w:footnoteReference"))
    notes = {
        note.get(qn("w:id")): "".join(note.itertext())
        for note in part(content, "word/footnotes.xml")
    }
    types = part(content, "[Content_Types].xml")
    assert notes[reference.get(qn("w:id"))] == " 定义：在库干部，按人计"
    assert set(notes) == {"-1", "0", "1"}
    assert types.xpath("//*[@PartName='/word/footnotes.xml']")


def test_without_a_note_there_is_no_footnote_part():
    with zipfile.ZipFile(io.BytesIO(write_docx(document()))) as package:
        assert "word/footnotes.xml" not in package.namelist()


def test_folios_stand_outside_on_both_sides():
    content = write_docx(document())

    word = Document(io.BytesIO(content))
    odd = word.sections[0].footer.paragraphs[0]
    even = word.sections[0].even_page_footer.paragraphs[0]
    assert (odd.alignment.name, even.alignment.name) == ("RIGHT", "LEFT")
    assert odd.text == even.text == "—  —"  # the number is a field


def test_marks_stand_at_the_head_of_every_page():
    section = Document(io.BytesIO(write_docx(document()))).sections[0]

    assert section.header.paragraphs[0].text == "演示数据"
    assert section.even_page_header.paragraphs[0].text == "演示数据"


@pytest.mark.parametrize("write", [write_docx, write_pdf])
def test_the_same_words_give_the_same_file(write):
    assert write(document(note="按人计")) == write(document(note="按人计"))


def test_the_pdf_is_set_and_archivable():
    content = write_pdf(document(note="按人计"))

    assert content.startswith(b"%PDF-")
    assert b"pdfaid" in content


def test_user_text_is_never_typst_source():
    content = write_pdf(document(text='#panic("no") *粗* $x$ @ref <tag> \\ " 】'))

    assert content.startswith(b"%PDF-")


def test_a_rare_name_character_is_printed():
    assert write_pdf(document(text="干部王䶮、李祎堃")).startswith(b"%PDF-")


def test_a_character_no_font_has_is_named_not_left_blank():
    with pytest.raises(Unprintable) as refusal:
        write_pdf(document(text="干部王\U00020021等"))

    assert refusal.value.reasons == (
        "仿宋字体中没有“\U00020021”（U+20021），见“干部王\U00020021等”",
    )


@pytest.mark.parametrize(
    ("write", "character"),
    [(write_docx, "\ue000"), (write_pdf, "\ue000"), (write_docx, "\x0b"), (write_pdf, "\x00")],
    ids=["word, private use", "pdf, private use", "word, control", "pdf, control"],
)
def test_a_character_nobody_agrees_on_is_refused(write, character):
    with pytest.raises(Unprintable) as refusal:
        write(document(note=f"王{character}"))

    assert f"U+{ord(character):04X}" in refusal.value.reasons[0]


def test_without_any_font_the_reason_says_what_to_do(settings, tmp_path):
    settings.FONT_DIRS = [tmp_path]

    with pytest.raises(FontsMissing, match="FONT_DIRS"):
        write_pdf(document())


TABLE = Table(
    title="路演 · 专家评委",
    head=("号牌", "单位", "得分"),
    rows=tuple((str(no), "区委组织部", "[88.50]") for no in range(1, 41)),
    widths=(1, 3, 2),
    words=frozenset([1]),
)


def test_a_table_repeats_its_head_breaks_no_row_and_fills_the_type_area():
    word = Document(io.BytesIO(write_docx(document(paragraphs=(TABLE,)))))

    [table] = word.tables
    head, first = table.rows[0]._tr.trPr, table.rows[1]._tr.trPr
    assert [cell.text for cell in table.rows[40].cells] == ["40", "区委组织部", "[88.50]"]
    assert [child.tag for child in head] == [qn("w:cantSplit"), qn("w:tblHeader")]
    assert [child.tag for child in first] == [qn("w:cantSplit")]
    assert sum(column.width.mm for column in table.columns) == pytest.approx(156, abs=0.5)
    assert table.rows[1].cells[1].paragraphs[0].alignment.name == "LEFT"
    assert "路演 · 专家评委" in [paragraph.text for paragraph in word.paragraphs]


def test_a_code_stands_in_both_files_with_what_it_leads_to():
    made = document(paragraphs=(TABLE,), code=code("https://q.example/1", "查验编号 ABC"))

    content = write_docx(made)

    [drawn] = part(content, "word/document.xml").iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        [picture] = [name for name in package.namelist() if name.startswith("word/media/")]
        assert package.read(picture).startswith(b"\x89PNG")
    assert drawn.get("descr") == "https://q.example/1"
    assert Document(io.BytesIO(content)).tables[-1].rows[0].cells[1].text == "查验编号 ABC"
    assert content == write_docx(made)
    assert write_pdf(made) == write_pdf(made)


@pytest.mark.parametrize(
    "changes",
    [
        {"paragraphs": (Table(head=("姓名",), rows=(("王\ue000",),), widths=(1,)),)},
        {"code": code("https://q.example/1", "王\ue000")},
    ],
    ids=["in a cell", "beside the code"],
)
def test_a_name_in_a_table_no_font_can_draw_is_refused(changes):
    for write in (write_docx, write_pdf):
        with pytest.raises(Unprintable):
            write(document(**changes))
