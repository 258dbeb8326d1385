"""Which characters can be printed at all."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from qingmiao.engines.documents.contracts import MissingGlyph, OfficialDocument, Table
from qingmiao.engines.documents.enums import Face
from qingmiao.engines.documents.rules.sheet import written_day

_CONTEXT: Final = 6
_LAYOUT_ONLY: Final = frozenset("\u00ad\u200b\u2060\ufeff")  # they order the line, nothing is drawn


def passages(document: OfficialDocument) -> Iterator[tuple[Face, str]]:
    """Every stretch of text with the face it is set in, in reading order."""
    for mark in document.marks:
        yield Face.HEADING, mark
    yield Face.TITLE, document.title.replace("\n", "")
    yield Face.LEAD, document.subtitle
    for paragraph in document.paragraphs:
        if isinstance(paragraph, Table):
            yield from _cells(paragraph)
            continue
        for run in paragraph.runs:
            yield run.face, run.text
            yield Face.BODY, run.note
    yield Face.BODY, document.signature
    yield Face.BODY, written_day(document.dated)
    for line in document.code.lines if document.code else ():
        yield Face.BODY, line


def _cells(table: Table) -> Iterator[tuple[Face, str]]:
    for text in (table.title, *table.head):
        yield Face.HEADING, text
    for row in table.rows:
        for text in row:
            yield Face.BODY, text


def unprintable(document: OfficialDocument) -> list[MissingGlyph]:
    """Control characters and private-use code points: no font agrees on what they look like.

    Old input methods put rare name characters into the private-use area. Such a character
    looks right on one machine only, so it is named and refused rather than printed.
    """
    return [
        _missing(face, text, at)
        for face, text in passages(document)
        for at, character in enumerate(text)
        if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}
    ]


def without_glyph(
    document: OfficialDocument, coverage: dict[Face, frozenset[int]]
) -> list[MissingGlyph]:
    """Characters that none of the fonts of their face can draw, each named once a face."""
    missing: dict[tuple[Face, str], MissingGlyph] = {}
    for face, text in passages(document):
        for at, character in enumerate(text):
            if character in _LAYOUT_ONLY or ord(character) in coverage[face]:
                continue
            missing.setdefault((face, character), _missing(face, text, at))
    return list(missing.values())


def _missing(face: Face, text: str, at: int) -> MissingGlyph:
    return MissingGlyph(
        character=text[at], face=face, context=text[max(0, at - _CONTEXT) : at + _CONTEXT + 1]
    )
