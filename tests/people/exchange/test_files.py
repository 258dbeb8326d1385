"""Every kind of file: the forms themselves, archives of them, photographs."""

import base64
import io
import stat
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Content
from qingmiao.engines.sandbox.services import guarded
from qingmiao.people.exchange.contracts import Element, Form, Relative
from qingmiao.people.exchange.enums import FileFlaw
from qingmiao.people.exchange.rules import archive, lrm, lrmx, photo
from tests.people.exchange import corpus


def flaw_of(reader: object, data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        guarded(reader, data)  # type: ignore[arg-type]
    return caught.value.code


def test_a_form_is_written_and_read_without_loss() -> None:
    form = corpus.form(ZhengZhiMianMao="中共党员", WeiZhi="<&\"'>\r\n 原文 ")

    assert lrmx.read_lrmx(lrmx.write_lrmx(form)) == form
    assert Form.from_record(guarded(lrmx.read_record, lrmx.write_lrmx(form))) == form


sayable = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30)
names = st.from_regex(r"[A-Z][A-Za-z_]{0,12}", fullmatch=True)
leaves = st.builds(
    Element,
    names,
    sayable,
    st.just(()),
    st.dictionaries(names, sayable, max_size=2).map(lambda d: tuple(d.items())),
)
branches = st.builds(
    Element, names, st.just(""), st.lists(leaves, min_size=1, max_size=3).map(tuple), st.just(())
)


@given(st.lists(leaves | branches, max_size=8).map(lambda found: Form(tuple(found))))
def test_any_form_survives_writing_and_reading(form: Form) -> None:
    once = lrmx.read_lrmx(lrmx.write_lrmx(form))

    assert once == lrmx.read_lrmx(lrmx.write_lrmx(once))
    assert [e.name for e in once.elements] == [e.name for e in form.elements]
    assert once.elements == form.elements


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = corpus.lrmx().decode("utf-8-sig")

    form = lrmx.read_lrmx(text.encode(encoding))

    assert form.text("XingMing") == "张青苗"


@pytest.mark.parametrize(
    "written", ["<JiGuan/>", "<JiGuan></JiGuan>", "<JiGuan>\n   </JiGuan>", ""]
)
def test_empty_values_are_empty(written: str) -> None:
    form = lrmx.read_lrmx(f"<Person><XingMing>张　三</XingMing>{written}</Person>".encode())

    assert form.text("JiGuan") == ""
    assert lrmx.plain_name(form.text("XingMing")) == "张三"


def test_letters_xml_cannot_say_are_dropped() -> None:
    assert (
        lrmx.read_lrmx(b"<Person><XingMing>a\x0bb\x00</XingMing></Person>").text("XingMing") == "ab"
    )


def test_relatives_and_photo_texts() -> None:
    data = base64.b64encode(b"x" * 90).decode()
    form = corpus.form(
        ZhaoPian=f"data:image/jpeg;base64,\n {data[:60]}\n{data[60:]}",
        family=(*corpus.FAMILY, Relative(), Relative("父亲")),
    )

    assert lrmx.relatives_of(form) == (*corpus.FAMILY, Relative("父亲"))
    assert lrmx.photo_text(form) == data


DTD = b'<?xml version="1.0"?><!DOCTYPE Person [<!ENTITY a "aaaa">]><Person><XingMing>&a;</XingMing></Person>'
XXE = b'<!DOCTYPE Person [<!ENTITY e SYSTEM "file:///etc/passwd">]><Person><XingMing>&e;</XingMing></Person>'
LAUGHS = (
    b"<!DOCTYPE Person [<!ENTITY a0 'x'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><Person>&a11;</Person>"
)


