from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.stewardship.measures import permissions, queries, services
from qingmiao.stewardship.measures.models import Benefit, Measure


def _benefit_entered(actor: Actor, benefit: Benefit) -> None:
    services.note_benefit(actor=actor, benefit=benefit)


def _benefit_voided(actor: Actor, benefit: Benefit, reason: str) -> None:
    services.forget_benefit(actor=actor, benefit=benefit, reason=reason)


MEASURES: Register = Register(
    room="measures",
    noun="measure",
    model=Measure,
    title=_("激励措施"),
    noun_title=_("措施"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("《关于激励干部敢为的若干措施》逐条落实：谁负责、谁受益。"),
    empty_hint=_("把文件逐条登记成措施，再登记受益的同志。"),
    unit_word=_("条措施"),
    view=permissions.VIEW_MEASURES,
    keep=permissions.KEEP_MEASURES,
    select=("owner",),
    columns=(
        Column(path="article", label=_("条款"), sort="article"),
        Column(path="title", label=_("措施"), sort="title"),
        Column(path="document_no", label=_("文号"), sort="document_no"),
        Column(path="owner", label=_("责任单位"), kind="unit", sort="owner__sort_no"),
        Column(path="begins", label=_("施行日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("废止日期"), kind="date", sort="ends"),
    ),
    facets=(
        Facet(
            name="owner",
            label=_("责任单位"),
            path="owner_id",
            kind="related",
            label_path="owner__short_name",
        ),
        Facet(name="document", label=_("文号"), path="document_no"),
        Facet(name="begins", label=_("施行日期"), path="begins", kind="period"),
    ),
    search=("title", "article", "document_no", "conditions", "owner__name"),
    fields=("title", "document_no", "article", "owner", "begins", "ends", "conditions"),
    key=("document_no", "article"),
    parts=(Part(register=lambda: BENEFITS, field="measure", holds=True),),
    check=queries.reasons_against_measure,
)

BENEFITS: Register = Register(
    room="measures",
    noun="benefit",
    model=Benefit,
    title=_("受益记录"),
    noun_title=pgettext_lazy("record", "受益记录"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("措施落到了谁身上。只有通报表扬记入印证材料，休养、帮扶、容错、澄清都不记。"),
    empty_hint=_("先登记措施，再登记受益的同志，或把历年台账按模板导入。"),
    unit_word=_("人次受益"),
    view=permissions.VIEW_BENEFITS,
    keep=permissions.KEEP_BENEFITS,
    select=("measure__owner", "person__unit"),
    columns=(
        Column(
            path="person",
            label=_("受益干部"),
            kind="person",
            sort="person__pinyin",
            small=lambda row: row.person.unit,
        ),
        Column(path="kind", label=_("类别"), kind="badge", sort="kind"),
        Column(path="measure", label=_("激励措施"), sort="measure__article"),
        Column(path="content", label=_("内容"), kind="long"),
        Column(path="granted_on", label=_("日期"), kind="date", sort="granted_on"),
        Column(path="approved_by", label=_("批准人")),
    ),
    facets=(
        Facet(name="kind", label=_("类别"), path="kind"),
        Facet(
            name="measure",
            label=_("激励措施"),
            path="measure_id",
            kind="related",
            label_path="measure__title",
        ),
        Facet(name="unit_kind", label=_("单位类别"), path="person__unit__kind"),
        Facet(
            name="unit",
            label=_("单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="granted", label=_("日期"), path="granted_on", kind="period"),
    ),
    search=("person__search_text", "measure__title", "content", "approved_by"),
    fields=("measure", "person", "kind", "granted_on", "content", "approved_by"),
    key=("measure", "person", "granted_on", "kind"),
    check=queries.reasons_against_benefit,
    entered=_benefit_entered,
    voided=_benefit_voided,
)
