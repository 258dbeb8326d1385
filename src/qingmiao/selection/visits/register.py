from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.registers.enums import Source
from qingmiao.selection.visits import permissions, rules
from qingmiao.selection.visits.enums import LeadState
from qingmiao.selection.visits.models import Attendee, Heard, Lead, Liaison, Segment, Visit
from qingmiao.selection.visits.queries.lead import state_of_lead
from qingmiao.selection.visits.queries.visit import state_of_visit
from qingmiao.selection.visits.services.lead import forget_lead, note_lead, note_visit
from qingmiao.selection.visits.services.telling import tell_officers
from qingmiao.selection.visits.services.visit import forget_told


def _check_visit(visit: Visit, on: date) -> Iterator[str]:
    return rules.flaws_of_visit(
        held_on=visit.held_on,
        state=visit.state,
        state_before=state_of_visit(visit_id=visit.pk),
        summary=visit.summary,
        on=on,
    )


def _visit_entered(actor: Actor, visit: Visit) -> None:
    note_visit(actor=actor, visit=visit)


def _visit_voided(actor: Actor, visit: Visit, reason: str) -> None:
    if visit.voided_at is not None:
        forget_told(actor=actor, visit=visit, reason=reason, at=visit.voided_at)


def _check_lead(lead: Lead, on: date) -> Iterator[str]:
    return rules.flaws_of_lead(
        found_on=lead.found_on,
        visited_on=lead.visit.held_on if lead.visit else None,
        state=lead.state,
        state_before=state_of_lead(lead_id=lead.pk),
        on=on,
    )


def _lead_entered(actor: Actor, lead: Lead) -> None:
    note_lead(actor=actor, lead=lead)
    if lead.state == LeadState.NEW and lead.source == Source.PAGE:
        tell_officers(actor=actor, lead=lead, on=lead.found_on)


def _lead_voided(actor: Actor, lead: Lead, reason: str) -> None:
    forget_lead(actor=actor, lead=lead, reason=reason)


