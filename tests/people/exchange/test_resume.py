import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.people.exchange.contracts import Line, PartialDate, Resume, Unparsed
from qingmiao.people.exchange.enums import LineKind
from qingmiao.people.exchange.rules.resume import HANGING, kind_of, read_resume, write_resume
from tests.people.exchange.test_dates import partial_dates

D = PartialDate

OFFICIAL = (
    "2004.09--2008.07  湖南大学土木工程学院土木工程专业学习\r\n"
    "2008.07--2012.06  演示区住房和城乡建设局科员、办公室副主任，区重点项目建设指挥部\r\n"
    "                  综合组成员\r\n"
    "                  （其间：2010.03--2010.09  区委党校中青班学习；2011.01--2011.06  挂职任演示街道主任助理）\r\n"
    "2012.06--         演示区住房和城乡建设局副局长\r\n"
)


def test_the_official_layout() -> None:
    resume = read_resume(OFFICIAL)

    assert resume == Resume(
        (
            Line("湖南大学土木工程学院土木工程专业学习", D(2004, 9), D(2008, 7), LineKind.STUDY),
            Line(
                "演示区住房和城乡建设局科员、办公室副主任，区重点项目建设指挥部综合组成员",
                D(2008, 7),
                D(2012, 6),
                LineKind.WORK,
                (
                    Line("区委党校中青班学习", D(2010, 3), D(2010, 9), LineKind.STUDY),
                    Line("挂职任演示街道主任助理", D(2011, 1), D(2011, 6), LineKind.POSTING),
                ),
            ),
            Line("演示区住房和城乡建设局副局长", D(2012, 6)),
        )
    )
    assert read_resume(write_resume(resume)) == resume


@pytest.mark.parametrize(
    "written",
    [
        "201207--201606  某局科员",
        "201207—201606某局科员",
        "2012.07－2016.06  某局科员",
        "2012.07～2016.06 某局科员",
        "2012.07~2016.06：某局科员",
        "2012.07-2016.06,".replace(",", "\t") + "某局科员",
        "2012年7月至2016年6月 某局科员",
        "2012年07月——2016年06月　某局科员",
        "２０１２．０７－－２０１６．０６　　某局科员",
        " 2012.07 -- 2016.06  某局科员",
        "2012.7-2016.6 某局科员",
        "2012/07-2016/06 某局科员",
    ],
)
def test_the_ways_lines_are_written(written: str) -> None:
    assert read_resume(written).lines == (Line("某局科员", D(2012, 7), D(2016, 6)),)


@pytest.mark.parametrize(
    "written",
    [
        "2016.06--至今  某局局长",
        "2016.06--今 某局局长",
        "2016.06至今 某局局长",
        "201606-- 某局局长",
    ],
)
def test_open_ends(written: str) -> None:
    assert read_resume(written).lines == (Line("某局局长", D(2016, 6)),)


def test_a_start_that_is_not_on_file() -> None:
    [line] = read_resume("       --2016.06  某局科员")

    assert line == Line("某局科员", None, D(2016, 6))
    assert write_resume([line]) == "       --2016.06  某局科员"


def test_a_single_date_begins_a_spell() -> None:
    assert read_resume("2016.06  参加工作").lines == (Line("参加工作", D(2016, 6)),)


@pytest.mark.parametrize(
    ("text", "unparsed"),
    [
        ("2010.13--2011.01  某局科员", [Unparsed(1, "2010.13--2011.01  某局科员")]),
        ("前言\n2010.01--2011.01  某局科员", [Unparsed(1, "前言")]),
        ("2010.01--2011.01", [Unparsed(1, "2010.01--2011.01")]),
        ("\n\n2010--", [Unparsed(3, "2010--")]),
        ("", []),
    ],
)
def test_lines_nobody_can_read_are_kept(text: str, unparsed: list[Unparsed]) -> None:
    assert list(read_resume(text).unparsed) == unparsed


def test_an_inside_that_cannot_be_read_stays_in_the_line() -> None:
    [line] = read_resume("2010.01--2011.01  某局科员（其间：两次借调）")

    assert line.text == "某局科员（其间：两次借调）"
    assert line.inner == ()


def test_a_year_at_the_start_of_a_wrapped_line_begins_no_spell() -> None:
    [line] = read_resume("2010.01--2011.01  某局科员，获评\n                  2010年度先进个人")

    assert line.text == "某局科员，获评2010年度先进个人"


def test_wrapped_latin_words_keep_their_blank() -> None:
    [line] = read_resume("2010.01--2011.01  worked at Oxford\n      University")

    assert line.text == "worked at Oxford University"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("湖南大学法学专业学习", LineKind.STUDY),
        ("某大学讲师", LineKind.WORK),
        ("某大学博士后", LineKind.WORK),
        ("攻读硕士学位", LineKind.STUDY),
        ("某局局长", LineKind.WORK),
        ("挂职任某镇副镇长", LineKind.POSTING),
    ],
)
def test_kinds(text: str, kind: LineKind) -> None:
    assert kind_of(text) == kind


words = st.text(
    st.sampled_from("某区发展和改革局科员副主任学习大学abXY、，（）12"), min_size=1, max_size=30
).filter(lambda text: text.strip() and "其间" not in text and text[0].isalpha())
lines = st.builds(
    lambda text, begins, ends: Line(text, begins, ends, kind_of(text)),
    words,
    partial_dates,
    st.none() | partial_dates,
)


@given(st.lists(lines, max_size=6))
def test_lines_written_are_read_back(written: list[Line]) -> None:
    resume = read_resume(write_resume(written))

    assert list(resume.lines) == written
    assert resume.unparsed == ()


@given(st.text(alphabet="12090.-—至今 \n（）其间：；某局", max_size=80))
def test_no_letter_of_a_resume_is_lost(text: str) -> None:
    resume = read_resume(text)

    kept = "".join(part.text for part in resume.unparsed)
    for line in resume.lines:
        kept += line.text + "".join(inner.text for inner in line.inner)
    for letter in "某局":
        assert kept.count(letter) == text.count(letter)


def test_the_hanging_indent() -> None:
    [dates] = write_resume([Line("x", D(2010, 1), D(2011, 1))]).split("x")[:1]

    assert len(dates) == HANGING
