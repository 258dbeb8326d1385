"""The figures that are counted from records, and the totals the checker holds against them."""

from functools import partial
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.insight.figures.contracts import Definition
from qingmiao.insight.figures.enums import FigureKind, FigureUnit, Qualifier
from qingmiao.insight.figures.rules.said import defined

_count = partial(defined, kind=FigureKind.COUNT, qualifier=Qualifier.EXACT)
_persons = partial(_count, unit=FigureUnit.PERSON)

_ON_THE_DAY: Final = _("截至日")
_EVER: Final = _("累计至截至日")
_LEVEL: Final = ("rank_only",)
_AGE: Final = ("age_limit", "age_limit_edge")


def _posted(code: str, title: Any, **more: Any) -> Definition:
    return _persons(
        code=code,
        title=title,
        text=_(
            "截至日已按该制度派出的干部人数，同一人多次选派只计一次；拟选派未派出的不计，已期满返回的计入"
        ),
        population=_("按该制度选派的干部"),
        window=_EVER,
        source=_("炼 · 选派"),
        record_title=_("选派"),
        **more,
    )


_SELECTION: Final = (
    _persons(
        code="F09",
        title=_("储备干部（副科及以上）"),
        text=_(
            "截至日在储备库内、年龄不超过%(age_limit)s周岁（%(age_limit_edge)s）、职务层次为副科级及以上的在册干部人数；%(rank_only)s"
        ),
        population=_("区管在册干部中的储备库成员"),
        window=_ON_THE_DAY,
        source=_("储备库"),
        readings=(*_AGE, *_LEVEL),
        record_title=_("入库层次"),
    ),
    _persons(
        code="F10",
        title=_("储备干部（副科以下）"),
        text=_(
            "截至日在储备库内、职务层次低于副科级的在册干部人数；%(age_limit_below)s（%(age_limit)s周岁，%(age_limit_edge)s）；%(rank_only)s"
        ),
        population=_("区管在册干部中的储备库成员"),
        window=_ON_THE_DAY,
        source=_("储备库"),
        readings=("age_limit_below", *_AGE, *_LEVEL),
        record_title=_("入库层次"),
    ),
    _persons(
        code="P01",
        title=_("储备库总人数"),
        text=_("截至日在储备库内的在册干部人数，不分层次，不设年龄上限"),
        population=_("区管在册干部中的储备库成员"),
        window=_ON_THE_DAY,
        source=_("储备库"),
        readings=_LEVEL,
        is_auxiliary=True,
        record_title=_("入库层次"),
    ),
)
_CULTIVATION: Final = (
    _count(
        code="F11",
        title=_("参与宣讲"),
        text=_(
            "宣讲团成立以来在已完成的宣讲中担任宣讲人的干部，%(lecturers)s。讲话写作“人次”，而每场宣讲至少有一人次，故须写明计法"
        ),
        unit=FigureUnit.PARTICIPATION,
        qualifier=Qualifier.AT_LEAST,
        population=_("青年宣讲团成员"),
        window=_("自宣讲团成立以来"),
        source=_("育 · 宣讲"),
        readings=("lecturers",),
        record_title=_("宣讲"),
    ),
    _count(
        code="F12",
        title=_("宣讲场次"),
        text=_("宣讲团成立以来已完成的宣讲场数；已点单、已派单、已取消的不计"),
        unit=FigureUnit.SESSION,
        qualifier=Qualifier.AT_LEAST,
        population=_("青年宣讲团的宣讲"),
        window=_("自宣讲团成立以来"),
        source=_("育 · 宣讲"),
        record_title=_("宣讲"),
    ),
    _count(
        code="F13",
        title=_("青字号品牌参训"),
        text=_(
            "青年夜校、青年汇、青苗大练兵等青字号学习品牌自开班以来的出勤次数，每人每课一次；请假、缺勤不计"
        ),
        unit=FigureUnit.PARTICIPATION,
        qualifier=Qualifier.AT_LEAST,
        population=_("青字号学习品牌的学员"),
        window=_("自开班以来"),
        source=_("育 · 培训"),
        record_title=_("课次"),
    ),
)
_PLACEMENT: Final = (
    _posted("F15", pgettext_lazy("figure", "项目专员")),
    _posted("F16", _("项目报建专员")),
    _posted("F17", _("乡村指导专员")),
    _posted("F18", _("企业促销专员")),
    _persons(
        code="F19",
        title=_("三级干部进区块"),
        text=_(
            "截至日曾担任区块治理员、协理员或监督员的干部人数，同一人任多个区块或多种角色只计一次；不设年龄上限"
        ),
        qualifier=Qualifier.AT_LEAST,
        population=_("进区块的三级干部"),
        window=_EVER,
        source=_("炼 · 区块"),
        record_title=_("区块"),
    ),
    _posted("F20", _("插班跟学：区委巡察"), qualifier=Qualifier.AT_LEAST),
    _posted("F21", _("插班跟学：政治建设考察"), qualifier=Qualifier.AT_LEAST),
    _posted("F22", _("插班跟学：驻点招商")),
    _posted("P02", _("三类专员总人数"), is_auxiliary=True),
)
_STEWARDSHIP: Final = (
    _count(
        code="F24",
        title=_("人才公寓"),
        text=_("截至日已投用、尚未退出的人才公寓套数"),
        unit=FigureUnit.FLAT,
        population=_("人才公寓存量"),
        window=_ON_THE_DAY,
        source=_("管 · 人才公寓"),
        record_title=_("房号"),
    ),
    defined(
        code="F25",
        title=_("人才公寓使用率"),
        text=_("%(occupancy)s，四舍五入到整数；所列为截至日在住的公寓"),
        kind=FigureKind.SHARE,
        unit=FigureUnit.PERCENT,
        qualifier=Qualifier.ROUNDED,
        population=_("人才公寓存量"),
        window=_ON_THE_DAY,
        source=_("管 · 人才公寓"),
        readings=("occupancy",),
        record_title=_("房号与租住人"),
    ),
)
_APPOINTMENT: Final = (
    _persons(
        code="F26",
        title=_("从基层中选"),
        text=_(
            "%(window_begins)s以来讨论决定提拔或进一步使用、原单位在决定当日为乡镇或街道、%(born_since_85)s以后出生的干部人数，同一人只计一次；平职调整不计"
        ),
        population=_("提拔或进一步使用的干部"),
        window=_("%(window_begins)s以来"),
        source=_("用 · 选任"),
        readings=("window_begins", "born_since_85"),
        record_title=_("新职务"),
    ),
    _persons(
        code="F27",
        title=_("从一线中选"),
        text=_(
            "%(window_begins)s以来讨论决定提拔或进一步使用、任职记录所写一线类别属讲话所列四类、%(born_since_85)s以后出生的干部人数，同一人只计一次；与从基层中选可能重合"
        ),
        population=_("提拔或进一步使用的干部"),
        window=_("%(window_begins)s以来"),
        source=_("用 · 选任"),
        readings=("window_begins", "born_since_85"),
        record_title=_("一线与新职务"),
    ),
    _persons(
        code="F28",
        title=_("项目专员提拔使用"),
        text=_("曾任项目专员、在该次选派开始之后讨论决定提拔使用的干部人数，%(use_after_posting)s"),
        population=_("曾任项目专员的干部"),
        window=_EVER,
        source=_("用 · 选任"),
        readings=("use_after_posting",),
        record_title=_("选派与新职务"),
    ),
    _persons(
        code="F29",
        title=_("三类专员提拔使用"),
        text=_("曾任三类专员、在该次选派开始之后讨论决定提拔使用的干部人数，%(use_after_posting)s"),
        population=_("曾任三类专员的干部"),
        window=_EVER,
        source=_("用 · 选任"),
        readings=("use_after_posting",),
        record_title=_("选派与新职务"),
    ),
    _persons(
        code="F30",
        title=_("“三牛四干”后备人选提拔使用"),
        text=_(
            "“三牛四干”型副科职领导干部后备人选比拼入围、在结果确定之后讨论决定提拔使用的干部人数，%(use_after_posting)s"
        ),
        population=_("比拼入围人选"),
        window=_EVER,
        source=_("用 · 选任"),
        readings=("use_after_posting",),
        record_title=_("比武与新职务"),
    ),
    _persons(
        code="P03",
        title=_("“三牛四干”比拼入围"),
        text=_("截至日结果已确定的“三牛四干”型副科职领导干部后备人选比拼入围人数"),
        population=_("比拼入围人选"),
        window=_EVER,
        source=_("选 · 擂台比武"),
        is_auxiliary=True,
        record_title=_("比武"),
    ),
    _persons(
        code="F31",
        title=_("90后年轻干部"),
        text=_("%(born_since_90)s以后出生的在册干部人数，范围为%(ninety_universe)s"),
        population=_("区管在册干部"),
        window=_ON_THE_DAY,
        source=_("干部档案"),
        readings=("born_since_90", "ninety_universe"),
        record_title=pgettext_lazy("post", "层次"),
    ),
    _persons(
        code="F32",
        title=_("90后正科职干部"),
        text=_("90后年轻干部中截至日职务层次为正科级的人数；只有职级的不计"),
        population=_("90后年轻干部"),
        window=_ON_THE_DAY,
        source=_("干部档案"),
        readings=("born_since_90", "ninety_universe"),
        record_title=pgettext_lazy("post", "层次"),
    ),
    _persons(
        code="F33",
        title=_("90后党政正职"),
        text=_(
            "90后年轻干部中截至日担任乡镇、街道或区直部门党政正职的人数，区直部门指%(principal_units)s"
        ),
        population=_("90后年轻干部"),
        window=_ON_THE_DAY,
        source=_("干部档案"),
        readings=("born_since_90", "ninety_universe", "principal_units"),
        record_title=pgettext_lazy("post", "层次"),
    ),
)

DEFINITIONS: Final = (
    *_SELECTION,
    *_CULTIVATION,
    *_PLACEMENT,
    *_STEWARDSHIP,
    *_APPOINTMENT,
)
