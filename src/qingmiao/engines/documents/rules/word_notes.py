"""Footnotes, which python-docx cannot write: a part of their own, tied in by a relationship."""

from collections.abc import Callable
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun
from lxml import etree

_CONTENT_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
)
# Word refuses a file whose two rules above the notes are not there.
_SEPARATORS: Final = ((-1, "separator"), (0, "continuationSeparator"))


class FootnoteShelf:
    """Collects the notes while the body is written and puts them into the file at the end."""

    def __init__(self, word: WordDocument, *, face: Callable[[WordRun], None]) -> None:
        self._word = word
        self._face = face
        self._root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        self._count = 0
        for number, kind in _SEPARATORS:
            note = self._note(number)
            note.set(qn("w:type"), kind)
            paragraph = OxmlElement("w:p")
            run = OxmlElement("w:r")
            run.append(OxmlElement(f"w:{kind}"))
            paragraph.append(run)
            note.append(paragraph)

    def refer(self, paragraph: WordParagraph, text: str) -> None:
        self._count += 1
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._count))
        run = paragraph.add_run(style="footnote reference")
        run._element.append(reference)
        self._write(self._note(self._count), text)

    def put_into_file(self) -> None:
        if not self._count:
            return
        xml = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._word.part.package
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, xml, package)
        self._word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._word.settings.element
        properties = OxmlElement("w:footnotePr")
        for number, _ in _SEPARATORS:
            listed = OxmlElement("w:footnote")
            listed.set(qn("w:id"), str(number))
            properties.append(listed)
        # CT_Settings is a sequence: the notes stand before w:compat.
        compat = settings.find(qn("w:compat"))
        if compat is None:
            settings.append(properties)
        else:
            compat.addprevious(properties)

    def _note(self, number: int) -> etree._Element:
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        self._root.append(note)
        return note

    def _write(self, note: etree._Element, text: str) -> None:
        element = OxmlElement("w:p")
        note.append(element)
        paragraph = WordParagraph(element, self._word._body)
        paragraph.style = self._word.styles["footnote text"]
        mark = paragraph.add_run(style="footnote reference")
        mark._element.append(OxmlElement("w:footnoteRef"))
        self._face(paragraph.add_run(" " + text))
