from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.stewardship.childcare import permissions, queries, services
from qingmiao.stewardship.childcare.models import CareSession, Enrolment


def _enrolment_entered(_actor: Actor, enrolment: Enrolment) -> None:
    services.refuse_if_overfull(enrolment=enrolment)


SESSIONS: Register = Register(
    room="childcare",
    noun="session",
    model=CareSession,
    title=_("托管班"),
    noun_title=pgettext_lazy("record", "托管班"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_(
        "“心有所‘暑’不负所托”接班娃假期托管班。名额和轮候人数公开，孩子信息只有管理员和监护人看得到。"
    ),
    empty_hint=_("登记一个托管班，或把往年班次按模板导入。"),
    unit_word=_("个班"),
    view=permissions.VIEW_SESSIONS,
    keep=permissions.KEEP_SESSIONS,
    columns=(
        Column(path="title", label=_("班名"), sort="title"),
        Column(path="begins", label=_("开班日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("结束日期"), kind="date", sort="ends"),
        Column(path="place", label=_("地点")),
        Column(path="grades", label=_("适合年级")),
        Column(path="seats", label=_("名额"), kind="number", sort="seats"),
        Column(path="confirmed", label=_("已录取人数"), kind="number", sort="confirmed"),
        Column(path="waiting", label=_("轮候人数"), kind="number", sort="waiting"),
    ),
    facets=(
        Facet(name="place", label=_("地点"), path="place"),
        Facet(name="begins", label=_("开班日期"), path="begins", kind="period"),
    ),
    search=("title", "place", "grades"),
    fields=("title", "begins", "ends", "place", "grades", "seats"),
    key=("title",),
    parts=(Part(register=lambda: ENROLMENTS, field="session", limit=50, holds=True),),
    check=queries.reasons_against_session,
)

ENROLMENTS: Register = Register(
    room="childcare",
    noun="enrolment",
    model=Enrolment,
    title=_("托管报名"),
    noun_title=_("报名"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("孩子只留称呼和年级。须监护人同意；名额满了可以轮候。"),
    empty_hint=_("选一个托管班报名；孩子只填小名和年级。"),
    unit_word=_("份报名"),
    view=permissions.VIEW_ENROLMENTS,
    keep=permissions.KEEP_ENROLMENTS,
    select=("session", "guardian__unit"),
    columns=(
        Column(path="session__title", label=_("托管班"), sort="session__begins"),
        Column(path="child_alias", label=_("孩子称呼")),
        Column(path="grade", label=_("年级"), kind="number", sort="grade"),
        Column(
            path="guardian",
            label=_("监护人（干部）"),
            kind="person",
            sort="guardian__pinyin",
            small=lambda row: row.guardian.unit,
        ),
        Column(path="applied_on", label=_("申请日期"), kind="date", sort="applied_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(
            name="session",
            label=_("托管班"),
            path="session_id",
            kind="related",
            label_path="session__title",
        ),
        Facet(name="applied", label=_("申请日期"), path="applied_on", kind="period"),
    ),
    search=("session__title", "guardian__search_text", "child_alias"),
    fields=("session", "guardian", "child_alias", "grade", "applied_on", "has_consent", "state"),
    key=("session", "guardian", "child_alias"),
    check=queries.reasons_against_enrolment,
    entered=_enrolment_entered,
)
