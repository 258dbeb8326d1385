"""人选: all nominations of one person in one event, and the decisions by purpose."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.web.listing import page_links, page_of
from qingmiao.selection.nominations.contracts import DecisionLine, GroupLine
from qingmiao.selection.nominations.enums import GroupState, Outcome, Purpose
from qingmiao.selection.nominations.models import Nomination, NominationEvent
from qingmiao.selection.nominations.permissions import (
    APPROVE_EXEMPTIONS,
    HANDLE_NOMINATIONS,
    READ_WISHES,
)
from qingmiao.selection.nominations.queries import event as event_queries
from qingmiao.selection.nominations.queries import group as queries
from qingmiao.selection.nominations.queries.eligibility import judged
from qingmiao.selection.nominations.rules.decision import group_state
from qingmiao.selection.nominations.services.decision import decide as decide_upon
from qingmiao.selection.nominations.services.exemption import decide_exemption
from qingmiao.selection.nominations.web.forms import YES, DecisionForm, ExemptionDecisionForm
from qingmiao.webkit.http import Request, page

UNDECIDED = "undecided"


def _event(request: Request, pk: int) -> NominationEvent:
    event = event_queries.watched_event(actor=request.actor, event_id=pk)
    if event is None:
        raise Http404
    return event


@require_GET
def groups(request: Request, pk: int) -> HttpResponse:
    event = _event(request, pk)
    lines = queries.groups(actor=request.actor, event=event)
    wanted = request.GET.get("state", "")
    shown = [line for line in lines if _is_wanted(line, wanted)]
    found = page_of(shown, request.GET)
    tabs = [
        {"label": _("全部"), "url": request.path, "is_current": not wanted, "count": len(lines)}
    ]
    tabs.append(
        {
            "label": _("等待研判"),
            "url": f"{request.path}?state={UNDECIDED}",
            "is_current": wanted == UNDECIDED,
            "count": sum(_is_wanted(line, UNDECIDED) for line in lines),
        }
    )
    tabs += [
        {
            "label": state.label,
            "url": f"{request.path}?state={state}",
            "is_current": wanted == state,
            "count": sum(line.state == state for line in lines),
        }
        for state in GroupState
    ]
    context = {
        "event": event,
        "lines": [
            {
                "line": line,
                "state": GroupState(line.state).label,
                "url": reverse("nominations:group", args=[pk, line.person_id]),
            }
            for line in found.object_list
        ],
        "total": len(shown),
        "tabs": tabs,
        "page": found,
        "page_links": page_links(found, request.GET),
    }
    return page(request, "nominations/groups.html", "groups", context)


def _is_wanted(line: GroupLine, wanted: str) -> bool:
    """By state; or accepted and still without any decision."""
    if wanted == UNDECIDED:
        return bool(line.accepted) and line.state == GroupState.REVIEW
    return wanted in ("", line.state)


@require_GET
def group(request: Request, pk: int, person: int) -> HttpResponse:
    return _page(request, pk, person)


def _page(
    request: Request, pk: int, person_id: int, *, refused: tuple[DecisionForm, str] | None = None
) -> HttpResponse:
    event, actor = _event(request, pk), request.actor
    rows = list(queries.nominations_of_group(actor=actor, event_id=pk, person_id=person_id))
    if not rows:
        raise Http404
    decisions = queries.decisions_on(event_id=pk, person_id=person_id)
    handles = not HANDLE_NOMINATIONS.nowhere(actor)
    may_approve = not APPROVE_EXEMPTIONS.nowhere(actor)
    context = {
        "event": event,
        "person": rows[0].person,
        "rows": rows,
        "handles": handles,
        "state": GroupState(group_state(queries.outcomes(decisions))).label,
        "judged": judged(
            person=rows[0].person, event=event, on=clock.today(), category=_category(rows)
        ),
        "purposes": [
            _purpose(purpose, decisions.get(purpose), refused, may_decide=handles)
            for purpose in Purpose
        ],
        "decide_url": reverse("nominations:decide", args=[pk, person_id]),
        "exemptions": [
            {
                "row": row,
                "url": reverse("nominations:exemption-decide", args=[row.pk])
                if may_approve and row.state == "asked"
                else "",
            }
            for row in queries.exemptions_of(actor=actor, event_id=pk, person_id=person_id)
        ],
        "wish_url": reverse("nominations:wish-of", args=[person_id])
        if not READ_WISHES.nowhere(actor)
        else "",
        "error_summary": list(refused[0].non_field_errors()) if refused else [],
    }
    status = 422 if refused else 200
    return page(request, "nominations/group.html", "group", context, status=status)


def _category(rows: list[Nomination]) -> str:
    """The category the latest nomination that stands was made for."""
    named = [row.category.code for row in rows if row.category and row.state != "withdrawn"]
    return named[-1] if named else ""


def _purpose(
    purpose: Purpose,
    line: DecisionLine | None,
    refused: tuple[DecisionForm, str] | None,
    *,
    may_decide: bool,
) -> dict[str, Any]:
    initial = {"purpose": purpose.value, "corrects": line.id if line else None}
    form = DecisionForm(initial=initial, auto_id=f"id_{purpose.value}_%s")
    if refused and refused[1] == purpose:
        form = refused[0]
    return {
        "purpose": purpose.label,
        "code": purpose.value,
        "line": line,
        "outcome": Outcome(line.outcome).label if line else "",
        "earlier": [{"line": one, "outcome": Outcome(one.outcome).label} for one in line.earlier]
        if line
        else [],
        "form": form if may_decide else None,
        "member_url": reverse("pool:membership-detail", args=[line.membership_id])
        if line and line.membership_id
        else "",
    }


@require_POST
def decide(request: Request, pk: int, person: int) -> HttpResponse:
    purpose = request.POST.get("purpose", "")
    form = DecisionForm(request.POST, auto_id=f"id_{purpose}_%s")
    if form.is_valid():
        try:
            made = decide_upon(
                actor=request.actor,
                event_id=pk,
                person_id=person,
                purpose=Purpose(form.cleaned_data["purpose"]),
                outcome=Outcome(form.cleaned_data["outcome"]),
                note=form.cleaned_data["note"],
                corrects=form.cleaned_data["corrects"],
                on=clock.today(),
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            said = _("已记录决定")
            if made.membership_id:
                said = _("已记录决定，并提名进入储备库（拟入库）")
            messages.success(request, said)
            return redirect("nominations:group", pk=pk, person=person)
    return _page(request, pk, person, refused=(form, purpose))


@require_POST
def decide_on_exemption(request: Request, pk: int) -> HttpResponse:
    form = ExemptionDecisionForm(request.POST)
    back = reverse("nominations:event")
    if not form.is_valid():
        raise Http404
    found = queries.exemption(actor=request.actor, pk=pk)
    if found is None:
        raise Http404
    back = reverse("nominations:event-detail", args=[found.event_id]) + "#exemptions"
    try:
        decide_exemption(
            actor=request.actor,
            exemption_id=pk,
            approved=form.cleaned_data["answer"] == YES,
            note=form.cleaned_data["note"],
            on=clock.today(),
        )
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("已批复破格"))
    return redirect(back)