@pytest.mark.parametrize(
    ("data", "flaw"),
    [
        (b"", Content.EMPTY),
        (b" \r\n", Content.EMPTY),
        (b"not xml at all", FileFlaw.NOT_XML),
        (b"<Person><XingMing>x</Person>", FileFlaw.NOT_XML),
        (b"<Person>&undefined;</Person>", FileFlaw.NOT_XML),
        (b"\xff\xff\xfe", FileFlaw.NOT_XML),
        (b"<html/>", FileFlaw.WRONG_ROOT),
        (DTD, FileFlaw.HAS_DTD),
        (XXE, FileFlaw.HAS_DTD),
        (LAUGHS, FileFlaw.HAS_DTD),
        (b"<!DOCTYPE Person SYSTEM 'http://x/y.dtd'><Person/>", FileFlaw.HAS_DTD),
        (b"<Person>" + b"<a>" * 40 + b"</a>" * 40 + b"</Person>", FileFlaw.TOO_DEEP),
        (b"<Person>" + b"<a/>" * 30_000 + b"</Person>", FileFlaw.TOO_DEEP),
        (b"<Person>" + b"x" * (13 << 20) + b"</Person>", Content.TOO_LARGE),
    ],
    ids=lambda value: value if isinstance(value, FileFlaw | Content) else value[:20],
)
def test_hostile_forms(data: bytes, flaw: FileFlaw | Content) -> None:
    assert flaw_of(lrmx.read_record, data) == flaw


def old_form() -> bytes:
    parts = [""] * 33
    parts[0:9] = [
        "张青苗",
        "男",
        "198605",
        "汉族",
        "湖南岳阳",
        "200706",
        "健康",
        "湖南长沙",
        "200807",
    ]
    parts[9] = "大学#工学学士@研究生#"
    parts[10] = "湖南大学#@省委党校#"
    parts[12] = "未知"
    parts[17] = corpus.RESUME
    parts[20:25] = ["妻子@儿子", "王芳@张小苗", "198803@201505", "中共党员@群众", "某局@某校"]
    parts[25] = "某局副局长"
    parts[32] = "20240601120000"
    return ('"' + '","'.join(parts) + '"').encode("gb18030")


def test_the_older_form_with_its_picture() -> None:
    form = Form.from_record(
        guarded(
            lrm.read_record,
            old_form(),
            options={"photo": base64.b64encode(corpus.jpeg()).decode()},
        )
    )

    assert form.text("XingMing") == "张青苗"
    assert form.text("ZaiZhiJiaoYu_XueLi") == "研究生"
    assert form.text("ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi") == "省委党校"
    assert form.text("TianBiaoShiJian") == "20240601"
    assert form.text("Lrm12") == "未知"
    assert [relative.name for relative in lrmx.relatives_of(form)] == ["王芳", "张小苗"]
    assert photo.decoded(lrmx.photo_text(form)) == corpus.jpeg()


@pytest.mark.parametrize(
    ("data", "flaw"),
    [
        (b"", Content.EMPTY),
        (b'"a","b"', FileFlaw.NOT_LRM),
        (b"<Person/>", FileFlaw.NOT_LRM),
        (b'"' + b"x" * (13 << 20), Content.TOO_LARGE),
    ],
    ids=["empty", "short", "xml", "large"],
)
def test_hostile_older_forms(data: bytes, flaw: FileFlaw | Content) -> None:
    assert flaw_of(lrm.read_record, data) == flaw


def test_an_archive_gives_its_forms_and_pictures() -> None:
    data = corpus.archive(
        ("组织部/张青苗.lrmx", b"<Person/>"),
        ("__MACOSX/组织部/._张青苗.lrmx", b"x"),
        ("说明.txt", b"x"),
        ("a.LRM", b"y"),
        ("a.pic", b"z"),
    )

    assert archive.members(data) == [
        ("组织部/张青苗.lrmx", b"<Person/>"),
        ("a.LRM", b"y"),
        ("a.pic", b"z"),
    ]
    assert guarded(archive.members_of, data)[1] == ["a.LRM", "eQ=="]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag(encoding: str) -> None:
    data = corpus.legacy_archive("干部/张青苗.lrmx", b"<Person/>", encoding)

    assert archive.members(data) == [("干部/张青苗.lrmx", b"<Person/>")]


def linked() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        entry = zipfile.ZipInfo("a.lrmx")
        entry.create_system = 3
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(entry, "/etc/passwd")
    return file.getvalue()


def twice() -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return corpus.archive(("a.lrmx", b"1"), ("A.lrmx", b"2"))


def overlapping() -> bytes:
    data = bytearray(corpus.archive(("a.lrmx", b"1" * 500), ("b.lrmx", b"2" * 500)))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = b"\0\0\0\0"
    return bytes(data)


