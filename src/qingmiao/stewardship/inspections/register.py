from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.stewardship.inspections import permissions, queries, services
from qingmiao.stewardship.inspections.models import Check, Finding


def _finding_entered(actor: Actor, finding: Finding) -> None:
    services.note_finding(actor=actor, finding=finding)


def _finding_voided(actor: Actor, finding: Finding, reason: str) -> None:
    services.forget_finding(actor=actor, finding=finding, reason=reason)


CHECKS: Register = Register(
    room="inspections",
    noun="check",
    model=Check,
    title=_("督查检查"),
    noun_title=_("检查"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("不打招呼的检查在进行之前，被检查单位看不到。不设发现问题的数量指标。"),
    empty_hint=_("登记一次检查，或把往年检查台账按模板导入。"),
    unit_word=_("次检查"),
    view=permissions.VIEW_CHECKS,
    keep=permissions.KEEP_CHECKS,
    select=("unit",),
    columns=(
        Column(path="checked_on", label=_("检查日期"), kind="date", sort="checked_on"),
        Column(path="unit", label=_("被检查单位"), kind="unit", sort="unit__sort_no"),
        Column(path="campaign", label=_("专项"), kind="badge", sort="campaign"),
        Column(path="inspectors", label=_("检查人员")),
        Column(path="is_unannounced", label=_("不打招呼"), kind="flag"),
        Column(path="summary", label=_("检查情况"), kind="long"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="campaign", label=_("专项"), path="campaign"),
        Facet(name="unit_kind", label=_("单位类别"), path="unit__kind"),
        Facet(name="unannounced", label=_("不打招呼"), path="is_unannounced", kind="flag"),
        Facet(name="checked", label=_("检查日期"), path="checked_on", kind="period"),
    ),
    search=("unit__name", "inspectors", "summary"),
    fields=(
        "campaign", "unit", "checked_on", "inspectors", "is_unannounced", "summary", "state",
    ),
    key=("campaign", "unit", "checked_on"),
    parts=(Part(register=lambda: FINDINGS, field="check_visit", holds=True),),
    check=queries.reasons_against_check,
)  # fmt: skip

FINDINGS: Register = Register(
    room="inspections",
    noun="finding",
    model=Finding,
    title=_("督查问题"),
    noun_title=pgettext_lazy("inspection", "问题"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("按现象代码登记，须有证据等级；本人可以说明。不进入成长时间轴；认定后按纪检知悉范围留存印证，不进储备库和任何计数。"),
    empty_hint=_("先登记检查，再登记检查中发现的问题；没有问题就不必登记。"),
    unit_word=_("个问题"),
    view=permissions.VIEW_FINDINGS,
    keep=permissions.KEEP_FINDINGS,
    select=("check_visit__unit", "phenomenon", "person__unit"),
    order=("-check_visit__checked_on",),
    columns=(
        Column(
            path="check_visit__checked_on",
            label=_("检查日期"),
            kind="date",
            sort="check_visit__checked_on",
        ),
        Column(
            path="check_visit__unit",
            label=_("被检查单位"),
            kind="unit",
            sort="check_visit__unit__sort_no",
        ),
        Column(path="phenomenon", label=_("现象"), sort="phenomenon__sort_no"),
        Column(path="person", label=_("涉及干部"), kind="person", sort="person__pinyin"),
        Column(path="proof", label=_("证据等级"), kind="badge"),
        Column(path="rectify_by", label=_("整改时限"), kind="date", sort="rectify_by"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="campaign", label=_("专项"), path="check_visit__campaign"),
        Facet(
            name="phenomenon",
            label=_("现象"),
            path="phenomenon_id",
            kind="related",
            label_path="phenomenon__label",
        ),
        Facet(name="proof", label=_("证据等级"), path="proof"),
        Facet(name="rectify", label=_("整改时限"), path="rectify_by", kind="period"),
        Facet(name="checked", label=_("检查日期"), path="check_visit__checked_on", kind="period"),
    ),
    search=("check_visit__unit__name", "phenomenon__label", "person__search_text", "description"),
    fields=(
        "check_visit", "phenomenon", "person", "description", "proof", "state", "explanation",
        "rectify_by", "verified_on",
    ),
    key=("check_visit", "phenomenon", "description"),
    check=queries.reasons_against_finding,
    entered=_finding_entered,
    voided=_finding_voided,
)  # fmt: skip
