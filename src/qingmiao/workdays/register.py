from django.utils.translation import gettext_lazy as _

from qingmiao.registers.declaration import Column, Facet, Register
from qingmiao.workdays.models import AdjustedDay
from qingmiao.workdays.permissions import KEEP_DAYS, VIEW_DAYS

ADJUSTED_DAYS: Register = Register(
    room="workdays",
    noun="day",
    model=AdjustedDay,
    title=_("工作日历"),
    noun_title=_("调整日"),
    link="base",
    mark="",
    lead=_(
        "法定节假日和调休按国务院办公厅每年的通知计算；本区另有安排的日子登记在这里，各项期限随之推算。"
    ),
    empty_hint=_("没有另行安排：按每年的放假通知计算。"),
    unit_word=_("天"),
    about="",
    view=VIEW_DAYS,
    keep=KEEP_DAYS,
    columns=(
        Column(path="day", label=_("日期"), kind="date", sort="day"),
        Column(path="is_worked", label=_("上班"), kind="flag", sort="is_worked"),
        Column(path="basis", label=_("依据")),
    ),
    facets=(
        Facet(name="worked", label=_("上班"), path="is_worked", kind="flag"),
        Facet(name="day", label=_("日期"), path="day", kind="period"),
    ),
    search=("basis",),
    fields=("day", "is_worked", "basis"),
    key=("day",),
)
