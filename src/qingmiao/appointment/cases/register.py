from django.utils.translation import gettext_lazy as _

from qingmiao.appointment.cases import permissions, queries, services
from qingmiao.appointment.cases.models import Appointment, Case
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register


def _case_entered(actor: Actor, case: Case) -> None:
    services.settle_case(actor=actor, case=case)


def _appointment_entered(actor: Actor, appointment: Appointment) -> None:
    services.settle_appointment(actor=actor, appointment=appointment)


def _appointment_voided(actor: Actor, appointment: Appointment, _reason: str) -> None:
    services.release_vacancy(actor=actor, appointment=appointment)


CASES: Register = Register(
    room="cases",
    noun="case",
    model=Case,
    title=_("选任事项"),
    noun_title=_("选任事项"),
    link="appoint",
    mark="用",  # not interface: the badge of the link
    lead=_("从动议到任职的一批人选。公示以前密封，只有部领导和干部科知道，本人及亲属回避。"),
    empty_hint=_("登记一个选任事项，或把历年任免批次按模板导入。"),
    unit_word=_("件选任事项"),
    view=permissions.VIEW_CASES,
    keep=permissions.KEEP_CASES,
    columns=(
        Column(path="case_no", label=_("事项编号"), sort="case_no"),
        Column(path="title", label=_("事项名称"), sort="title"),
        Column(path="motioned_on", label=_("动议日期"), kind="date", sort="motioned_on"),
        Column(path="decided_on", label=_("讨论决定日期"), kind="date", sort="decided_on"),
        Column(path="notice_begins", label=_("公示起"), kind="date", sort="notice_begins"),
        Column(path="notice_ends", label=_("公示止"), kind="date", sort="notice_ends"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="motioned", label=_("动议日期"), path="motioned_on", kind="period"),
        Facet(name="decided", label=_("讨论决定日期"), path="decided_on", kind="period"),
    ),
    search=("case_no", "title", "note"),
    fields=(
        "case_no", "title", "motioned_on", "decided_on", "notice_begins", "notice_ends", "state",
        "note",
    ),
    key=("case_no",),
    parts=(Part(register=lambda: APPOINTMENTS, field="case", limit=50, holds=True),),
    check=queries.reasons_against_case,
    entered=_case_entered,
)  # fmt: skip

APPOINTMENTS: Register = Register(
    room="cases",
    noun="appointment",
    model=Appointment,
    title=_("任职"),
    noun_title=_("任职"),
    link="appoint",
    mark="用",  # not interface: the badge of the link
    lead=_("提拔、进一步使用和平职，注明从基层、从一线还是从擂台上选。单位在任职之后才看得到。"),
    empty_hint=_("登记一次任职，或把历年任免台账按模板导入。"),
    unit_word=_("人次任职"),
    view=permissions.VIEW_APPOINTMENTS,
    keep=permissions.KEEP_APPOINTMENTS,
    select=("person__unit", "from_unit", "to_unit", "frontline", "case"),
    columns=(
        Column(
            path="person",
            label=_("干部"),
            kind="person",
            sort="person__pinyin",
        ),
        Column(path="kind", label=_("任用类型"), kind="badge", sort="kind"),
        Column(
            path="from_unit",
            label=_("原单位"),
            kind="unit",
            sort="from_unit__sort_no",
            small=lambda row: row.from_post_text,
        ),
        Column(
            path="to_unit",
            label=_("新单位"),
            kind="unit",
            sort="to_unit__sort_no",
            small=lambda row: row.to_post_text,
        ),
        Column(path="to_level", label=_("新职务层次"), kind="badge", sort="to_level"),
        Column(path="source_link", label=_("来源"), kind="badge", sort="source_link"),
        Column(path="frontline", label=_("一线类别")),
        Column(path="decided_on", label=_("决定日期"), kind="date", sort="decided_on"),
    ),
    facets=(
        Facet(name="kind", label=_("任用类型"), path="kind"),
        Facet(name="source_link", label=_("来源"), path="source_link"),
        Facet(
            name="frontline",
            label=_("一线类别"),
            path="frontline_id",
            kind="related",
            label_path="frontline__label",
        ),
        Facet(name="from_kind", label=_("原单位类别"), path="from_unit__kind"),
        Facet(name="to_level", label=_("新职务层次"), path="to_level"),
        Facet(
            name="unit",
            label=_("现任单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="decided", label=_("决定日期"), path="decided_on", kind="period"),
    ),
    search=(
        "person__search_text", "from_unit__name", "to_unit__name", "from_post_text", "to_post_text",
        "document_no",
    ),
    fields=(
        "case", "vacancy", "person", "kind", "kind_note", "from_unit", "from_post_text",
        "from_level", "to_unit", "to_post", "to_post_text", "to_level", "source_link",
        "frontline", "decided_on", "document_no",
    ),
    key=("person", "to_unit", "to_post_text", "decided_on"),
    check=queries.reasons_against_appointment,
    entered=_appointment_entered,
    voided=_appointment_voided,
)  # fmt: skip
