from datetime import date

import pytest

from qingmiao.people.exchange.contracts import Relative
from qingmiao.people.exchange.enums import Found
from qingmiao.people.exchange.rules.checks import findings_of
from tests.people.exchange.corpus import RESUME, form, id_number

ON = date(2024, 6, 1)
STUDY = "2004.09--2008.07  湖南大学土木工程学院土木工程专业学习\n"
LAST = "2012.06--  演示区住房和城乡建设局副局长"


def found(**texts: str) -> list[str]:
    return [finding.code for finding in findings_of(form(**texts), on=ON)]


def test_a_sound_form_has_no_findings() -> None:
    assert findings_of(form(), on=ON) == []


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        ({"JianLi": STUDY + "2008.10--2012.06  某局科员\n" + LAST}, [Found.GAP, Found.FIRST_WORK]),
        ({"JianLi": STUDY + "2008.08--2012.06  某局科员\n" + LAST}, [Found.FIRST_WORK]),
        ({"JianLi": STUDY + "2008.07--2012.08  某局科员\n" + LAST}, [Found.OVERLAP]),
        ({"JianLi": STUDY + "2008.07--2007.06  某局科员\n" + LAST}, [Found.BACKWARDS, Found.GAP]),
        (
            {"JianLi": "2008.07--2012.06  某局科员\n" + STUDY + LAST},
            [Found.ORDER, Found.GAP],
        ),
        ({"JianLi": STUDY + "2008.07--  某局科员\n" + LAST}, [Found.OPEN_IN_THE_MIDDLE]),
        (
            {"JianLi": STUDY + "2008.07--2025.01  演示区住房和城乡建设局副局长"},
            [Found.IN_THE_FUTURE],
        ),
        ({"JianLi": RESUME + "\n2013.13--2014.01  某局"}, [Found.UNPARSED_LINE]),
        (
            {"JianLi": RESUME.replace("湖南大学", "武汉大学")},
            [Found.STUDY_NOT_LISTED, Found.SCHOOL_NOT_IN_RESUME],
        ),
        ({"ChuShengNianYue": "2010.13"}, [Found.BAD_DATE]),
        ({"ChuShengNianYue": "198606"}, [Found.ID_BIRTH]),
        ({"XingBie": "女"}, [Found.ID_SEX]),
        ({"ShenFenZheng": ""}, [Found.ID_MISSING]),
        ({"ShenFenZheng": "110101199001011234"}, [Found.ID_WRONG]),
        ({"RuDangShiJian": "200206"}, [Found.PARTY_UNDER_AGE]),
        ({"RuDangShiJian": "二〇〇七年"}, [Found.PARTY_UNREAD]),
        (
            {"ShenFenZheng": id_number(birth="19960512"), "ChuShengNianYue": "199605"},
            [Found.PARTY_UNDER_AGE, Found.WORK_UNDER_AGE],
        ),
        ({"ZhaoPian": ""}, [Found.PHOTO_MISSING]),
        ({"ZhengZhiMianMao": "中共党员"}, [Found.UNKNOWN_ELEMENT]),
        ({"XianRenZhiWu": "演示区教育局局长"}, [Found.POST_NOT_IN_RESUME]),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else next(iter(value)),
)
def test_each_finding_is_found_alone(texts: dict[str, str], codes: list[str]) -> None:
    assert found(**texts) == codes


def test_relatives_beyond_the_form_and_beyond_the_file() -> None:
    def told(count: int) -> list[str]:
        family = tuple(Relative("其他", f"张{n}", "198001") for n in range(count))
        return [finding.code for finding in findings_of(form(family=family), on=ON)]

    assert told(7) == []
    assert told(8) == [Found.FAMILY_BEYOND_FORM]
    assert told(11) == [Found.FAMILY_BEYOND_FILE]


def test_a_relative_with_a_date_nobody_can_read() -> None:
    broken = (Relative("父亲", "张三", "2010.13"),)

    [finding] = findings_of(form(family=broken), on=ON)

    assert finding.code == Found.BAD_DATE
    assert finding.params["text"] == "张三 2010.13"
