"""The page of a campaign: its steps, its wall, its report and the lists behind each number."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from qingmiao.cultivation.campaigns.enums import CampaignState
from qingmiao.cultivation.campaigns.models import Campaign
from qingmiao.cultivation.campaigns.permissions import KEEP_CAMPAIGNS, REPORT_CAMPAIGNS
from qingmiao.cultivation.campaigns.queries import campaign as queries
from qingmiao.cultivation.campaigns.queries.contribution import wall_of
from qingmiao.cultivation.campaigns.register import CAMPAIGNS
from qingmiao.cultivation.campaigns.rules.campaign import WAYS
from qingmiao.cultivation.campaigns.services import campaign as services
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.listing import page_links, page_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import PRINTED, Request, kept_file, page

STEP = {
    CampaignState.OPEN: (gettext_lazy("启动讨论"), "player-play"),
    CampaignState.HARVEST: (gettext_lazy("转入成果转化"), "checks"),
    CampaignState.CLOSED: (gettext_lazy("结项"), "archive"),
}
WALL_SIZE = 20


def detail_url(pk: int) -> str:
    return reverse("campaigns:campaign-detail", args=[pk])


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    return _shown(request, pk)


def _shown(request: Request, pk: int, *, status: int = 200) -> HttpResponse:
    context = detail_context(CAMPAIGNS, request, pk)
    row = context["row"]
    states = list(CampaignState)
    context |= {
        "extra_actions": [] if row.is_void else _actions(request, row),
        "steps": [
            {"label": each.label, "is_here": each == row.state, "is_past": states.index(each) < states.index(CampaignState(row.state))}
            for each in states
        ],
    }  # fmt: skip
    return render(request, "campaigns/campaign.html", context, status=status)


def _actions(request: Request, row: Campaign) -> list[dict[str, Any]]:
    actor, found = request.actor, []
    found.append(_link(reverse("campaigns:campaign-wall", args=[row.pk]), _("发言墙"), "message-2"))
    if actor.person_id is not None and row.state == CampaignState.OPEN:
        url = reverse("campaigns:campaign-write", args=[row.pk])
        found.append(_link(url, _("我要发言"), "pencil"))
    if REPORT_CAMPAIGNS.allows(actor, row):
        url = reverse("campaigns:campaign-report", args=[row.pk])
        found.append(_link(url, _("活动总结"), "report"))
    if row.state in WAYS and KEEP_CAMPAIGNS.allows(actor, row):
        new = WAYS[row.state]
        url = reverse("campaigns:campaign-step", args=[row.pk, new.value])
        found.append(_link(url, str(STEP[new][0]), STEP[new][1], method="post"))
    return found


def _link(url: str, label: str, icon: str, method: str = "get") -> dict[str, Any]:
    return {"url": url, "label": label, "icon": icon, "method": method}


@require_POST
def step(request: Request, pk: int, to: str) -> HttpResponse:
    queries.kept(actor=request.actor, pk=pk)
    try:
        services.step_campaign(actor=request.actor, campaign_id=pk, to=to)
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
        return _shown(request, pk, status=422)
    messages.success(request, _("活动阶段已更新"))
    return redirect(detail_url(pk))


@require_GET
def wall(request: Request, pk: int) -> HttpResponse:
    """发言墙: what was handed in and stands, most supported first."""
    row = queries.seen(actor=request.actor, pk=pk)
    shown = page_of(wall_of(actor=request.actor, campaign_id=pk), request.GET, size=WALL_SIZE)
    context = {
        "campaign": row,
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "is_open": row.state == CampaignState.OPEN,
        "takes_support": row.state in {CampaignState.OPEN, CampaignState.HARVEST},
        "me": request.actor.person_id,
        "here": request.get_full_path(),
    }
    return page(request, "campaigns/wall.html", "wall", context)


@require_GET
def report(request: Request, pk: int) -> HttpResponse:
    """活动总结 on the page: every number opens its list."""
    row = queries.reported(actor=request.actor, pk=pk)
    told = queries.report_of(actor=request.actor, row=row, on=clock.today())
    return page(request, "campaigns/report.html", "report", {"campaign": row, "told": told})


@require_GET
def report_file(request: Request, pk: int, form: str) -> HttpResponse:
    if form not in PRINTED:
        raise Http404
    queries.reported(actor=request.actor, pk=pk)
    row, content = services.print_report(
        actor=request.actor, campaign_id=pk, form=form, on=clock.today()
    )
    return kept_file(content, f"{row.title}{_('活动总结')}.{form}")


@require_GET
def counted(request: Request, pk: int, what: str) -> HttpResponse:
    """The list a number of the report is the length of."""
    row = queries.reported(actor=request.actor, pk=pk)
    listed = queries.listed_of(actor=request.actor, row=row, what=what)
    if listed is None:
        raise Http404
    shown = page_of(listed.lines, request.GET)
    context = {
        "campaign": row,
        "listed": listed,
        "total": len(listed.lines),
        "page": shown,
        "page_links": page_links(shown, request.GET),
    }
    return page(request, "campaigns/counted.html", "counted", context)
