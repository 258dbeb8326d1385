"""The .lrmx file of the 任免审批表 editor: read in every variation, written in its own order."""

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Content
from qingmiao.people.exchange.contracts import Element, Form, Relative
from qingmiao.people.exchange.enums import FileFlaw

ROOT = "Person"
FAMILY, ITEM = "JiaTingChengYuan", "Item"
RESUME, PHOTO, VERSION = "JianLi", "ZhaoPian", "Version"
ORDER = (
    "XingMing",
    "XingBie",
    "ChuShengNianYue",
    "MinZu",
    "JiGuan",
    "ChuShengDi",
    "RuDangShiJian",
    "CanJiaGongZuoShiJian",
    "DaoLingNianYue",
    "JianKangZhuangKuang",
    "ZhuanYeJiShuZhiWu",
    "ShuXiZhuanYeYouHeZhuanChang",
    "QuanRiZhiJiaoYu_XueLi",
    "QuanRiZhiJiaoYu_XueWei",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "ZaiZhiJiaoYu_XueLi",
    "ZaiZhiJiaoYu_XueWei",
    "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "XianRenZhiWu",
    "NiRenZhiWu",
    "NiMianZhiWu",
    RESUME,
    "JiangChengQingKuang",
    "NianDuKaoHeJieGuo",
    "RenMianLiYou",
    FAMILY,
    "ChengBaoDanWei",
    "GaiGeQianRenZhiNianLingJieXian",
    "JiSuanNianLingShiJian",
    "TianBiaoShiJian",
    "TianBiaoRen",
    "ShenFenZheng",
    PHOTO,
    VERSION,
)
"""Top-level elements in the order the editor writes them."""

RELATIVE_ORDER = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")
KNOWN = frozenset(ORDER)
DEEPEST, LARGEST, MOST_ELEMENTS = 16, 12 << 20, 20_000
EDITION = "3.2.1.16"

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_record(item: bytes) -> dict[str, Any]:
    """For the sandbox: a form as JSON can say it."""
    return read_lrmx(item).as_record()


def read_lrmx(item: bytes) -> Form:
    """A form with every element it holds; letters XML cannot say are dropped beforehand."""
    if not item.strip():
        raise Unreadable(Content.EMPTY)
    if len(item) > LARGEST:
        raise Unreadable(Content.TOO_LARGE, most=LARGEST >> 20)
    text = _UNSAYABLE.sub("", _DECLARATION.sub("", decoded(item), count=1))
    try:
        root = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(FileFlaw.HAS_DTD) from error
    except ParseError as error:
        line, column = error.position
        raise Unreadable(FileFlaw.NOT_XML, line=line, column=column) from error
    if root.tag != ROOT:
        raise Unreadable(FileFlaw.WRONG_ROOT, root=str(root.tag)[:60])
    budget = [MOST_ELEMENTS]
    return Form(
        elements=tuple(_element(child, 1, budget) for child in root),
        attributes=tuple(root.attrib.items()),
    )


def decoded(item: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 by its mark, else GB18030 whatever the file claims."""
    if item.startswith((b"\xff\xfe", b"\xfe\xff")):
        return item.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return item.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(FileFlaw.NOT_XML, line=1, column=0)


def _element(node: Any, depth: int, budget: list[int]) -> Element:
    budget[0] -= 1
    if depth > DEEPEST or budget[0] < 0:
        raise Unreadable(FileFlaw.TOO_DEEP)
    text = node.text or ""
    if len(node):
        text = text.strip() + "".join(child.tail or "" for child in node).strip()
    return Element(
        name=node.tag,
        text=text,
        children=tuple(_element(child, depth + 1, budget) for child in node),
        attributes=tuple(node.attrib.items()),
    )


def write_lrmx(form: Form) -> bytes:
    """UTF-8 with its mark and CRLF, as the editor writes. A carriage return inside a text is spelled
    out, or the next reader would take it for a line's end.
    """
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f"<{ROOT}{_attributes(form.attributes)}>"]
    for element in form.elements:
        _write(element, "  ", lines)
    lines.append(f"</{ROOT}>")
    return ("\ufeff" + "\n".join(lines) + "\n").replace("\n", "\r\n").encode("utf-8")


def _write(element: Element, indent: str, lines: list[str]) -> None:
    head = element.name + _attributes(element.attributes)
    text = escape(_UNSAYABLE.sub("", element.text), {"\r": "&#13;"})
    if not element.children:
        lines.append(f"{indent}<{head}>{text}</{element.name}>" if text else f"{indent}<{head} />")
        return
    lines.append(f"{indent}<{head}>{text.strip()}")
    for child in element.children:
        _write(child, indent + "  ", lines)
    lines.append(f"{indent}</{element.name}>")


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f" {key}={quoteattr(value)}" for key, value in pairs)


def relatives_of(form: Form) -> tuple[Relative, ...]:
    """The family lines that say anything at all."""
    family = (e for element in form.elements if element.name == FAMILY for e in element.children)
    read = (Relative(*(item.child(name) for name in RELATIVE_ORDER)) for item in family)
    return tuple(relative for relative in read if relative != Relative())


def family_element(relatives: Iterable[Relative]) -> Element:
    items = []
    for relative in relatives:
        values = (
            relative.relation,
            relative.name,
            relative.birth,
            relative.political_face,
            relative.work,
        )
        pairs = zip(RELATIVE_ORDER, values, strict=True)
        items.append(Element(ITEM, children=tuple(Element(name, value) for name, value in pairs)))
    return Element(FAMILY, children=tuple(items))


def plain_name(text: str) -> str:
    """A name without the blanks that spread two characters over three."""
    return "".join(text.split())


def photo_text(form: Form) -> str:
    """The base64 letters of the photograph, without a data-URI's head and without blanks."""
    text = form.text(PHOTO)
    if text.startswith("data:"):
        text = text.partition(",")[2]
    return "".join(text.split())
