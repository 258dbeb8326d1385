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
SECONDARY_SCHOOLS = ("青澜市师范学校", "青澜市农业学校", "南屏财经学校", "东明卫生学校")
PARTY_SCHOOL = "省委党校"
HIGH = (Schooling.HIGH_SCHOOL, "高中")
SECONDARY = (Schooling.SECONDARY, "中专")
COLLEGE = (Schooling.COLLEGE, "大专")
UNIVERSITY = (Schooling.UNIVERSITY, "大学")
GRADUATE = (Schooling.GRADUATE, "研究生")
PARTY_UNIVERSITY = (Schooling.PARTY_UNIVERSITY, "省委党校大学")
PARTY_GRADUATE = (Schooling.PARTY_GRADUATE, "省委党校研究生")
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


def _study(
    kind: tuple[Schooling, str],
    school: str,
    begins: date,
    ends: date,
    *,
    major: str = "",
    degree: tuple[Degree, str] = (Degree.NONE, ""),
    is_full_time: bool = True,
) -> Study:
    return Study(is_full_time, *kind, *degree, school, major, begins, ends)


def _full_time(draw: Draw, path: str, starts: date) -> list[Study]:
    major, field = draw.choice(MAJORS)
    if path == "high":
        school, begins = f"青澜市第{draw.choice('一二三四五')}中学", date(starts.year - 3, 9, 1)
        return [_study(HIGH, school, begins, date(starts.year, 7, 1))]
    if path == "secondary":
        begins, ends = date(starts.year - 2, 9, 1), date(starts.year + 1, 7, 1)
        return [_study(SECONDARY, draw.choice(SECONDARY_SCHOOLS), begins, ends, major=major)]
    if path == "college":
        ends = date(starts.year + 3, 7, 1)
        return [_study(COLLEGE, draw.choice(COLLEGES), starts, ends, major=major)]
    ends = date(starts.year + 4, 7, 1)
    first = _study(
        UNIVERSITY, draw.choice(UNIVERSITIES), starts, ends, major=major,
        degree=(Degree.BACHELOR, f"{field}学士"),
    )  # fmt: skip
    if path == "university":
        return [first]
    second = _study(
        GRADUATE, draw.choice(UNIVERSITIES), date(ends.year, 9, 1), date(ends.year + 3, 7, 1), major=major,
        degree=(Degree.MASTER, f"{field}硕士"),
    )  # fmt: skip
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
    at_party_school = draw.chance(0.45)
    if last.schooling == Schooling.UNIVERSITY:
        if at_party_school:
            kind, school, major = PARTY_GRADUATE, PARTY_SCHOOL, "公共管理"
            return [_study(kind, school, begins, ends, major=major, is_full_time=False)]
        degree = (Degree.MASTER, f"{field}硕士")
        return [
            _study(
                GRADUATE, draw.choice(UNIVERSITIES), begins, ends, major=major, degree=degree,
                is_full_time=False,
            )
        ]  # fmt: skip
    if at_party_school:
        kind, school, major = PARTY_UNIVERSITY, PARTY_SCHOOL, "经济管理"
    else:
        kind, school = UNIVERSITY, draw.choice(UNIVERSITIES)
    return [_study(kind, school, begins, ends, major=major, is_full_time=False)]
