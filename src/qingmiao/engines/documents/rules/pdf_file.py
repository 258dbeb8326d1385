"""The printed copy: set by Typst, PDF/A so that the archive can keep it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import typst

from qingmiao.engines.documents.contracts import Code, FaceFonts, OfficialDocument, Paragraph, Table
from qingmiao.engines.documents.enums import Face
from qingmiao.engines.documents.rules import sheet

_SOURCE: Final = Path(__file__).with_name("official.typ")


def pdf_file(
    document: OfficialDocument, *, faces: Iterable[FaceFonts], font_dirs: list[Path]
) -> bytes:
    return typst.compile(
        str(_SOURCE),
        root=str(_SOURCE.parent),
        font_paths=[str(folder) for folder in font_dirs],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_as_inputs(document, {f.face: f for f in faces}))},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
    )


def _as_inputs(document: OfficialDocument, faces: dict[Face, FaceFonts]) -> dict[str, Any]:
    place = sheet.signature_place(document.signature, document.dated)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "paragraphs": [
            _table(each) if isinstance(each, Table) else _paragraph(each)
            for each in document.paragraphs
        ],
        "signature": document.signature,
        "written_day": sheet.written_day(document.dated),
        "year": document.dated.year,
        "month": document.dated.month,
        "day": document.dated.day,
        "marks": list(document.marks),
        "code": _code(document.code),
        "place": {"signature": place.signature, "dated": place.dated},
        "faces": {face.value: list(fonts.families) for face, fonts in faces.items()},
        "title_weight": faces[Face.TITLE].weight,
        "sheet": _measures(),
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "kind": paragraph.kind.value,
        "runs": [
            {"text": run.text, "face": run.face.value, "note": run.note} for run in paragraph.runs
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": table.title,
        "head": list(table.head),
        "cells": [text for row in table.rows for text in row],
        "widths": list(table.widths),
        "words": sorted(table.words),
    }


def _code(code: Code | None) -> dict[str, Any] | None:
    if code is None:
        return None
    return {"svg": code.svg, "leads_to": code.leads_to, "lines": list(code.lines)}


def _measures() -> dict[str, Any]:
    return {
        "page": list(sheet.PAGE_MM),
        "top": sheet.TOP_MM,
        "bottom": sheet.BOTTOM_MM,
        "left": sheet.LEFT_MM,
        "right": sheet.RIGHT_MM,
        "body": sheet.BODY_PT,
        "title": sheet.TITLE_PT,
        "title_leading": sheet.TITLE_LEADING,
        "folio": sheet.FOLIO_PT,
        "note": sheet.NOTE_PT,
        "small": sheet.SMALL_PT,
        "code": sheet.CODE_MM,
        "line": sheet.LINE_PT,
        "tracking": sheet.TRACKING_PT,
        "folio_distance": sheet.FOLIO_DISTANCE_MM,
    }
