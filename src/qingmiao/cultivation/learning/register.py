from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.learning import permissions
from qingmiao.cultivation.learning.models import ArchivedHours
from qingmiao.registers.declaration import Column, Facet, Register

ARCHIVED: Register = Register(
    room="learning",
    noun="archived",
    model=ArchivedHours,
    title=pgettext_lazy("list", "学时归档"),
    noun_title=pgettext_lazy("record", "学时归档"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("已归档年度的学时，一人一年一行；归档后记录再有变化也不改写，差异见本人学时页。"),
    empty_hint=_("年度结束后，在学时台账归档该年度。"),
    unit_word=_("条"),
    view=permissions.VIEW_ARCHIVED,
    keep=permissions.VIEW_ARCHIVED,
    is_read_only=True,
    select=("person", "unit"),
    columns=(
        Column(path="person", label=_("干部"), kind="person", sort="person__pinyin"),
        Column(path="unit", label=_("当时单位"), kind="unit", sort="unit__sort_no"),
        Column(path="year", label=_("年度"), kind="number", sort="year"),
        Column(path="hours", label=_("本年学时"), kind="number", sort="hours"),
        Column(path="five_years", label=_("五年学时"), kind="number", sort="five_years"),
        Column(path="wanted", label=_("要求"), kind="number"),
        Column(path="is_met", label=_("达标"), kind="flag"),
    ),
    facets=(
        Facet(name="archive", label=_("年度"), path="archive_id", kind="related",
              label_path="archive__year"),
        Facet(name="met", label=_("达标"), path="is_met", kind="flag"),
        Facet(name="unit", label=_("当时单位"), path="unit_id", kind="related",
              label_path="unit__short_name"),
    ),
    search=("person__search_text", "unit__name"),
    fields=("person", "year", "unit", "post_text", "hours", "five_years", "wanted", "is_senior",
            "is_met"),
    key=("person", "year"),
)  # fmt: skip
