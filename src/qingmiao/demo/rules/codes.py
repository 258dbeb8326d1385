"""Code lists of the invented district. Where the speech names no contents the entries are neutral."""

from datetime import date

from qingmiao.demo.contracts import Book
from qingmiao.orgs.enums import CodeList

FOUNDED = date(2018, 1, 1)
BASIS = "演示数据，内容由各区自行确定"

ENTRIES: dict[CodeList, tuple[tuple[str, str], ...]] = {
    CodeList.FOUR_CATEGORIES: (
        ("young", "年轻干部"), ("women", "女干部"), ("minority", "少数民族干部"),
        ("non_party", "党外干部"),
    ),
    CodeList.THREE_SPECIALISTS: (
        ("filing-specialist", "项目报建专员"), ("rural-guide", "乡村指导专员"),
        ("promotion-specialist", "企业促销专员"),
    ),
    CodeList.SIX_PROJECTS: tuple((f"six-{n}", f"六提工程（{c}）") for n, c in enumerate("一二三四五六", 1)),
    CodeList.EIGHT_PHENOMENA: tuple(
        (f"phenomenon-{n}", f"第{c}种现象") for n, c in enumerate("一二三四五六七八", 1)
    ),
    CodeList.EIGHT_PROHIBITIONS: tuple(
        (f"prohibition-{n}", f"第{c}项不准") for n, c in enumerate("一二三四五六七八", 1)
    ),
    CodeList.TRAINING_TOPICS: (
        ("writing", "公文写作"), ("economics", "经济理论"), ("projects", "项目建设"),
        ("photography", "摄影摄像"), ("speaking", "演讲辩论"), ("law", "依法行政"),
        ("masses", "群众工作"), ("digital", "数字政务"),
    ),
    CodeList.FRONTLINES: (
        ("project", "项目建设"), ("rural", "乡村振兴"), ("petition", "信访维稳"),
        ("six_projects", "六提工程"), ("reform", "扁平化治理改革"), ("event", "重大活动"),
    ),
    CodeList.BRANDS: (
        ("night_school", "青年夜校"), ("youth_hub", "青年汇"), ("drill", "青苗大练兵"),
    ),
}  # fmt: skip


def add_codes(book: Book) -> dict[tuple[str, str], int]:
    """Write the lists; answers the id of each entry by list and code."""
    ids: dict[tuple[str, str], int] = {}
    for code_list, entries in ENTRIES.items():
        for sort_no, (code, label) in enumerate(entries, 1):
            ids[code_list.value, code] = book.add(
                "orgs.codeentry",
                code_list=code_list.value,
                code=code,
                label=label,
                sort_no=sort_no * 10,
                begins=FOUNDED,
                ends=None,
                basis=BASIS,
            )
    return ids
