"""发言 at the author's desk, on its own page, and before a reader."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.cultivation.campaigns.enums import ON_THE_WALL, CampaignState, ContributionState
from qingmiao.cultivation.campaigns.permissions import (
    GIVE_TASKS,
    JOIN_CAMPAIGNS,
    VIEW_TASKS,
)
from qingmiao.cultivation.campaigns.queries import contribution as queries
from qingmiao.cultivation.campaigns.queries.task import has_task
from qingmiao.cultivation.campaigns.queries.task import mine as tasks_of_mine
from qingmiao.cultivation.campaigns.register import CAMPAIGNS, CONTRIBUTIONS
from qingmiao.cultivation.campaigns.rules import contribution as rules
from qingmiao.cultivation.campaigns.services import contribution as services
from qingmiao.cultivation.campaigns.web.forms import ContributionForm, ReadingForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.web.filling import answered
from qingmiao.webkit.http import Request, page

STEPS = require_http_methods(["GET", "POST"])


def read_url(pk: int) -> str:
    return reverse("campaigns:contribution-read", args=[pk])


@require_GET
def mine(request: Request) -> HttpResponse:
    """我的发言: drafts, what was handed in and what became of it, and the tasks in my hands."""
    if request.actor.person_id is None:
        raise Forbidden(JOIN_CAMPAIGNS.sentence)
    context = {
        "rows": list(queries.mine(actor=request.actor)),
        "tasks": list(tasks_of_mine(actor=request.actor)),
        "campaigns_url": reverse(CAMPAIGNS.url_name()),
    }
    return page(request, "campaigns/mine.html", "mine", context)


@STEPS
def write(request: Request, pk: int) -> HttpResponse:
    campaign = queries.joined(actor=request.actor, campaign_id=pk)
    form = ContributionForm(request.POST or None, rounds=queries.rounds_of(campaign_id=pk))

    def change() -> str:
        row = services.write_contribution(
            actor=request.actor, campaign_id=pk, on=clock.today(), **form.told()
        )
        messages.success(request, _("草稿已保存，确认后请提交"))
        return read_url(row.pk)

    back = reverse("campaigns:campaign-detail", args=[pk])
    heading = _("我要发言：%(title)s") % {"title": campaign}
    return answered(
        request, CONTRIBUTIONS, form, heading, {"list": back, "cancel": back},
        submit_label=_("保存草稿"), change=change,
    )  # fmt: skip


@STEPS
def rewrite(request: Request, pk: int) -> HttpResponse:
    row = queries.my_own(actor=request.actor, pk=pk)
    initial = {"title": row.title, "content": row.content, "round": row.round_id}
    form = ContributionForm(
        request.POST or None, initial=initial, rounds=queries.rounds_of(campaign_id=row.campaign_id)
    )

    def change() -> str:
        services.rewrite_contribution(actor=request.actor, contribution_id=pk, **form.told())
        messages.success(request, _("草稿已保存，确认后请提交"))
        return read_url(pk)

    urls = {"list": reverse("campaigns:mine"), "cancel": read_url(pk)}
    return answered(
        request, CONTRIBUTIONS, form, _("修改发言"), urls,
        submit_label=_("保存草稿"), change=change,
    )  # fmt: skip


@require_GET
def read(request: Request, pk: int) -> HttpResponse:
    return _shown(request, pk)


def _shown(request: Request, pk: int, reasons: tuple[str, ...] = ()) -> HttpResponse:
    """One contribution as its reader may see it, with what this reader may do."""
    row, actor = queries.readable(actor=request.actor, pk=pk), request.actor
    is_mine = row.person_id == actor.person_id
    due = rules.reading_due(row.state)
    context: dict[str, Any] = {
        "row": row,
        "is_mine": is_mine,
        "error_summary": list(reasons),
        "may_rewrite": is_mine and row.is_by_author and row.state in rules.OPEN_TO_AUTHOR,
        "may_withdraw": is_mine and row.is_by_author and row.state == ContributionState.SUBMITTED,
        "may_support": actor.person_id is not None
        and not is_mine
        and row.state in ON_THE_WALL
        and row.campaign.state in {CampaignState.OPEN, CampaignState.HARVEST},
        "is_backed": queries.is_backed(actor=actor, row=row),
        "due": due.label if due and queries.may_read_next(actor=actor, row=row) else "",
        "readings": queries.readings_of(actor=actor, row=row),
        "tasks": VIEW_TASKS.rows(actor, queries.tasks_from(row)),
        "may_give": row.state == ContributionState.ADOPTED
        and GIVE_TASKS.allows(actor, row)
        and not has_task(row),
    }
    return page(
        request, "campaigns/contribution.html", "contribution", context,
        status=422 if reasons else 200,
    )  # fmt: skip


def _pressed(request: Request, pk: int, act: Any, said: str) -> HttpResponse:
    """One button: done, or the page again with the reasons."""
    queries.readable(actor=request.actor, pk=pk)
    try:
        act()
    except Refused as no:
        return _shown(request, pk, no.reasons)
    messages.success(request, said)
    return redirect(read_url(pk))


@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    return _pressed(
        request, pk,
        lambda: services.submit_contribution(
            actor=request.actor, contribution_id=pk, on=clock.today()
        ),
        _("已提交，大家在发言墙上可以看到"),
    )  # fmt: skip


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    return _pressed(
        request, pk,
        lambda: services.withdraw_contribution(actor=request.actor, contribution_id=pk),
        _("已撤回，可以修改后再提交"),
    )  # fmt: skip


@require_POST
def support(request: Request, pk: int) -> HttpResponse:
    """支持, or with ``back`` no longer."""
    if "back" in request.POST:
        return _pressed(
            request, pk,
            lambda: services.take_back_support(
                actor=request.actor, contribution_id=pk, at=clock.now()
            ),
            _("已取消支持"),
        )  # fmt: skip
    return _pressed(
        request, pk,
        lambda: services.support_contribution(actor=request.actor, contribution_id=pk),
        _("已支持"),
    )  # fmt: skip


@STEPS
def judge(request: Request, pk: int) -> HttpResponse:
    """审读: the first or the second reading, whichever is due."""
    row = queries.to_be_read(actor=request.actor, pk=pk)
    due = rules.reading_due(row.state)
    form = ReadingForm(request.POST or None, due=due)

    def change() -> str:
        services.read_contribution(
            actor=request.actor, contribution_id=pk, on=clock.today(), **form.cleaned_data
        )
        messages.success(request, _("审读意见已记录，发言人会收到提醒"))
        return read_url(pk)

    heading = _("审读发言：%(title)s") % {"title": row.title}
    urls = {"list": reverse(CONTRIBUTIONS.url_name()), "cancel": read_url(pk)}
    return answered(
        request, CONTRIBUTIONS, form, heading, urls, submit_label=_("提交审读"), change=change
    )
