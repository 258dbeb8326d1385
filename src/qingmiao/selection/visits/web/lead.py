"""The inbox of leads, the page of one, and what an officer may do with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.declaration import Register
from qingmiao.registers.queries import LARGEST_KEY
from qingmiao.registers.web import views as registers
from qingmiao.registers.web.listing import list_context, list_page, page_links, page_of
from qingmiao.registers.web.views import detail_context
from qingmiao.selection.visits.enums import LeadState
from qingmiao.selection.visits.models import Lead
from qingmiao.selection.visits.permissions import KEEP_LEADS, SETTLE_LEADS, VIEW_LEADS
from qingmiao.selection.visits.queries import lead as questions
from qingmiao.selection.visits.register import LEADS
from qingmiao.selection.visits.services import lead as services
from qingmiao.selection.visits.web.forms import AttachForm, ReasonForm, VerifyForm
from qingmiao.selection.visits.web.steps import step
from qingmiao.webkit.http import Request, page

S = LeadState


@require_GET
def leads(request: Request, register: Register) -> HttpResponse:
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    return list_page(request, "visits/leads.html", list_context(register, request))


@require_GET
def inbox(request: Request) -> HttpResponse:
    """收件箱: what waits for whom, the oldest first, with a mark where somebody may be named twice."""
    if VIEW_LEADS.nowhere(request.actor):
        raise Forbidden(VIEW_LEADS.sentence)
    state = request.GET.get("state", "")
    state = state if state in S.values else S.NEW.value
    shown = page_of(questions.inbox(actor=request.actor, state=state), request.GET)
    rows = list(shown.object_list)
    alike, known = questions.named_twice(actor=request.actor, leads=rows)
    counts = questions.inbox_counts(actor=request.actor)
    today = clock.today()
    context = {
        "lines": [
            {
                "row": row,
                "is_alike": row.pk in alike,
                "is_known": row.pk in known,
                "days": (today - row.found_on).days,
            }
            for row in rows
        ],
        "tabs": [
            {
                "label": each.label,
                "url": f"?state={each.value}",
                "is_current": each.value == state,
                "count": counts[each.value],
            }
            for each in S
        ],
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "total": counts[state],
        "settles": not SETTLE_LEADS.nowhere(request.actor),
    }
    return page(request, "visits/inbox.html", "results", context)


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    may_settle = not row.is_void and SETTLE_LEADS.allows(request.actor, row)
    context |= {
        "extra_actions": _actions(row) if may_settle else [],
        "hints": questions.hints(
            actor=request.actor,
            name=row.name,
            unit_id=row.unit_id,
            person_id=row.person_id,
            but=row.pk,
        ),
        "attaches": may_settle and row.state == S.VERIFIED,
    }
    return render(request, "visits/lead.html", context)


def _actions(row: Lead) -> list[dict[str, str]]:
    found = []
    if row.state in (S.NEW, S.VERIFIED):
        found.append(_action("lead-drop", row, _("不予采用"), "circle-x"))
    if row.state == S.NEW:
        found.append(_action("lead-verify", row, _("核实"), "check"))
    if row.state == S.VERIFIED:
        found.append(_action("lead-attach", row, _("归入档案"), "paperclip"))
    if row.state == S.MERGED:
        found.append(_action("lead-pool", row, _("提请会商"), "stack-2"))
    return found


def _action(name: str, row: Lead, label: str, icon: str) -> dict[str, str]:
    url = reverse(f"visits:{name}", args=[row.pk])
    return {"label": label, "url": url, "icon": icon, "method": "get"}


def enter(request: Request, register: Register) -> HttpResponse:
    """The register's own form; below it, while one types, who this may be already."""
    answer: HttpResponse = registers.enter(
        request, register=register, template="visits/lead_form.html"
    )
    return answer


def edit(request: Request, pk: int, register: Register) -> HttpResponse:
    """Amending leaves the state alone: it moves by its own deeds."""
    answer: HttpResponse = registers.amend(request, pk, register=register.without(("state",)))
    return answer


@require_GET
def hints(request: Request) -> HttpResponse:
    """查重 of a name before it is entered."""
    if KEEP_LEADS.nowhere(request.actor):
        raise Forbidden(KEEP_LEADS.sentence)
    unit = request.GET.get("unit", "")
    found = questions.hints(
        actor=request.actor,
        name=request.GET.get("name", "")[:60],
        unit_id=int(unit) if unit.isdecimal() and int(unit) < LARGEST_KEY else None,
        person_id=None,
    )
    context = {"hints": found, "name": request.GET.get("name", ""), "unit": unit}
    return page(request, "visits/hints.html", "hints", context)


def _row(request: Request, pk: int) -> Lead:
    row: Lead = get_object_or_404(SETTLE_LEADS.rows(request.actor, LEADS.base()), pk=pk)
    return row


@require_http_methods(["GET", "POST"])
def verify(request: Request, pk: int) -> HttpResponse:
    at = clock.now()
    return step(
        request,
        register=LEADS,
        row=_row(request, pk),
        form=VerifyForm(request.POST or None),
        heading=_("核实线索：%(title)s"),
        done=_("已核实，可以归入档案"),
        change=lambda told: services.verify_lead(
            actor=request.actor, lead_id=pk, note=told["note"], at=at
        ),
    )


@require_http_methods(["GET", "POST"])
def attach(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk)
    form = AttachForm(
        request.POST or None, actor=request.actor, initial={"person": row.person or row.name}
    )

    def change(told: dict[str, Any]) -> None:
        services.attach_lead(actor=request.actor, lead_id=pk, person_id=told["person"].pk)

    return step(
        request,
        register=LEADS,
        row=row,
        form=form,
        heading=_("归入档案：%(title)s"),
        done=_("已归入档案，成为印证材料"),
        change=change,
    )


@require_http_methods(["GET", "POST"])
def drop(request: Request, pk: int) -> HttpResponse:
    return step(
        request,
        register=LEADS,
        row=_row(request, pk),
        form=ReasonForm(request.POST or None),
        heading=_("不予采用：%(title)s"),
        done=_("已记录理由"),
        change=lambda told: services.drop_lead(
            actor=request.actor, lead_id=pk, reason=told["reason"]
        ),
    )


@require_http_methods(["GET", "POST"])
def pool(request: Request, pk: int) -> HttpResponse:
    today = clock.today()
    return step(
        request,
        register=LEADS,
        row=_row(request, pk),
        form=ReasonForm(request.POST or None),
        heading=_("提请会商：%(title)s"),
        lead=_("以日常调研为渠道提名入库，由会商决定。"),
        done=_("已提名，等会商决定"),
        change=lambda told: services.pool_lead(
            actor=request.actor, lead_id=pk, on=today, reason=told["reason"]
        ),
    )
