import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.people.exchange.contracts import AwardNote, PartialDate
from qingmiao.people.exchange.rules.notes import (
    read_appraisals,
    read_awards,
    write_appraisals,
    write_awards,
)

D = PartialDate


@pytest.mark.parametrize(
    ("text", "grades", "rest"),
    [
        ("2020年年度考核优秀;2021年年度考核称职", {2020: "1", 2021: "2"}, ""),
        ("2020年优秀；2021年称职。", {2020: "1", 2021: "2"}, ""),
        ("2016、2017、2018年均为合格", {2016: "2B", 2017: "2B", 2018: "2B"}, ""),
        ("2016-2018年均为称职，2019年基本称职", {2016: "2", 2017: "2", 2018: "2", 2019: "3"}, ""),
        ("2016年至2017年度考核结果均为优秀等次", {2016: "1", 2017: "1"}, ""),
        ("2022年度：不定等次", {2022: "5"}, ""),
        ("无", {}, ""),
        ("（无）", {}, ""),
        ("", {}, ""),
        ("2020年优秀；因病未考核", {2020: "1"}, "因病未考核"),
    ],
)
def test_appraisal_texts(text: str, grades: dict[int, str], rest: str) -> None:
    assert read_appraisals(text) == (grades, rest)


@given(
    st.dictionaries(
        st.integers(1990, 2030), st.sampled_from(["1", "2", "2B", "3", "3B", "4", "4B", "5", "6"])
    )
)
def test_appraisals_written_are_read_back(grades: dict[int, str]) -> None:
    assert read_appraisals(write_appraisals(grades.items())) == (grades, "")


@pytest.mark.parametrize(
    ("text", "awards"),
    [
        (
            "2019年12月，经演示区委批准，授予优秀共产党员称号；2020年03月，荣立三等功。",
            [
                AwardNote("优秀共产党员称号", D(2019, 12), "演示区委"),
                AwardNote("荣立三等功", D(2020, 3)),
            ],
        ),
        ("2018.05被演示区政府评为先进个人", [AwardNote("先进个人", D(2018, 5), "演示区政府")]),
        ("2018年5月获得五一劳动奖章", [AwardNote("五一劳动奖章", D(2018, 5))]),
        ("2021年01月，经演示区委批准，记三等功", [AwardNote("记三等功", D(2021, 1), "演示区委")]),
        ("优秀公务员", [AwardNote("优秀公务员")]),
        ("2010年13月，先进", [AwardNote("2010年13月，先进")]),
        ("无", []),
        ("(无)", []),
        ("", []),
    ],
)
def test_award_texts(text: str, awards: list[AwardNote]) -> None:
    assert read_awards(text) == (awards, [])


def test_sanctions_stand_apart() -> None:
    awards, sanctions = read_awards("2018年5月，先进个人；2020年1月，受党内警告处分。")

    assert [award.title for award in awards] == ["先进个人"]
    assert sanctions == ["2020年1月，受党内警告处分"]


def test_awards_written_are_read_back() -> None:
    awards = [
        AwardNote("优秀共产党员称号", D(2019, 12), "中共演示区委"),
        AwardNote("先进个人", D(2020, 3, 5)),
        AwardNote("劳动模范", D(2021)),
        AwardNote("先进工作者"),
    ]

    assert read_awards(write_awards(awards)) == (awards, [])
    assert write_awards([]) == "无"