def lying_about_its_size() -> bytes:
    data = bytearray(corpus.archive(("a.lrmx", b"\0" * (40 << 20))))
    central = data.find(b"PK\x01\x02")
    data[central + 24 : central + 28] = (100).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "flaws"),
    [
        (lambda: corpus.archive(("a.lrmx", b"\0" * (200 << 20))), {Content.INFLATES}),
        (lambda: corpus.archive(("../../etc/a.lrmx", b"x")), {FileFlaw.ZIP_ESCAPES}),
        (lambda: corpus.archive(("/etc/a.lrmx", b"x")), {FileFlaw.ZIP_ESCAPES}),
        (lambda: corpus.archive(("..\\a.lrmx", b"x")), {FileFlaw.ZIP_ESCAPES}),
        (lambda: corpus.archive(("C:\\a.lrmx", b"x")), {FileFlaw.ZIP_ESCAPES}),
        (lambda: corpus.encrypted(corpus.archive(("a.lrmx", b"x"))), {Content.ENCRYPTED}),
        (linked, {FileFlaw.ZIP_LINK}),
        (twice, {FileFlaw.ZIP_DUPLICATE}),
        (overlapping, {FileFlaw.ZIP_OVERLAPS}),
        (lying_about_its_size, {Content.INFLATES, Content.DAMAGED}),
        (lambda: corpus.archive(("a.txt", b"x")), {FileFlaw.ZIP_EMPTY}),
        (
            lambda: corpus.archive(*((f"{n}.lrmx", b"") for n in range(5001))),
            {FileFlaw.ZIP_TOO_MANY},
        ),
        (lambda: corpus.archive(("a.lrmx", b"x"))[:40], {Content.DAMAGED}),
        (lambda: b"PK\x03\x04", {Content.DAMAGED}),
    ],
    ids=[
        "bomb",
        "climbs",
        "absolute",
        "backslash",
        "drive",
        "encrypted",
        "link",
        "twice",
        "overlaps",
        "lies",
        "nothing wanted",
        "too many",
        "cut short",
        "only a mark",
    ],
)
def test_hostile_archives(data: object, flaws: set[FileFlaw | Content]) -> None:
    assert flaw_of(archive.members_of, data()) in flaws  # type: ignore[operator]


def test_the_bomb_is_as_small_as_the_real_ones() -> None:
    assert len(corpus.archive(("a.lrmx", b"\0" * (200 << 20)))) < 250_000


def test_a_photograph_is_drawn_again() -> None:
    drawn = guarded(photo.redrawn, corpus.jpeg(2400, 3200) + b"<script>hidden</script>")

    content = base64.b64decode(drawn["jpeg"])
    assert (drawn["width"], drawn["height"]) == (480, 640)
    assert b"script" not in content
    assert Image.open(io.BytesIO(content)).format == "JPEG"


def test_a_small_photograph_is_not_blown_up() -> None:
    drawn = guarded(photo.redrawn_text, base64.b64encode(corpus.jpeg(120, 160)))

    assert (drawn["width"], drawn["height"]) == (120, 160)


@pytest.mark.parametrize(
    ("data", "flaw"),
    [
        (corpus.huge_png(), FileFlaw.PHOTO_TOO_LARGE),
        (b"\0" * (11 << 20), FileFlaw.PHOTO_TOO_LARGE),
        (corpus.jpeg()[:300], FileFlaw.PHOTO_DAMAGED),
        (b"<svg onload='x'/>", FileFlaw.PHOTO_UNKNOWN),
        (b"", FileFlaw.PHOTO_UNKNOWN),
    ],
    ids=["30000x30000", "bytes", "truncated", "svg", "empty"],
)
def test_hostile_photographs(data: bytes, flaw: FileFlaw | Content) -> None:
    assert flaw_of(photo.redrawn, data) == flaw


@pytest.mark.parametrize("text", [b"abc", b"ab*d", "照片".encode()])
def test_base64_cut_short(text: bytes) -> None:
    assert flaw_of(photo.redrawn_text, text) == FileFlaw.PHOTO_DAMAGED
