import dataclasses

import pytest

from qingmiao.people.exchange.contracts import (
    AwardNote,
    Element,
    Facts,
    Form,
    PartialDate,
    Study,
)
from qingmiao.people.exchange.rules import lrmx, sheet
from qingmiao.people.exchange.rules.resume import read_resume
from tests.people.exchange import corpus

D = PartialDate
FACTS = Facts(
    name="张青苗",
    sex="1",
    birth=D(1986, 5, 12),
    id_number=corpus.id_number(),
    ethnicity="汉族",
    native_place="湖南岳阳",
    birth_place="湖南长沙",
    party_text="200706",
    work_began=D(2008, 7),
    health="健康",
    professional_title="工程师",
    speciality="城乡规划",
    post_text="演示区住房和城乡建设局副局长",
    studies=(Study("1", "21", "大学", "4", "工学学士", "湖南大学土木工程学院土木工程专业"),),
    lines=read_resume(corpus.RESUME).lines,
    awards=(AwardNote("优秀共产党员称号", D(2019, 12), "演示区委"),),
    appraisals=((2021, "1"), (2022, "2"), (2023, "2")),
    relatives=corpus.FAMILY,
    sheet={
        "ChengBaoDanWei": "中共演示区委组织部",
        "JiSuanNianLingShiJian": "20240601",
        "TianBiaoShiJian": "20240601",
        "TianBiaoRen": "李四",
    },
    photo=corpus.jpeg(),
)


def test_a_form_of_the_same_dossier_differs_in_nothing() -> None:
    assert sheet.differences(FACTS, corpus.form(), same_photo=True) == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("XingMing", "张 青 苗"),
        ("ChuShengNianYue", "1986.05"),
        ("CanJiaGongZuoShiJian", "2008.07"),
        ("MinZu", "汉"),
        ("RuDangShiJian", "2007.06"),
        ("ShenFenZheng", corpus.id_number().lower()),
        ("JianLi", corpus.RESUME.replace("--", "—").replace(".", "")),
        ("NianDuKaoHeJieGuo", "2021年年度考核优秀;2022、2023年均为称职"),
        ("JiangChengQingKuang", "2019.12，经演示区委批准，授予优秀共产党员称号"),
        ("JiGuan", ""),
        ("ChuShengNianYue", "2010.13"),
        ("NianDuKaoHeJieGuo", "2023年称职"),
    ],
)
def test_other_spellings_are_no_difference(field: str, text: str) -> None:
    assert sheet.differences(FACTS, corpus.form(**{field: text}), same_photo=True) == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("ChuShengNianYue", "198606"),
        ("JiGuan", "湖南常德"),
        ("RuDangShiJian", "200806"),
        ("QuanRiZhiJiaoYu_XueWei", "理学学士"),
        ("JianLi", corpus.RESUME.replace("副局长", "局长")),
        ("NianDuKaoHeJieGuo", "2024年优秀"),
        ("NiRenZhiWu", "演示区教育局局长"),
    ],
)
def test_differences_are_told_field_by_field(field: str, text: str) -> None:
    [difference] = sheet.differences(FACTS, corpus.form(**{field: text}), same_photo=True)

    assert (difference.field, difference.theirs) == (field, text)


def test_a_finer_date_is_a_difference_and_a_coarser_one_is_not() -> None:
    coarse = dataclasses.replace(FACTS, birth=D(1986, 5))
    form = corpus.form(ChuShengNianYue="19860512")

    assert [d.field for d in sheet.differences(coarse, form, same_photo=True)] == [sheet.BIRTH]
    assert sheet.differences(FACTS, form, same_photo=True) == []


