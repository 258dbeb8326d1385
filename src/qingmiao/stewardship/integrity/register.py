from django.utils.translation import gettext_lazy as _

from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.stewardship.integrity import permissions
from qingmiao.stewardship.integrity.models import Activity, ActivityAttendance

ACTIVITIES: Register = Register(
    room="integrity",
    noun="activity",
    model=Activity,
    title=_("廉政教育活动"),
    noun_title=_("活动"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("“清风之旅”廉洁文化体验教育专线、“镜鉴”以案促改促建促治和廉政党课。"),
    empty_hint=_("登记一次活动，或把往年活动台账按模板导入。"),
    unit_word=_("场活动"),
    view=permissions.VIEW_ACTIVITIES,
    keep=permissions.KEEP_ACTIVITIES,
    select=("organizer",),
    columns=(
        Column(path="held_on", label=_("日期"), kind="date", sort="held_on"),
        Column(path="title", label=_("活动名称"), sort="title"),
        Column(path="kind", label=_("类别"), kind="badge", sort="kind"),
        Column(path="organizer", label=_("组织单位"), kind="unit", sort="organizer__sort_no"),
        Column(path="place", label=_("地点")),
        Column(path="is_compulsory", label=_("必须参加"), kind="flag"),
    ),
    facets=(
        Facet(name="kind", label=_("类别"), path="kind"),
        Facet(name="compulsory", label=_("必须参加"), path="is_compulsory", kind="flag"),
        Facet(
            name="organizer",
            label=_("组织单位"),
            path="organizer_id",
            kind="related",
            label_path="organizer__short_name",
        ),
        Facet(name="held", label=_("日期"), path="held_on", kind="period"),
    ),
    search=("title", "place", "organizer__name"),
    fields=("title", "kind", "organizer", "held_on", "place", "is_compulsory"),
    key=("title", "held_on"),
    parts=(Part(register=lambda: ATTENDANCES, field="activity", limit=50, holds=True),),
)

ATTENDANCES: Register = Register(
    room="integrity",
    noun="attendance",
    model=ActivityAttendance,
    title=_("廉政教育参加情况"),
    noun_title=_("参加情况"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("谁参加、谁请假、谁缺席；只作教育台账，不作为评价干部的材料。"),
    empty_hint=_("先登记活动，再登记参加的人，或按模板整批导入签到表。"),
    unit_word=_("人次参加"),
    view=permissions.VIEW_ATTENDANCES,
    keep=permissions.KEEP_ATTENDANCES,
    select=("activity", "person__unit"),
    order=("-activity__held_on",),
    columns=(
        Column(
            path="person",
            label=_("参加人"),
            kind="person",
            sort="person__pinyin",
            small=lambda row: row.person.unit,
        ),
        Column(path="activity__title", label=_("活动"), sort="activity__title"),
        Column(path="activity__held_on", label=_("日期"), kind="date", sort="activity__held_on"),
        Column(path="activity__kind", label=_("类别"), kind="badge"),
        Column(path="participation", label=_("参加情况"), kind="badge", sort="participation"),
    ),
    facets=(
        Facet(name="participation", label=_("参加情况"), path="participation"),
        Facet(name="kind", label=_("类别"), path="activity__kind"),
        Facet(name="unit_kind", label=_("单位类别"), path="person__unit__kind"),
        Facet(name="held", label=_("日期"), path="activity__held_on", kind="period"),
    ),
    search=("person__search_text", "activity__title", "note"),
    fields=("activity", "person", "participation", "note"),
    key=("activity", "person"),
)
