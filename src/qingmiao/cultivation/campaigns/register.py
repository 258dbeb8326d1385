from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.campaigns import permissions, rules, services
from qingmiao.cultivation.campaigns.models import Campaign, Contribution
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register


def _contribution_entered(actor: Actor, contribution: Contribution) -> None:
    services.note_contribution(actor=actor, contribution=contribution)


def _contribution_voided(actor: Actor, contribution: Contribution, reason: str) -> None:
    services.forget_contribution(actor=actor, contribution=contribution, reason=reason)


def _check_contribution(row: Contribution, on: date) -> list[str]:
    campaign = row.campaign
    return list(
        rules.flaws_of_contribution(
            contributed_on=row.contributed_on, begins=campaign.begins, ends=campaign.ends
        )
    )


CAMPAIGNS: Register = Register(
    room="campaigns",
    noun="campaign",
    model=Campaign,
    title=pgettext_lazy("list", "大讨论活动"),
    noun_title=pgettext_lazy("record", "大讨论活动"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("围绕一个主题的大讨论：线上、线下的发言和建议都记在活动名下。"),
    empty_hint=_("登记第一次大讨论，或把往年的活动按模板导入。"),
    unit_word=_("次"),
    about="",
    view=permissions.VIEW_CAMPAIGNS,
    keep=permissions.KEEP_CAMPAIGNS,
    select=("organizer",),
    columns=(
        Column(path="title", label=_("活动名称"), sort="title"),
        Column(path="theme", label=_("主题")),
        Column(path="mode", label=_("方式"), kind="badge", sort="mode"),
        Column(path="organizer", label=_("主办单位"), kind="unit", sort="organizer__sort_no"),
        Column(path="begins", label=_("启动日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("结束日期"), kind="date", sort="ends"),
    ),
    facets=(
        Facet(name="mode", label=_("方式"), path="mode"),
        Facet(
            name="organizer",
            label=_("主办单位"),
            path="organizer_id",
            kind="related",
            label_path="organizer__short_name",
        ),
        Facet(name="begins", label=_("启动日期"), path="begins", kind="period"),
    ),
    search=("title", "theme", "organizer__name"),
    fields=("title", "theme", "mode", "organizer", "begins", "ends"),
    key=("title",),
    parts=(Part(register=lambda: CONTRIBUTIONS, field="campaign", holds=True),),
)

CONTRIBUTIONS: Register = Register(
    room="campaigns",
    noun="contribution",
    model=Contribution,
    title=pgettext_lazy("list", "大讨论发言"),
    noun_title=pgettext_lazy("record", "发言"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("单位可以提交本单位干部的发言；入选和采纳由主办单位登记，并成为印证材料。"),
    empty_hint=_("登记第一条发言，或把活动汇编按模板导入。"),
    view=permissions.VIEW_CONTRIBUTIONS,
    keep=permissions.KEEP_CONTRIBUTIONS,
    select=("person__unit", "campaign__organizer"),
    columns=(
        Column(path="title", label=_("题目"), sort="title"),
        Column(path="person", label=_("发言人"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="campaign", label=_("大讨论活动")),
        Column(path="contributed_on", label=_("日期"), kind="date", sort="contributed_on"),
        Column(path="mode", label=_("方式"), kind="badge", sort="mode"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="mode", label=_("方式"), path="mode"),
        Facet(
            name="campaign",
            label=_("大讨论活动"),
            path="campaign_id",
            kind="related",
            label_path="campaign__title",
        ),
        Facet(
            name="unit",
            label=_("单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="contributed", label=_("日期"), path="contributed_on", kind="period"),
    ),
    search=("person__search_text", "person__unit__name", "title", "content", "campaign__title"),
    fields=("campaign", "person", "contributed_on", "title", "content", "mode", "state"),
    key=("campaign", "person", "title"),
    check=_check_contribution,
    entered=_contribution_entered,
    voided=_contribution_voided,
)
