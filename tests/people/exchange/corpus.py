"""Files an office sends, and files somebody builds to hurt: invented people only."""

import base64
import io
import struct
import zipfile
import zlib

from PIL import Image
from stdnum.cn.ric import calc_check_digit

from qingmiao.people.exchange.contracts import Element, Form, Relative
from qingmiao.people.exchange.rules.lrmx import ORDER, family_element, write_lrmx

RESUME = (
    "2004.09--2008.07  湖南大学土木工程学院土木工程专业学习\n"
    "2008.07--2012.06  演示区住房和城乡建设局科员\n"
    "                  （其间：2010.03--2010.09  区委党校中青年干部培训班学习）\n"
    "2012.06--         演示区住房和城乡建设局副局长"
)


def id_number(place: str = "430602", birth: str = "19860512", order: str = "001") -> str:
    head = place + birth + order
    return head + calc_check_digit(head + "0")


def jpeg(width: int = 120, height: int = 160) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (180, 60, 60)).save(file, "JPEG")
    return file.getvalue()


def huge_png(side: int = 30_000) -> bytes:
    """A picture of 30,000 × 30,000 in a few hundred bytes of head."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


USUAL = {
    "XingMing": "张青苗",
    "XingBie": "男",
    "ChuShengNianYue": "198605",
    "MinZu": "汉族",
    "JiGuan": "湖南岳阳",
    "ChuShengDi": "湖南长沙",
    "RuDangShiJian": "200706",
    "CanJiaGongZuoShiJian": "200807",
    "JianKangZhuangKuang": "健康",
    "ZhuanYeJiShuZhiWu": "工程师",
    "ShuXiZhuanYeYouHeZhuanChang": "城乡规划",
    "QuanRiZhiJiaoYu_XueLi": "大学",
    "QuanRiZhiJiaoYu_XueWei": "工学学士",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "湖南大学土木工程学院土木工程专业",
    "ZaiZhiJiaoYu_XueLi": "",
    "XianRenZhiWu": "演示区住房和城乡建设局副局长",
    "JianLi": RESUME,
    "JiangChengQingKuang": "2019年12月，经演示区委批准，授予优秀共产党员称号。",
    "NianDuKaoHeJieGuo": "2021年优秀；2022年称职；2023年称职",
    "ChengBaoDanWei": "中共演示区委组织部",
    "JiSuanNianLingShiJian": "20240601",
    "TianBiaoShiJian": "20240601",
    "TianBiaoRen": "李四",
    "ShenFenZheng": id_number(),
    "Version": "3.2.1.16",
}
FAMILY = (
    Relative("妻子", "王芳", "198803", "中共党员", "演示区教育局科员"),
    Relative("儿子", "张小苗", "201505", "群众", "演示区第一小学学生"),
)


def form(photo: bytes | None = None, family: tuple[Relative, ...] = FAMILY, **texts: str) -> Form:
    """A complete form; keyword arguments replace its texts, and None-like "" empties one."""
    values = {**USUAL, "ZhaoPian": base64.b64encode(photo or jpeg()).decode(), **texts}
    elements = []
    for name in ORDER:
        if name == "JiaTingChengYuan":
            elements.append(family_element(family))
        else:
            elements.append(Element(name, values.pop(name, "")))
    elements += [Element(name, text) for name, text in values.items()]
    return Form(tuple(elements))


def lrmx(photo: bytes | None = None, family: tuple[Relative, ...] = FAMILY, **texts: str) -> bytes:
    return write_lrmx(form(photo, family, **texts))


def archive(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members:
            opened.writestr(name, content)
    return file.getvalue()


def legacy_archive(name: str, content: bytes, encoding: str = "gb18030") -> bytes:
    """One stored member, built by hand: its name is in a Chinese Windows' code page."""
    raw = name.encode(encoding)
    crc, size = zlib.crc32(content), len(content)
    common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0x21, crc, size, size, len(raw), 0)
    local = b"PK\x03\x04" + common + raw + content
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common
    central += struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def encrypted(data: bytes) -> bytes:
    """The same archive with the «encrypted» bit set in both heads."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)
