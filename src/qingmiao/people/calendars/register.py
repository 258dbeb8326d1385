from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.notices.queries.feed import declare_events
from qingmiao.people.calendars import permissions, queries
from qingmiao.people.calendars.models import Absence
from qingmiao.registers.declaration import Column, Facet, Register

ABSENCES: Register = Register(
    room="calendars",
    noun="absence",
    model=Absence,
    title=pgettext_lazy("list", "休假出差"),
    noun_title=pgettext_lazy("record", "休假出差"),
    link="base",
    mark="",
    lead=_("登记之后，报名、选派时能看到时间冲突。"),
    empty_hint=_("登记第一条，或把请休假台账按模板导入。"),
    unit_word=_("条"),
    view=permissions.VIEW_ABSENCES,
    keep=permissions.KEEP_ABSENCES,
    select=("person__unit",),
    columns=(
        Column(path="person", label=_("干部"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="kind", label=_("类别"), kind="badge", sort="kind"),
        Column(path="begins", label=_("开始日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("最后一天"), kind="date", sort="ends"),
    ),
    facets=(
        Facet(name="kind", label=_("类别"), path="kind"),
        Facet(
            name="unit", label=_("单位"), path="person__unit_id", kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="begins", label=_("开始日期"), path="begins", kind="period"),
    ),
    search=("person__search_text", "person__unit__name", "note"),
    fields=("person", "kind", "begins", "ends", "note"),
    key=("person", "begins"),
    occupies=queries.absences,
)  # fmt: skip

declare_events(queries.events_of)