def test_an_empty_dossier_takes_everything() -> None:
    form = corpus.form()
    accepted = [d.field for d in sheet.differences(Facts(), form, same_photo=False)]

    changed = sheet.changes(Facts(), form, accepted)

    assert changed.person == {
        "name": "张青苗",
        "sex": "1",
        "birth": D(1986, 5),
        "ethnicity": "汉族",
        "native_place": "湖南岳阳",
        "birth_place": "湖南长沙",
        "party_text": "200706",
        "party_joined": D(2007, 6),
        "political_face": "01",
        "work_began": D(2008, 7),
        "health": "健康",
        "professional_title": "工程师",
        "speciality": "城乡规划",
        "post_text": "演示区住房和城乡建设局副局长",
        "id_number": corpus.id_number(),
    }
    assert changed.studies == FACTS.studies
    assert changed.lines == FACTS.lines
    assert changed.awards == FACTS.awards
    assert changed.appraisals == FACTS.appraisals
    assert changed.relatives == FACTS.relatives
    assert changed.sheet == FACTS.sheet
    assert changed.takes_photo


def test_only_accepted_fields_change() -> None:
    form = corpus.form(QuanRiZhiJiaoYu_XueWei="理学学士", JiGuan="湖南常德", JianLi="无")

    changed = sheet.changes(FACTS, form, ["QuanRiZhiJiaoYu_XueWei"])

    [study] = changed.studies or ()
    assert (study.degree_text, study.school) == ("理学学士", FACTS.studies[0].school)
    assert changed.person == {}
    assert changed.lines is None


def test_a_degree_of_another_school_stands_on_its_own() -> None:
    texts = {
        "ZaiZhiJiaoYu_XueLi": "党校大学",
        "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "省委党校",
        "ZaiZhiJiaoYu_XueWei": "公共管理硕士",
        "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "湖南大学",
        "QuanRiZhiJiaoYu_XueWei": "工学学士",
    }

    studies = sheet.studies_of(texts)

    assert [(s.mode, s.schooling, s.degree, s.school) for s in studies] == [
        ("1", "21", "4", ""),
        ("2", "23", "", "省委党校"),
        ("2", "11", "3", "湖南大学"),
    ]
    shown = sheet.texts_of(Facts(studies=studies))
    assert {name: text for name, text in shown.items() if name in texts} == texts


def test_export_writes_a_kept_file_again_letter_for_letter() -> None:
    kept = corpus.form(
        XingMing="张 青 苗",
        JianLi=corpus.RESUME.replace("--", "—"),
        ChuShengNianYue="1986.05",
        ZhengZhiMianMao="中共党员",
    )

    assert sheet.written(FACTS, kept, keeps_photo=True) == kept


def test_export_writes_what_has_changed_since() -> None:
    kept = corpus.form(ZhengZhiMianMao="中共党员")
    moved = dataclasses.replace(FACTS, post_text="演示区教育局局长", relatives=corpus.FAMILY[:1])

    form = sheet.written(moved, kept, keeps_photo=True)

    changed = {a.name for a, b in zip(form.elements, kept.elements, strict=True) if a != b}
    assert changed == {"XianRenZhiWu", "JiaTingChengYuan"}
    assert form.text("ZhengZhiMianMao") == "中共党员"


def test_missing_elements_are_put_in_their_place() -> None:
    kept = Form((Element("XingMing", "张青苗"), Element("Unknown", "x"), Element("Version", "3")))

    form = sheet.written(FACTS, kept)

    names = [element.name for element in form.elements]
    assert names[:2] == ["XingMing", "XingBie"]
    assert names[-2:] == ["Unknown", "Version"] or "Unknown" in names
    assert form.text("Version") == "3"
    assert [n for n in names if n in lrmx.KNOWN] == [n for n in lrmx.ORDER if n in names]


def test_a_fresh_form_has_every_element_in_order() -> None:
    form = sheet.written(FACTS, None)

    assert tuple(element.name for element in form.elements) == lrmx.ORDER
    assert sheet.differences(FACTS, lrmx.read_lrmx(lrmx.write_lrmx(form)), same_photo=True) == []


def test_units_named_in_posts() -> None:
    units = {"演示区教育局": 1, "演示区": 2, "教育局": 1, "演示区委组织部": 3}

    assert sheet.unit_named("演示区教育局局长", units) == (1, "局长")
    assert sheet.unit_named("中共演示区委组织部副部长", units) == (3, "副部长")
    assert sheet.unit_named("某某公司经理", units) is None
