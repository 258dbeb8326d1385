"""The older .lrm with its .pic: one line of quoted texts in a fixed order."""

import base64
from typing import Any

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Content
from qingmiao.people.exchange.contracts import Element, Form, Relative
from qingmiao.people.exchange.enums import FileFlaw
from qingmiao.people.exchange.rules.lrmx import LARGEST, PHOTO, decoded, family_element

_PLAIN = {
    0: "XingMing",
    1: "XingBie",
    2: "ChuShengNianYue",
    3: "MinZu",
    4: "JiGuan",
    7: "ChuShengDi",
    5: "RuDangShiJian",
    8: "CanJiaGongZuoShiJian",
    6: "JianKangZhuangKuang",
    11: "ZhuanYeJiShuZhiWu",
    16: "ShuXiZhuanYeYouHeZhuanChang",
}
_AFTER_SCHOOL = {
    25: "XianRenZhiWu",
    26: "NiRenZhiWu",
    27: "NiMianZhiWu",
    17: "JianLi",
    18: "JiangChengQingKuang",
    19: "NianDuKaoHeJieGuo",
    28: "RenMianLiYou",
}
_LAST = {29: "ChengBaoDanWei", 30: "JiSuanNianLingShiJian", 32: "TianBiaoShiJian"}
_SCHOOLINGS, _SCHOOLS, _RELATIVES = 9, 10, range(20, 25)
_LEAST, _DAY_LETTERS = 29, 8
_UNKNOWN = (12, 13, 14, 15, 31)


def read_record(item: bytes, *, photo: str = "") -> dict[str, Any]:
    """For the sandbox; the photograph comes along as base64 letters."""
    return read_lrm(item, photo=base64.b64decode(photo)).as_record()


def read_lrm(item: bytes, *, photo: bytes = b"") -> Form:
    """The same form an .lrmx would give; parts nobody knows the meaning of are kept by number."""
    if not item.strip():
        raise Unreadable(Content.EMPTY)
    if len(item) > LARGEST:
        raise Unreadable(Content.TOO_LARGE, most=LARGEST >> 20)
    text = decoded(item).replace("\x00", "").strip()
    parts = text.removeprefix('"').removesuffix('"').split('","')
    if not text.startswith('"') or len(parts) < _LEAST:
        raise Unreadable(FileFlaw.NOT_LRM)
    elements = [Element(name, _part(parts, at)) for at, name in _PLAIN.items()]
    elements += _education(parts)
    elements += [Element(name, _part(parts, at)) for at, name in _AFTER_SCHOOL.items()]
    elements.append(family_element(_relatives(parts)))
    for at, name in _LAST.items():
        value = _part(parts, at)
        elements.append(Element(name, value[:_DAY_LETTERS] if name == "TianBiaoShiJian" else value))
    elements += [Element(f"Lrm{at}", value) for at in _UNKNOWN if (value := _part(parts, at))]
    if photo:
        elements.append(Element(PHOTO, base64.b64encode(photo).decode()))
    return Form(tuple(elements))


def _part(parts: list[str], at: int) -> str:
    return parts[at].strip() if at < len(parts) else ""


def _education(parts: list[str]) -> list[Element]:
    """`full-time schooling#degree@in-service schooling#degree`, and the schools in the same shape."""
    elements = []
    for at, ending in ((_SCHOOLINGS, ""), (_SCHOOLS, "_BiYeYuanXiaoXi")):
        modes = [*_part(parts, at).split("@"), "", ""]
        for mode, text in zip(("QuanRiZhiJiaoYu", "ZaiZhiJiaoYu"), modes, strict=False):
            pair = [*text.split("#"), "", ""]
            for name, value in zip(("XueLi", "XueWei"), pair, strict=False):
                elements.append(Element(f"{mode}_{name}{ending}", value.strip()))
    return elements


def _relatives(parts: list[str]) -> list[Relative]:
    columns = [_part(parts, at).split("@") for at in _RELATIVES]
    count = max(len(column) for column in columns)
    rows = [
        Relative(*(column[row].strip() if row < len(column) else "" for column in columns))
        for row in range(count)
    ]
    return [row for row in rows if row != Relative()]
