"""Schooling before and beside work, as common in each generation. No school exists."""

from dataclasses import dataclass
from datetime import date

from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.people.dossiers.enums import Degree, Schooling

UNIVERSITIES = (
    "青澜大学", "云麓理工大学", "南屏师范大学", "东明财经大学", "海棠政法学院", "临川农业大学",
    "西岭医科大学", "北原工程大学", "望江学院", "澜江大学",
)  # fmt: skip
COLLEGES = ("青澜职业技术学院", "南屏师范高等专科学校", "东明水利职业学院", "云麓工业专科学校")
SECONDARY = ("青澜市师范学校", "青澜市农业学校", "南屏财经学校", "东明卫生学校")
PARTY_SCHOOLS = ("省委党校", "青澜市委党校")
MAJORS = (
    ("汉语言文学", "文学"), ("法学", "法学"), ("行政管理", "管理学"), ("公共事业管理", "管理学"),
    ("土木工程", "工学"), ("会计学", "管理学"), ("金融学", "经济学"), ("国际经济与贸易", "经济学"),
    ("计算机科学与技术", "工学"), ("农学", "农学"), ("环境工程", "工学"), ("城乡规划", "工学"),
    ("新闻学", "文学"), ("思想政治教育", "法学"), ("水利水电工程", "工学"), ("社会工作", "法学"),
    ("数学与应用数学", "理学"), ("临床医学", "医学"), ("电子信息工程", "工学"), ("英语", "文学"),
)  # fmt: skip
BORN_UNTIL_1969 = (("university", 12), ("college", 38), ("secondary", 38), ("high", 12))
BORN_UNTIL_1984 = (("university", 46), ("college", 36), ("secondary", 18))
BORN_SINCE = (("graduate", 15), ("university", 80), ("college", 5))


@dataclass(frozen=True, slots=True)
class Study:
    is_full_time: bool
    schooling: Schooling
    schooling_text: str
    degree: Degree
    degree_text: str
    school: str
    major: str
    begins: date
    ends: date


def studies(draw: Draw, *, birth: date, day: date) -> tuple[Study, ...]:
    """Full-time schooling in order, then what was studied beside work, all finished by the day."""
    shares = (
        BORN_UNTIL_1969
        if birth.year < 1970
        else BORN_UNTIL_1984
        if birth.year < 1985
        else BORN_SINCE
    )
    path = draw.weighted(shares)
    starts = date(birth.year + 18 + (birth.month > 8), 9, 1)
    if path == "graduate" and shifted(date(starts.year + 7, 7, 1), 24) > day:
        path = "university"
    taught = _full_time(draw, path, starts)
    return (*taught, *_in_service(draw, taught[-1], birth=birth, day=day))


def _full_time(draw: Draw, path: str, starts: date) -> list[Study]:
    if path == "high":
        ends = date(starts.year, 7, 1)
        school = f"青澜市第{draw.choice('一二三四五')}中学"
        return [
            Study(
                True,
                Schooling.HIGH_SCHOOL,
                "高中",
                Degree.NONE,
                "",
                school,
                "",
                date(starts.year - 3, 9, 1),
                ends,
            )
        ]
    if path == "secondary":
        begins = date(starts.year - 2, 9, 1)
        school = draw.choice(SECONDARY)
        return [
            Study(
                True,
                Schooling.SECONDARY,
                "中专",
                Degree.NONE,
                "",
                school,
                draw.choice(MAJORS)[0],
                begins,
                date(begins.year + 3, 7, 1),
            )
        ]
    if path == "college":
        school = draw.choice(COLLEGES)
        return [
            Study(
                True,
                Schooling.COLLEGE,
                "大专",
                Degree.NONE,
                "",
                school,
                draw.choice(MAJORS)[0],
                starts,
                date(starts.year + 3, 7, 1),
            )
        ]
    major, field = draw.choice(MAJORS)
    first_ends = date(starts.year + 4, 7, 1)
    first = Study(
        True,
        Schooling.UNIVERSITY,
        "大学",
        Degree.BACHELOR,
        f"{field}学士",
        draw.choice(UNIVERSITIES),
        major,
        starts,
        first_ends,
    )
    if path == "university":
        return [first]
    ends = date(first_ends.year + 3, 7, 1)
    second = Study(
        True,
        Schooling.GRADUATE,
        "研究生",
        Degree.MASTER,
        f"{field}硕士",
        draw.choice(UNIVERSITIES),
        major,
        date(first_ends.year, 9, 1),
        ends,
    )
    return [first, second]


def _in_service(draw: Draw, last: Study, *, birth: date, day: date) -> list[Study]:
    wanted = {
        Schooling.HIGH_SCHOOL: 0.95, Schooling.SECONDARY: 0.95, Schooling.COLLEGE: 0.85,
        Schooling.UNIVERSITY: 0.2,
    }.get(last.schooling, 0.0)  # fmt: skip
    if not draw.chance(wanted):
        return []
    begins = date(last.ends.year + draw.randint(3, 12), 9, 1)
    ends = date(begins.year + 3, 1 if draw.chance(0.4) else 7, 1)
    if ends > day or begins.year - birth.year > 45:
        return []
    major, field = draw.choice(MAJORS)
    if last.schooling == Schooling.UNIVERSITY:
        if draw.chance(0.5):
            return [
                Study(
                    False,
                    Schooling.PARTY_GRADUATE,
                    "省委党校研究生",
                    Degree.NONE,
                    "",
                    PARTY_SCHOOLS[0],
                    "公共管理",
                    begins,
                    ends,
                )
            ]
        return [
            Study(
                False,
                Schooling.GRADUATE,
                "研究生",
                Degree.MASTER,
                f"{field}硕士",
                draw.choice(UNIVERSITIES),
                major,
                begins,
                ends,
            )
        ]
    if draw.chance(0.4):
        return [
            Study(
                False,
                Schooling.PARTY_UNIVERSITY,
                "省委党校大学",
                Degree.NONE,
                "",
                PARTY_SCHOOLS[0],
                "经济管理",
                begins,
                ends,
            )
        ]
    return [
        Study(
            False,
            Schooling.UNIVERSITY,
            "大学",
            Degree.NONE,
            "",
            draw.choice(UNIVERSITIES),
            major,
            begins,
            ends,
        )
    ]
