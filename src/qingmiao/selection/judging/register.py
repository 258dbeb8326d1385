"""Every judge of every contest, for the desk: who was invited, for which group, and what became of it."""

from django.utils.translation import gettext_lazy as _

from qingmiao.registers.declaration import Column, Facet, Register
from qingmiao.selection.judging import permissions
from qingmiao.selection.judging.models import Judge

JUDGES: Register = Register(
    room="judging",
    noun="judge",
    model=Judge,
    title=_("评委名册"),
    noun_title=_("评委"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("历次比武请过的评委、所在评委组和答复；只供赛务，不进干部档案。"),
    empty_hint=_("在评审台打开一次比武，邀请区内干部或外请专家。"),
    unit_word=_("人次"),
    about="",
    view=permissions.VIEW_JUDGES,
    keep=permissions.KEEP_JUDGES,
    is_read_only=True,
    ended="voided_at",
    select=("contest", "group"),
    order=("-contest__begins", "number"),
    columns=(
        Column(path="label", label=_("编号"), sort="number"),
        Column(path="name", label=_("姓名"), sort="name"),
        Column(path="work_text", label=_("工作单位及职务"), sort="work_text"),
        Column(path="contest", label=_("比武"), sort="contest__begins"),
        Column(path="group__name", label=_("评委组"), sort="group__name"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="end_reason", label=_("谢绝或退出理由"), kind="long"),
    ),
    facets=(
        Facet(
            name="contest",
            label=_("比武"),
            path="contest_id",
            kind="related",
            label_path="contest__title",
        ),
        Facet(name="kind", label=_("类别"), path="contest__kind"),
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="begun", label=_("开始日期"), path="contest__begins", kind="period"),
    ),
    search=("name", "work_text", "contest__title", "person__search_text"),
    fields=(
        "contest", "group", "number", "name", "work_text", "state", "answered_at", "ended_at",
        "end_reason", "conflicts_checked_at",
    ),
    key=(),
)  # fmt: skip
