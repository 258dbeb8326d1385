"""Who looks after what: the reader's own units, a segment with its groups and points, the handover."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.views import detail_context
from qingmiao.rulebook.library import regulation
from qingmiao.selection.visits.enums import LiaisonLevel
from qingmiao.selection.visits.models import Liaison
from qingmiao.selection.visits.permissions import KEEP_LIAISONS, KEEP_VISITS
from qingmiao.selection.visits.queries import duty as questions
from qingmiao.selection.visits.queries.coverage import coverage
from qingmiao.selection.visits.queries.lead import inbox_counts
from qingmiao.selection.visits.queries.visit import awaiting_confirmation, my_open_visits
from qingmiao.selection.visits.register import LIAISONS
from qingmiao.selection.visits.services.duty import hand_over
from qingmiao.selection.visits.web.forms import HandoverForm
from qingmiao.selection.visits.web.steps import step
from qingmiao.webkit.http import Request

MOST_SHOWN = 50


@require_GET
def mine(request: Request) -> HttpResponse:
    """我的联系单位: what one answers for today, what is planned, and what waits for one's word."""
    if KEEP_VISITS.nowhere(request.actor):
        raise Forbidden(KEEP_VISITS.sentence)
    on = clock.today()
    rule = regulation("visits/coverage").on(on)["days_between_visits"]
    duties = questions.duties_of(person_id=request.actor.person_id, on=on)
    units = questions.units_of_duty(person_id=request.actor.person_id, on=on)
    contacts = coverage(actor=request.actor, on=on, most_days=rule.value, unit_ids=units)
    waiting = awaiting_confirmation(actor=request.actor)
    context = {
        "duties": [duty for duty in duties if duty.level != LiaisonLevel.POINT],
        "points": sum(duty.level == LiaisonLevel.POINT for duty in duties),
        "contacts": contacts,
        "unreachable": len(units) - len(contacts),
        "overdue": sum(contact.is_overdue for contact in contacts),
        "rule": rule,
        "plans": list(my_open_visits(actor=request.actor)[:MOST_SHOWN]),
        "waiting": list(waiting[:MOST_SHOWN]),
        "waiting_count": waiting.count(),
        "new_leads": inbox_counts(actor=request.actor)["new"],
        "today": on,
        "plans_here": True,
    }
    return render(request, "visits/mine.html", context)


@require_GET
def segment(request: Request, pk: int, register: Register) -> HttpResponse:
    """片 → 组 → 点 as they stood on a day."""
    context = detail_context(register, request, pk)
    on = _day(request.GET.get("on", "")) or clock.today()
    context |= {
        "on": on,
        "heads": questions.liaison_above(segment_id=pk, on=on),
        "points": questions.points_of(actor=request.actor, segment_id=pk, on=on),
        "hands_over": not KEEP_LIAISONS.nowhere(request.actor),
    }
    return render(request, "visits/segment.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_GET
def liaison(request: Request, pk: int, register: Register) -> HttpResponse:
    """One duty, and everybody who had it before and after."""
    context = detail_context(register, request, pk)
    row = context["row"]
    context["past"] = questions.past_of_duty(actor=request.actor, liaison=row)
    if not row.is_void and row.ends is None and KEEP_LIAISONS.allows(request.actor, row):
        context["extra_actions"] = [
            {
                "label": _("交接"),
                "url": reverse("visits:liaison-handover", args=[pk]),
                "icon": "arrows-exchange",
                "method": "get",
            }
        ]
    return render(request, "visits/liaison.html", context)


@require_http_methods(["GET", "POST"])
def handover(request: Request, pk: int) -> HttpResponse:
    row: Liaison = get_object_or_404(KEEP_LIAISONS.rows(request.actor, LIAISONS.base()), pk=pk)
    form = HandoverForm(request.POST or None, actor=request.actor, today=clock.today())

    def change(told: dict[str, Any]) -> None:
        hand_over(
            actor=request.actor,
            liaison_id=pk,
            person_id=told["person"].pk,
            on=told["on"],
            reason=told["reason"],
        )

    return step(
        request,
        register=LIAISONS,
        row=row,
        form=form,
        heading=_("交接：%(title)s"),
        lead=_("原分工保留为历史，交接日起由接手的人负责。"),
        done=_("已交接"),
        change=change,
    )
