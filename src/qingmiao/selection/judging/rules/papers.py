"""评分表 and 签名表 in words: what is filled in by hand, and what is signed after sealing."""

from collections.abc import Sequence
from datetime import date

from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run, Table
from qingmiao.engines.documents.enums import Face, ParagraphKind
from qingmiao.engines.documents.rules.code import code, in_groups

BLANK = "＿＿＿＿"  # not interface: where somebody writes
PLATE, JUDGE, AT = "号牌", "评委", "签名时间"  # not interface: printed
COMMITMENT, SIGNATURE = "承诺值", "签名"  # not interface: printed
COUNTED = (
    "本环节共签名评分表{count}份，缺{missing}份。封存摘要：{digest}。"  # not interface: printed
)
HOW = "扫码可不登录核对本表与系统记录是否一致。"  # not interface: printed
SEALED = "封存摘要  "  # not interface: printed
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
    """One heading a judge, one row a plate, a place for every mark and for the signature."""
    paragraphs: list[Paragraph | Table] = []
    for judge, plates in owed:
        paragraphs.append(_heading(f"评委 {judge}"))  # not interface: kept as printed
        paragraphs.append(
            Table(
                head=(PLATE, *criteria),
                rows=tuple((plate, *("" for _name in criteria)) for plate in plates),
                widths=(1.0, *(2.0 for _name in criteria)),
            )
        )
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
    address: str,
    signature: str,
    dated: date,
) -> OfficialDocument:
    """Every signed sheet with its commitment: whoever holds the paper can compare it with the database."""
    paragraphs: list[Paragraph | Table] = [
        _body(COUNTED.format(count=len(sheets), missing=missing, digest=digest))
    ]
    paragraphs.append(
        Table(
            head=(PLATE, JUDGE, AT, COMMITMENT, SIGNATURE),
            rows=tuple((plate, judge, at, told[:16], "") for plate, judge, at, told in sheets),
            widths=(1.0, 1.0, 2.4, 3.0, 2.4),
        )
    )
    paragraphs.append(_body(f"赛务秘书{BLANK}　监督员{BLANK}"))  # not interface: printed
    return OfficialDocument(
        title=f"{title}\n{stage}评分签名表",  # not interface: printed
        paragraphs=tuple(paragraphs),
        signature=signature,
        dated=dated,
        code=code(address, HOW, SEALED + in_groups(digest), address),
    )


def _heading(text: str) -> Paragraph:
    return Paragraph(kind=ParagraphKind.HEADING, runs=(Run(text=text, face=Face.HEADING),))


def _body(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))
