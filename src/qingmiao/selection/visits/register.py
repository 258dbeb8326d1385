from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.selection.visits import permissions, rules, services
from qingmiao.selection.visits.models import Lead, Liaison, Segment, Visit


def _check_visit(visit: Visit, on: date) -> Iterator[str]:
    return rules.flaws_of_visit(
        held_on=visit.held_on, state=visit.state, summary=visit.summary, on=on
    )


def _check_lead(lead: Lead, on: date) -> Iterator[str]:
    visited_on = lead.visit.held_on if lead.visit else None
    return rules.flaws_of_lead(found_on=lead.found_on, visited_on=visited_on, on=on)


def _lead_entered(actor: Actor, lead: Lead) -> None:
    services.note_lead(actor=actor, lead=lead)


def _lead_voided(actor: Actor, lead: Lead, reason: str) -> None:
    services.forget_lead(actor=actor, lead=lead, reason=reason)


VISITS: Register = Register(
    room="visits",
    noun="visit",
    model=Visit,
    title=_("走访"),
    noun_title=_("走访"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("组工干部按片长、组长、点长联系机制走访单位的记录；被走访单位看不到谈话情况。"),
    empty_hint=_("登记第一次走访，或把往年走访台账按模板导入。"),
    view=permissions.VIEW_VISITS,
    keep=permissions.KEEP_VISITS,
    select=("unit", "segment", "visitor"),
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
        Facet(name="held", label=_("走访日期"), path="held_on", kind="period"),
    ),
    search=("unit__name", "visitor__search_text", "purpose", "summary"),
    fields=("unit", "segment", "visitor", "held_on", "purpose", "talked_with", "summary", "state"),
    key=("unit", "visitor", "held_on"),
    about="",
    unit_word=_("次"),
    check=_check_visit,
    parts=(Part(register=lambda: LEADS, field="visit", holds=True),),
)

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
        Facet(name="found", label=_("发现日期"), path="found_on", kind="period"),
    ),
    search=("name", "unit__name", "behaviour", "told_by"),
    fields=(
        "visit", "unit", "name", "person", "found_on", "dimension", "behaviour", "told_by",
        "is_direct", "state", "outcome",
    ),
    key=("unit", "name", "found_on"),
    check=_check_lead,
    entered=_lead_entered,
    voided=_lead_voided,
)  # fmt: skip

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
    noun_title=_("联系分工"),
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
