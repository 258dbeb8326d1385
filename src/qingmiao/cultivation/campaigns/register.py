from datetime import date

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.campaigns import permissions
from qingmiao.cultivation.campaigns.models import Campaign, Contribution, Round, Sitting, Task
from qingmiao.cultivation.campaigns.queries import contribution as questions
from qingmiao.cultivation.campaigns.rules import campaign as campaign_rules
from qingmiao.cultivation.campaigns.rules import contribution as rules
from qingmiao.cultivation.campaigns.services import evidence as services
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.registers.queries import is_rewritten


def _contribution_entered(actor: Actor, contribution: Contribution) -> None:
    services.note_contribution(actor=actor, contribution=contribution)


def _contribution_voided(actor: Actor, contribution: Contribution, reason: str) -> None:
    services.forget_contribution(actor=actor, contribution=contribution, reason=reason)


def _check_contribution(row: Contribution, on: date) -> list[str]:
    campaign = row.campaign
    old = questions.former(row.pk)
    return [
        *rules.flaws_of_contribution(
            contributed_on=row.contributed_on, begins=campaign.begins, ends=campaign.ends
        ),
        *rules.flaws_of_form_state(
            old=old.state if old else None,
            new=row.state,
            is_by_author=old.is_by_author if old else False,
        ),
    ]


def _check_round(row: Round, on: date) -> list[str]:
    of = row.campaign
    return list(
        campaign_rules.flaws_of_days(
            begins=row.begins, ends=row.ends, from_=of.begins, until=of.ends
        )
    )


def _check_sitting(row: Sitting, on: date) -> list[str]:
    of = row.campaign
    flaws = campaign_rules.flaws_of_days(
        begins=row.held_on, ends=row.held_on, from_=of.begins, until=of.ends
    )
    is_settled = row.settled_at is not None
    settled = (
        [gettext("签到已经核定，不能再修改")] if is_settled and is_rewritten(row, SITTINGS) else []
    )
    return [*flaws, *settled]


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
        Column(path="state", label=_("阶段"), kind="badge", sort="state"),
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
    parts=(
        Part(register=lambda: ROUNDS, field="campaign", holds=True),
        Part(register=lambda: SITTINGS, field="campaign", holds=True),
        Part(register=lambda: CONTRIBUTIONS, field="campaign", holds=True),
        Part(register=lambda: TASKS, field="contribution__campaign"),
    ),
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

ROUNDS: Register = Register(
    room="campaigns",
    noun="round",
    model=Round,
    title=_("讨论轮次"),
    noun_title=pgettext_lazy("record", "轮次"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("一次大讨论分几轮，每轮一个题目和起止日期；本人提交发言时选择轮次。"),
    empty_hint=_("在活动页面为大讨论添加第一轮题目。"),
    unit_word=_("轮"),
    about="",
    view=permissions.VIEW_ROUNDS,
    keep=permissions.KEEP_ROUNDS,
    select=("campaign",),
    columns=(
        Column(path="title", label=_("讨论题目"), sort="title"),
        Column(path="campaign", label=_("大讨论活动")),
        Column(path="number", label=_("第几轮"), kind="number", sort="number"),
        Column(path="begins", label=_("开始日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("截止日期"), kind="date", sort="ends"),
    ),
    facets=(
        Facet(
            name="campaign",
            label=_("大讨论活动"),
            path="campaign_id",
            kind="related",
            label_path="campaign__title",
        ),
    ),
    search=("title", "campaign__title"),
    fields=("campaign", "number", "title", "begins", "ends"),
    key=("campaign", "number"),
    check=_check_round,
)

SITTINGS: Register = Register(
    room="campaigns",
    noun="sitting",
    model=Sitting,
    title=pgettext_lazy("list", "报告会"),
    noun_title=pgettext_lazy("record", "报告会"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("主旨报告和集中讨论：现场、线上都能签到，核定人数之后才计入。"),
    empty_hint=_("登记一场报告会，当天打开签到码，会后核定人数。"),
    unit_word=_("场"),
    about="",
    view=permissions.VIEW_SITTINGS,
    keep=permissions.KEEP_SITTINGS,
    select=("campaign",),
    columns=(
        Column(path="title", label=_("会议题目"), sort="title"),
        Column(path="campaign", label=_("大讨论活动")),
        Column(path="held_on", label=_("日期"), kind="date", sort="held_on"),
        Column(path="mode", label=_("方式"), kind="badge", sort="mode"),
        Column(path="keynote", label=_("主旨报告人")),
        Column(path="place", label=_("会场")),
        Column(path="hall_count", label=_("现场清点人数"), kind="number", sort="hall_count"),
        Column(path="online_count", label=_("线上在线人数"), kind="number", sort="online_count"),
    ),
    facets=(
        Facet(name="mode", label=_("方式"), path="mode"),
        Facet(
            name="campaign",
            label=_("大讨论活动"),
            path="campaign_id",
            kind="related",
            label_path="campaign__title",
        ),
        Facet(name="held", label=_("日期"), path="held_on", kind="period"),
    ),
    search=("title", "campaign__title", "keynote"),
    fields=(
        "campaign", "title", "keynote", "held_on", "starts", "mode", "place", "online_place",
    ),
    key=("campaign", "held_on", "title"),
    check=_check_sitting,
)  # fmt: skip

TASKS: Register = Register(
    room="campaigns",
    noun="task",
    model=Task,
    title=_("转化任务"),
    noun_title=pgettext_lazy("record", "转化任务"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("采纳的建议转为任务：有责任人、有时限，报结之后由他人核验。"),
    empty_hint=_("在已采纳的发言页面交办任务。"),
    unit_word=_("项"),
    view=permissions.VIEW_TASKS,
    keep=permissions.VERIFY_TASKS,
    select=("owner", "unit", "contribution__campaign"),
    columns=(
        Column(path="title", label=_("任务"), sort="title"),
        Column(path="owner", label=_("责任人"), kind="person", sort="owner__pinyin"),
        Column(path="unit", label=_("责任单位"), kind="unit", sort="unit__sort_no"),
        Column(path="due_on", label=_("完成时限"), kind="date", sort="due_on"),
        Column(path="progress", label=_("进度（%）"), kind="number", sort="progress"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(
            name="campaign",
            label=_("大讨论活动"),
            path="contribution__campaign_id",
            kind="related",
            label_path="contribution__campaign__title",
        ),
        Facet(
            name="unit",
            label=_("责任单位"),
            path="unit_id",
            kind="related",
            label_path="unit__short_name",
        ),
        Facet(name="due", label=_("完成时限"), path="due_on", kind="period"),
    ),
    search=("title", "owner__search_text", "unit__name", "contribution__title"),
    fields=(
        "contribution", "title", "unit", "owner", "opened_on", "due_on", "state", "progress",
        "result", "result_by", "verified_by", "state_reason",
    ),
    key=(),
    about="owner",
    is_read_only=True,
)  # fmt: skip
