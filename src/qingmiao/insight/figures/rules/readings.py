"""The readings (口径) a figure may be told in: their titles, and what each value says in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from qingmiao.insight.figures.contracts import Reading, ReadingPlan
from qingmiao.insight.figures.enums import ReadingForm

REGULATION: Final = "figures/readings"
OLDEST: Final = 120

PLANS: Final = {
    plan.code: plan
    for plan in (
        ReadingPlan(code="age_limit", title=_("储备干部年龄上限"), form=ReadingForm.NUMBER),
        ReadingPlan(
            code="age_limit_edge",
            title=_("满上限当年是否计入"),
            form=ReadingForm.CHOICE,
            phrases=(
                ("inclusive", _("含满上限当年，按年月计算")),
                ("strict", _("不含满上限当年，按年月计算")),
            ),
        ),
        ReadingPlan(
            code="age_limit_below",
            title=_("副科以下是否适用年龄上限"),
            form=ReadingForm.CHOICE,
            phrases=(("applies", _("适用同一年龄上限")), ("none", _("不设年龄上限"))),
        ),
        ReadingPlan(
            code="rank_only",
            title=_("只有职级的干部"),
            form=ReadingForm.CHOICE,
            phrases=(
                ("counted", _("只有职级的按对应层次计入")),
                ("not_counted", _("只有职级的不计入")),
            ),
        ),
        ReadingPlan(
            code="lecturers",
            title=_("宣讲“人次”的计法"),
            form=ReadingForm.CHOICE,
            phrases=(
                ("persons", _("按人计，同一人只计一次")),
                ("participations", _("按次计，每人每场一次")),
            ),
        ),
        ReadingPlan(code="window_begins", title=_("提拔使用起算日"), form=ReadingForm.DAY),
        ReadingPlan(code="born_since_85", title=_("“85后”出生起始日"), form=ReadingForm.DAY),
        ReadingPlan(code="born_since_90", title=_("“90后”出生起始日"), form=ReadingForm.DAY),
        ReadingPlan(
            code="use_after_posting",
            title=_("“提拔使用”的范围"),
            form=ReadingForm.CHOICE,
            phrases=(
                ("promotion", _("仅计提拔")),
                ("promotion_or_further", _("计提拔和进一步使用")),
            ),
        ),
        ReadingPlan(
            code="ninety_universe",
            title=_("“90后年轻干部”的范围"),
            form=ReadingForm.CHOICE,
            phrases=(
                ("leading", _("担任副科级及以上领导职务的在册干部")),
                ("leading_or_rank", _("副科级及以上的在册干部，只有职级的按对应层次计入")),
                ("managed", _("全部在册干部")),
            ),
        ),
        ReadingPlan(
            code="principal_units",
            title=_("“区直部门”的范围"),
            form=ReadingForm.CHOICE,
            phrases=(
                ("organs", _("区委、区政府部门")),
                ("organs_and_mass", _("区委、区政府部门和群团")),
            ),
        ),
        ReadingPlan(
            code="occupancy",
            title=_("公寓使用率算法"),
            form=ReadingForm.CHOICE,
            phrases=(
                ("on_day", _("当日在住套数除以总套数")),
                ("year", _("近一年在住套日除以可住套日")),
            ),
        ),
    )
}
"""Readings a district may choose on the page; what ranks mean stands in the regulation alone."""


def in_words(plan: ReadingPlan, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(plan.phrase(value))


def gaps(readings: Mapping[str, Reading]) -> dict[str, str]:
    """What fills the gaps of a definition."""
    return {
        code: in_words(PLANS[code], reading.value)
        for code, reading in readings.items()
        if code in PLANS
    }


def parsed(plan: ReadingPlan, text: str) -> Any:
    """The value a form or the database holds as text. ``ValueError`` when it is not one."""
    if plan.form is ReadingForm.NUMBER:
        number = int(text)
        if not 1 <= number <= OLDEST:
            raise ValueError(text)
        return number
    if plan.form is ReadingForm.DAY:
        return date.fromisoformat(text)
    if text not in dict(plan.phrases):
        raise ValueError(text)
    return text
