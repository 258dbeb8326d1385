from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.learning import permissions
from qingmiao.cultivation.learning.models import ArchivedHours, Certificate, OutsideLearning
from qingmiao.registers.declaration import Column, Facet, Register

OUTSIDE: Register = Register(
    room="learning",
    noun="outside",
    model=OutsideLearning,
    title=pgettext_lazy("list", "校外学习"),
    noun_title=pgettext_lazy("record", "校外学习"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("上级调训、网络培训和校外学习：本人申报、单位确认、组织部认定，认定后计入学时台账。"),
    empty_hint=_("参加了本系统以外的培训，从“申报校外学习”开始。"),
    unit_word=_("条"),
    view=permissions.VIEW_OUTSIDE,
    keep=permissions.VIEW_OUTSIDE,
    is_read_only=True,
    select=("person__unit",),
    columns=(
        Column(path="person", label=_("干部"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="title", label=_("培训名称"), sort="title"),
        Column(path="kind", label=_("方式"), kind="badge", sort="kind"),
        Column(path="begins", label=_("开始日期"), kind="date", sort="begins"),
        Column(path="hours", label=_("申报学时"), kind="number"),
        Column(path="counted", label=_("认定学时"), kind="number"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="kind", label=_("方式"), path="kind"),
        Facet(name="unit", label=_("单位"), path="person__unit_id", kind="related",
              label_path="person__unit__short_name"),
        Facet(name="begins", label=_("开始日期"), path="begins", kind="period"),
    ),
    search=("person__search_text", "person__unit__name", "title", "provider"),
    fields=("person", "title", "kind", "provider", "begins", "ends", "hours", "proof", "state",
            "counted"),
    key=("person", "begins", "title"),
)  # fmt: skip

CERTIFICATES: Register = Register(
    room="learning",
    noun="certificate",
    model=Certificate,
    title=pgettext_lazy("list", "结业证书"),
    noun_title=pgettext_lazy("record", "结业证书"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("发放后内容不再改变，只能撤销；任何人凭编号可以不登录查验内容和是否撤销。"),
    empty_hint=_("班次结业后，在班次的“结业资格”里给符合条件的学员发证。"),
    unit_word=_("张"),
    view=permissions.VIEW_CERTIFICATES,
    keep=permissions.VIEW_CERTIFICATES,
    is_read_only=True,
    select=("person__unit", "training_class__programme"),
    columns=(
        Column(path="person", label=_("学员"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="class_title", label=_("班次名称"), sort="class_title"),
        Column(path="hours", label=_("学时"), kind="number", sort="hours"),
        Column(path="issued_on", label=_("发证日期"), kind="date", sort="issued_on"),
        Column(path="revoked_on", label=_("撤销日期"), kind="date", sort="revoked_on"),
    ),
    facets=(
        Facet(name="class", label=_("班次名称"), path="training_class_id", kind="related",
              label_path="training_class__title"),
        Facet(name="unit", label=_("单位"), path="person__unit_id", kind="related",
              label_path="person__unit__short_name"),
        Facet(name="issued", label=_("发证日期"), path="issued_on", kind="period"),
    ),
    search=("person__search_text", "class_title", "programme_title"),
    fields=("person", "number", "programme_title", "class_title", "organizer", "begins", "ends",
            "hours", "issued_on", "issued_by", "training_class"),
    key=("number",),
)  # fmt: skip

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
