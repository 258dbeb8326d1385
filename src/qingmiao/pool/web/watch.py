"""The list that wakes people up, the board of tiers and states, and the page of one member."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.pool.enums import MembershipState, NextAction, Tier, WatchKind
from qingmiao.pool.models import Membership
from qingmiao.pool.permissions import KEEP_POOL, VIEW_POOL, VIEW_STANDARDS
from qingmiao.pool.queries import membership as memberships
from qingmiao.pool.queries import upkeep
from qingmiao.pool.queries import watch as queries
from qingmiao.pool.register import MEMBERSHIPS
from qingmiao.pool.rules.watch import EXITS, OFFERS
from qingmiao.registers.web.listing import page_links, page_of, query
from qingmiao.webkit.http import Request, page


def day_of(request: Request) -> date:
    """The as-of day of the address; today where it names none."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


@require_GET
def watch(request: Request) -> HttpResponse:
    if VIEW_POOL.nowhere(request.actor):
        raise Forbidden(VIEW_POOL.sentence)
    on = day_of(request)
    asked = request.GET.get("kind", "")
    kind = WatchKind(asked) if asked in WatchKind.values else WatchKind.ASLEEP
    counts = queries.watch_counts(actor=request.actor, on=on)
    rows = queries.watched(actor=request.actor, kind=kind, on=on)
    here = page_of(rows, request.GET, count=counts[kind])
    may_act = not KEEP_POOL.nowhere(request.actor)
    lines = queries.with_strength(rows=list(here.object_list), on=on)
    context = {
        "on": on,
        "kind": kind,
        "tabs": [
            {
                "label": each.label,
                "url": query(request.GET, kind=each.value, page=None),
                "is_current": each == kind,
                "count": counts[each],
            }
            for each in WatchKind
        ],
        "lines": [
            {"line": line, "actions": _offered(kind, line.row) if may_act else []} for line in lines
        ],
        "page": here,
        "page_links": page_links(here, request.GET),
    }
    return page(request, "pool/watch.html", "results", context)


def _offered(kind: WatchKind, row: Membership) -> list[dict[str, Any]]:
    """One click to the page where it is done, filled in as far as it is known."""
    return [
        {"label": action.label, "url": url}
        for action in OFFERS[kind]
        if (url := _leads_to(action, kind, row))
    ]


def _leads_to(action: NextAction, kind: WatchKind, row: Membership) -> str:
    person, unit = row.person_id, row.person.unit_id
    doors: dict[NextAction, tuple[str, list[int], dict[str, Any]]] = {
        NextAction.VISIT: ("visits:visit-plan", [], {"unit": unit or ""}),
        NextAction.CLASS: ("courses:class", [], {"state": "enrolling"}),
        NextAction.POSTING: ("postings:posting-new", [], {"person": person, "home_unit": unit or ""}),
        NextAction.MENTOR: ("mentoring:mentorship-new", [], {"mentee": person}),
        NextAction.REVIEW: ("pool:review", [], {"state": "preparing"}),
        NextAction.EXIT: (
            "pool:membership-leave", [row.pk], {"exit_reason": EXITS.get(kind, "conduct")},
        ),
    }  # fmt: skip
    name, arguments, filled = doors.get(
        action, ("pool:membership-plan", [row.pk], {"action": action.value})
    )
    try:
        return f"{reverse(name, args=arguments)}?{urlencode(filled)}"
    except NoReverseMatch:
        return ""


@require_GET
def board(request: Request) -> HttpResponse:
    if VIEW_POOL.nowhere(request.actor):
        raise Forbidden(VIEW_POOL.sentence)
    base = reverse("pool:membership")
    rows = [
        {
            "label": Tier(line[0].tier).label,
            "cells": [
                {
                    "count": cell.count,
                    "label": MembershipState(cell.state).label,
                    "url": f"{base}?{urlencode({'tier': cell.tier, 'state': cell.state})}",
                }
                for cell in line
            ],
        }
        for line in upkeep.board(actor=request.actor)
    ]
    counts = queries.watch_counts(actor=request.actor, on=clock.today())
    waking = [
        {"label": kind.label, "count": count, "url": f"{reverse('pool:watch')}?kind={kind.value}"}
        for kind, count in counts.items()
    ]
    context = {
        "rows": rows,
        "states": MembershipState.labels,
        "waking": waking,
        "suggests": not VIEW_STANDARDS.nowhere(request.actor),
    }
    return render(request, "pool/board.html", context)


@require_GET
def sheet(request: Request, pk: int) -> HttpResponse:
    """One page about a member, to be printed."""
    rows = VIEW_POOL.rows(request.actor, MEMBERSHIPS.every().filter(voided_at__isnull=True))
    row = get_object_or_404(rows, pk=pk)
    on = day_of(request)
    context = {
        "row": row,
        "on": on,
        "sheet": upkeep.sheet_of(actor=request.actor, membership=row, on=on),
        "steps": memberships.steps_of(actor=request.actor, membership_id=pk),
        "heading": _("%(name)s 一页纸") % {"name": row.person.name},
    }
    return render(request, "pool/sheet.html", context)
