"""评分表 and 签名表 in words: what is filled in by hand, and what is signed after sealing."""

from collections.abc import Sequence
from datetime import date

from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run
from qingmiao.engines.documents.enums import Face, ParagraphKind

BLANK = "＿＿＿＿"  # not interface: where somebody writes
TO_FILL = "{plate}号：{marks}"  # not interface: printed
SIGNED = "{plate}号　{judge}　{at}　承诺值{commitment}　签名{blank}"  # not interface: printed
COUNTED = (
    "本环节共签名评分表{count}份，缺{missing}份。封存摘要：{digest}。"  # not interface: printed
)
Filled = tuple[str, str, str, str]
"""Plate, judge, when signed, commitment."""


def blank_sheets(
    *,
    title: str,
    stage: str,
    criteria: Sequence[str],
    owed: Sequence[tuple[str, Sequence[str]]],
    signature: str,
    dated: date,
) -> OfficialDocument:
    """One heading a judge, one line a plate, a place for every mark and for the signature."""
    paragraphs = []
    for judge, plates in owed:
        paragraphs.append(_heading(f"评委 {judge}"))  # not interface: kept as printed
        paragraphs += [
            _body(
                TO_FILL.format(plate=plate, marks="　".join(f"{name}{BLANK}" for name in criteria))
            )
            for plate in plates
        ]
        paragraphs.append(_body(f"评委签名{BLANK}　时间{BLANK}"))  # not interface: printed
    return OfficialDocument(
        title=f"{title}\n{stage}评分表",  # not interface: printed
        paragraphs=tuple(paragraphs),
        signature=signature,
        dated=dated,
    )


def sign_off(
    *,
    title: str,
    stage: str,
    sheets: Sequence[Filled],
    missing: int,
    digest: str,
    signature: str,
    dated: date,
) -> OfficialDocument:
    """Every signed sheet with its commitment: whoever holds the paper can compare it with the database."""
    paragraphs = [_body(COUNTED.format(count=len(sheets), missing=missing, digest=digest))]
    paragraphs += [
        _body(SIGNED.format(plate=plate, judge=judge, at=at, commitment=told[:16], blank=BLANK))
        for plate, judge, at, told in sheets
    ]
    paragraphs.append(_body(f"赛务秘书{BLANK}　监督员{BLANK}"))  # not interface: printed
    return OfficialDocument(
        title=f"{title}\n{stage}评分签名表",  # not interface: printed
        paragraphs=tuple(paragraphs),
        signature=signature,
        dated=dated,
    )


def _heading(text: str) -> Paragraph:
    return Paragraph(kind=ParagraphKind.HEADING, runs=(Run(text=text, face=Face.HEADING),))


def _body(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))
