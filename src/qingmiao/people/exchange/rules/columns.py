"""What a roster may say of a person: labels, the headings they answer to, how cells are read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qingmiao.people.dossiers.rules.identity import compact
from qingmiao.people.exchange.contracts import PartialDate
from qingmiao.people.exchange.enums import RowFlaw
from qingmiao.people.exchange.rules import words
from qingmiao.people.exchange.rules.dates import NotADate, read_date
from qingmiao.people.exchange.rules.identity import read_identity


class NotAValue(ValueError):
    """A cell that cannot be what its column asks for."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a roster: its label, the headings it answers to, how its cells are read."""

    key: str
    label: str
    read: Callable[[str], Any]
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    choices: tuple[str, ...] = ()


def masked(number: str) -> str:
    """Enough of a number to find it on paper, not enough to use it."""
    plain = compact(number)
    return plain[:4] + "*" * max(len(plain) - 8, 0) + plain[-4:] if len(plain) > 8 else "****"


def _words(table: dict[str, str], shown: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        code = words.code_of(table, text)
        if code is None:
            raise NotAValue(RowFlaw.UNKNOWN_WORD, text=text[:40], words="、".join(shown))
        return code

    return read


def _text(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > most:
            raise NotAValue(RowFlaw.TOO_LONG, most=most, count=len(text))
        return text

    return read


def _name(text: str) -> str:
    name = words.person_name(text)
    if name is None:
        raise NotAValue(RowFlaw.NOT_A_NAME, text=text[:40])
    return name


def _date(text: str) -> PartialDate:
    try:
        return read_date(text)
    except NotADate as no:
        raise NotAValue(no.flaw, text=text[:40]) from no


def _month(text: str) -> PartialDate:
    value = _date(text)
    if not value.month:
        raise NotAValue(RowFlaw.MONTH_MISSING, text=text[:40])
    return value


def _identity(text: str) -> str:
    identity = read_identity(text)
    if identity is None:
        raise NotAValue(RowFlaw.NOT_AN_IDENTITY, text=masked(text))
    return identity.number


def _ethnicity(text: str) -> str:
    code = words.code_of(words.ETHNICITIES, text)
    if code is None:
        raise NotAValue(RowFlaw.UNKNOWN_WORD, text=text[:40], words="汉族、苗族、土家族…")
    return code


def _schooling(text: str) -> str:
    code = words.schooling_of(text)
    if not code:
        shown = "、".join(words.SCHOOLING_WORDS.values())
        raise NotAValue(RowFlaw.UNKNOWN_WORD, text=text[:40], words=shown)
    return code


_LEVELS = ("正处级", "副处级", "正科级", "副科级", "科员级", "办事员级")
_RANKS = tuple(word for word, code in words.RANKS.items() if code)
_FACES = (
    "中共党员",
    "中共预备党员",
    "共青团员",
    "民革党员",
    "民盟盟员",
    "民建会员",
    "民进会员",
    "农工党党员",
    "致公党党员",
    "九三学社社员",
    "台盟盟员",
    "无党派人士",
    "群众",
)
_CATEGORIES = ("公务员", "参公人员", "事业人员", "国企人员")
_SCHOOLINGS = tuple(words.SCHOOLING_WORDS.values())

COLUMNS = (
    Column("name", "姓名", _name, ("名字", "干部姓名"), is_required=True),
    Column("sex", "性别", _words(words.SEX, ("男", "女")), is_required=True, choices=("男", "女")),
    Column(
        "birth",
        "出生年月",
        _month,
        ("出生日期", "出生时间", "出生年月日", "生日"),
        is_required=True,
    ),
    Column(
        "id_number",
        "身份证号",
        _identity,
        ("身份证", "证件号码", "身份证号码", "公民身份号码", "身份证件号码"),
    ),
    Column("ethnicity", "民族", _ethnicity),
    Column("native_place", "籍贯", _text(60)),
    Column("birth_place", "出生地", _text(60)),
    Column("political_face", "政治面貌", _words(words.FACES, _FACES), ("党派",), choices=_FACES),
    Column(
        "party_text",
        "入党时间",
        _text(60),
        ("加入党派时间", "党派加入时间", "入党年月", "入党日期"),
    ),
    Column(
        "work_began",
        "参加工作时间",
        _month,
        ("参工时间", "工作时间", "参加工作年月", "参加工作日期"),
    ),
    Column("health", "健康状况", _text(30), ("健康",)),
    Column(
        "professional_title",
        "专业技术职务",
        _text(120),
        ("专技职务", "职称", "专业技术资格"),
    ),
    Column("speciality", "熟悉专业有何专长", _text(200), ("专长", "特长", "熟悉专业及专长")),
    Column(
        "unit",
        "单位",
        _text(120),
        ("所在单位", "工作单位", "单位名称", "现任单位", "呈报单位", "现工作单位"),
    ),
    Column(
        "post_text",
        "现任职务",
        _text(300),
        (
            "职务",
            "现职务",
            "所在单位及职务",
            "单位及职务",
            "工作单位及职务",
            "现任单位及职务",
            "现工作单位及职务",
        ),
    ),
    Column(
        "post_since",
        "任现职时间",
        _month,
        ("现职务始任时间", "任现职务时间", "现任职务时间", "当前职务/职级任职时间"),
    ),
    Column(
        "level",
        "职务层次",
        _words(words.LEVELS, _LEVELS),
        ("级别", "行政级别", "现职务层次", "职级层次"),
        choices=_LEVELS,
    ),
    Column(
        "level_since",
        "任现职务层次时间",
        _month,
        ("任现级别时间", "任现层次时间", "任副科/正科时间", "任职务层次时间"),
    ),
    Column("rank", "职级", _words(words.RANKS, _RANKS), ("现职级",), choices=_RANKS),
    Column("rank_since", "任现职级时间", _month, ("现职级始任时间", "任职级时间")),
    Column(
        "full_time_schooling",
        "全日制学历",
        _schooling,
        ("全日制教育/学历", "全日制教育学历", "全日制/学历"),
        choices=_SCHOOLINGS,
    ),
    Column(
        "schooling",
        "最高学历",
        _schooling,
        ("学历", "最高学历学位", "文化程度"),
        choices=_SCHOOLINGS,
    ),
    Column(
        "category",
        "人员类别",
        _words(words.CATEGORIES, _CATEGORIES),
        ("编制类别",),
        choices=_CATEGORIES,
    ),
    Column("phone", "联系电话", _text(30), ("电话", "手机", "手机号码", "手机号", "联系方式")),
)
"""What a roster may say of a person, in the order of the template."""

BY_KEY = {column.key: column for column in COLUMNS}

COMPUTED = frozenset(
    (
        "序号",
        "编号",
        "年龄",
        "备注",
        "任期",
        "现职务始任年限",
        "任现职级年限",
        "单位编号",
        "岗位编号",
        "到龄年月",
        "到龄日期",
        "党龄",
        "工龄",
    )
)
"""Headings that are understood and not read: they are worked out, or say nothing of the person."""