VISITS: Register = Register(
    room="visits",
    noun="visit",
    model=Visit,
    title=_("走访"),
    noun_title=pgettext_lazy("record", "走访"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("组工干部按片长、组长、点长联系机制走访单位的记录；被走访单位看不到谈话情况。"),
    empty_hint=_("登记第一次走访，或把往年走访台账按模板导入。"),
    view=permissions.VIEW_VISITS,
    keep=permissions.KEEP_VISITS,
    select=("unit", "segment", "visitor", "demand"),
    columns=(
        Column(path="held_on", label=_("日期"), kind="date", sort="held_on"),
        Column(path="unit", label=_("单位"), kind="unit", sort="unit__sort_no"),
        Column(path="visitor", label=_("走访人"), kind="person", sort="visitor__pinyin"),
        Column(path="purpose", label=_("事由"), kind="long"),
        Column(path="talked_with", label=_("谈话人数"), kind="number", sort="talked_with"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="kind", label=_("单位类别"), path="unit__kind"),
        Facet(
            name="segment",
            label=_("片"),
            path="segment_id",
            kind="related",
            label_path="segment__name",
        ),
        Facet(
            name="unit",
            label=_("走访单位"),
            path="unit_id",
            kind="related",
            label_path="unit__short_name",
        ),
        Facet(
            name="demand",
            label=_("对应需求"),
            path="demand_id",
            kind="related",
            label_path="demand__title",
        ),
        Facet(name="held", label=_("走访日期"), path="held_on", kind="period"),
    ),
    search=("unit__name", "visitor__search_text", "purpose", "summary"),
    fields=(
        "unit", "segment", "visitor", "demand", "held_on", "purpose", "talked_with", "summary",
        "state",
    ),
    key=("unit", "visitor", "held_on"),
    about="",
    unit_word=_("次"),
    check=_check_visit,
    entered=_visit_entered,
    voided=_visit_voided,
    reserved=("state",),
    reserved_to=permissions.SETTLE_VISITS,
    parts=(
        Part(register=lambda: ATTENDEES, field="visit"),
        Part(register=lambda: HEARD, field="visit"),
        Part(register=lambda: LEADS, field="visit", holds=True),
    ),
)  # fmt: skip

LEADS: Register = Register(
    room="visits",
    noun="lead",
    model=Lead,
    title=_("好苗子线索"),
    noun_title=_("线索"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("走访中听到的具体人和具体事；核实后归入档案才成为印证材料。"),
    empty_hint=_("走访时听到的好苗子先记成线索，核实后再归入档案。"),
    view=permissions.VIEW_LEADS,
    keep=permissions.KEEP_LEADS,
    select=("unit", "person"),
    columns=(
        Column(path="name", label=_("线索人"), sort="name"),
        Column(path="unit", label=_("单位"), kind="unit", sort="unit__sort_no"),
        Column(path="dimension", label=_("维度"), kind="badge"),
        Column(path="behaviour", label=_("具体表现"), kind="long"),
        Column(path="found_on", label=_("发现日期"), kind="date", sort="found_on"),
        Column(path="person", label=_("对应干部"), kind="person"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="dimension", label=_("维度"), path="dimension"),
        Facet(name="kind", label=_("单位类别"), path="unit__kind"),
        Facet(
            name="unit",
            label=_("现任单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(
            name="where",
            label=_("线索所在单位"),
            path="unit_id",
            kind="related",
            label_path="unit__short_name",
        ),
        Facet(name="found", label=_("发现日期"), path="found_on", kind="period"),
    ),
    search=("name", "unit__name", "behaviour", "told_by"),
    fields=(
        "visit", "unit", "name", "person", "found_on", "dimension", "behaviour", "told_by",
        "is_direct", "state", "outcome",
    ),
    key=("unit", "name", "found_on"),
    check=_check_lead,
    reserved=("state", "outcome"),
    reserved_to=permissions.SETTLE_LEADS,
    entered=_lead_entered,
    voided=_lead_voided,
)  # fmt: skip

ATTENDEES: Register = Register(
    room="visits",
    noun="attendee",
    model=Attendee,
    title=_("谈话对象"),
    noun_title=_("谈话对象"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("走访时谈过话的人；被走访单位看不到。"),
    empty_hint=_("在走访页面或现场记录时填写。"),
    view=permissions.VIEW_ATTENDEES,
    keep=permissions.KEEP_ATTENDEES,
    select=("visit", "visit__unit", "person"),
    columns=(
        Column(path="name", label=_("姓名"), sort="name"),
        Column(path="post", label=_("职务或身份")),
        Column(path="relation", label=_("身份类别"), kind="badge", sort="relation"),
        Column(path="person", label=_("对应干部"), kind="person"),
        Column(path="visit", label=_("走访"), sort="visit__held_on"),
    ),
    facets=(
        Facet(name="relation", label=_("身份类别"), path="relation"),
        Facet(name="held", label=_("走访日期"), path="visit__held_on", kind="period"),
    ),
    search=("name", "post", "visit__unit__name"),
    order=("-visit__held_on", "visit_id", "pk"),
    fields=("visit", "name", "person", "post", "relation"),
    key=("visit", "name", "post"),
    unit_word=_("人次"),
)

HEARD: Register = Register(
    room="visits",
    noun="heard",
    model=Heard,
    title=_("听到的表现"),
    noun_title=pgettext_lazy("record", "表现"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("谁说了谁的什么事：评价、事例、亲见还是听说；本人和亲属的不可见。"),
    empty_hint=_("在走访页面或现场记录时填写。"),
    view=permissions.VIEW_HEARD,
    keep=permissions.KEEP_HEARD,
    select=("visit", "visit__unit", "person"),
    columns=(
        Column(path="about", label=_("说的是谁"), sort="about"),
        Column(path="dimension", label=_("维度"), kind="badge", sort="dimension"),
        Column(path="claim", label=_("评价"), kind="long"),
        Column(path="hearing", label=_("亲见或听说"), kind="badge", sort="hearing"),
        Column(path="told_by", label=_("反映人")),
        Column(path="visit", label=_("走访"), sort="visit__held_on"),
    ),
    facets=(
        Facet(name="dimension", label=_("维度"), path="dimension"),
        Facet(name="hearing", label=_("亲见或听说"), path="hearing"),
        Facet(name="held", label=_("走访日期"), path="visit__held_on", kind="period"),
    ),
    search=("about", "claim", "example", "told_by", "visit__unit__name"),
    order=("-visit__held_on", "visit_id", "pk"),
    fields=("visit", "about", "person", "dimension", "claim", "example", "hearing", "told_by"),
    key=("visit", "about", "claim"),
)

SEGMENTS: Register = Register(
    room="visits",
    noun="segment",
    model=Segment,
    title=_("片区"),
    noun_title=_("片"),
    link="select",
    mark="选",  # not interface: the badge of the link
    view=permissions.VIEW_SEGMENTS,
    keep=permissions.KEEP_SEGMENTS,
    columns=(
        Column(path="name", label=_("片名"), sort="name"),
        Column(path="begins", label=_("起"), kind="date", sort="begins"),
        Column(path="ends", label=_("止"), kind="date"),
    ),
    facets=(
        Facet(name="begun", label=_("起"), path="begins", kind="period"),
        Facet(name="ended", label=_("止"), path="ends", kind="period"),
    ),
    search=("name",),
    fields=("name", "sort_no", "begins", "ends"),
    key=("name",),
    about="",
    unit_word=_("个"),
    parts=(
        Part(register=lambda: LIAISONS, field="segment", holds=True),
        Part(register=lambda: VISITS, field="segment", holds=True),
    ),
)

LIAISONS: Register = Register(
    room="visits",
    noun="liaison",
    model=Liaison,
    title=_("联系分工"),
    noun_title=pgettext_lazy("record", "联系分工"),
    link="select",
    mark="选",  # not interface: the badge of the link
    view=permissions.VIEW_LIAISONS,
    keep=permissions.KEEP_LIAISONS,
    select=("segment", "unit", "person"),
    columns=(
        Column(path="person", label=_("联系人"), kind="person", sort="person__pinyin"),
        Column(path="level", label=_("层级"), kind="badge", sort="level"),
        Column(path="segment", label=_("片"), sort="segment__sort_no"),
        Column(path="group_name", label=_("组")),
        Column(path="unit", label=_("联系单位"), kind="unit", sort="unit__sort_no"),
        Column(path="begins", label=_("起"), kind="date", sort="begins"),
        Column(path="ends", label=_("止"), kind="date"),
    ),
    facets=(
        Facet(name="level", label=_("层级"), path="level"),
        Facet(
            name="segment",
            label=_("片"),
            path="segment_id",
            kind="related",
            label_path="segment__name",
        ),
    ),
    search=("person__search_text", "unit__name", "group_name"),
    fields=("segment", "level", "group_name", "unit", "person", "begins", "ends"),
    key=("segment", "level", "unit", "person"),
    unit_word=_("人次"),
)
