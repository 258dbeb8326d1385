"""The list of lectures under its counters, the calendar, the places, and a speaker's own page."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.cultivation.lectures import queries as questions
from qingmiao.cultivation.lectures.contracts import Counts
from qingmiao.cultivation.lectures.queries import counts_of
from qingmiao.cultivation.lectures.register import LECTURES, MEMBERS
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.listing import list_context
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page, wants_part


@require_GET
def lectures(request: Request) -> HttpResponse:
    """Filters swap the list alone; the counters speak of everything the reader may see."""
    if LECTURES.view.nowhere(request.actor):
        raise Forbidden(LECTURES.view.sentence)
    shown = list_context(LECTURES, request)
    if wants_part(request):
        return page(request, "registers/list.html", "results", shown)
    cards = _cards(counts_of(actor=request.actor))
    own = {
        "cards": cards,
        "may_request": request.actor.has(*UNIT_HANDS, *DEPARTMENT),
        "is_person": request.actor.person_id is not None,
    }
    return page(request, "lectures/lectures.html", "results", {**shown, **own})


@require_GET
def calendar(request: Request) -> HttpResponse:
    """宣讲日历: one month as a list of days, so that it prints and reads on a phone."""
    _require(request)
    month = _month(request.GET.get("month", ""))
    rows = list(questions.calendar_of(actor=request.actor, month=month))
    days = [(day, list(held)) for day, held in groupby(rows, key=lambda row: row.held_on)]
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    context = {"month": month, "before": before, "after": after, "days": days, "total": len(rows)}
    return page(request, "lectures/calendar.html", "calendar", context)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today().replace(day=1)


def _require(request: Request) -> None:
    if LECTURES.view.nowhere(request.actor):
        raise Forbidden(LECTURES.view.sentence)


@require_GET
def places(request: Request) -> HttpResponse:
    """宣讲覆盖: where the corps spoke within the year."""
    _require(request)
    rows = questions.places_of(actor=request.actor, on=clock.today())
    most = max((row.lectures for row in rows), default=1)
    context = {"rows": rows, "most": most}
    return page(request, "lectures/places.html", "places", context)


@require_GET
def mine(request: Request) -> HttpResponse:
    """What waits for me, and how I was rated."""
    if request.actor.person_id is None:
        raise Forbidden(MEMBERS.view.sentence)
    mine = questions.ratings_seen(actor=request.actor).filter(
        speaking__member__person=request.actor.person_id
    )
    context = {"waiting": questions.waiting_for_me(actor=request.actor), "ratings": list(mine)}
    return page(request, "lectures/mine.html", "mine", context)


@require_GET
def member(request: Request, pk: int, register: Register) -> HttpResponse:
    """A speaker: sessions, topics, where they came from, and ratings for whoever may see them."""
    context = detail_context(register, request, pk)
    row = context["row"]
    seen = questions.ratings_seen(actor=request.actor).filter(speaking__member=pk)
    context |= {"ratings": list(seen), "source_url": _source(row.route, row.source_id)}
    return render(request, "lectures/member.html", context)


def _source(route: str, source_id: int | None) -> str:
    doors = {
        "contest": "contests:entry-detail",
        "nomination": "nominations:nomination-detail",
    }
    return reverse(doors[route], args=[source_id]) if source_id and route in doors else ""


def _cards(counts: Counts) -> list[dict[str, Any]]:
    delivered = f"{reverse('lectures:lecture')}?state=delivered"
    return [
        {
            "label": pgettext("list", "宣讲场次"),
            "value": counts.lectures,
            "unit": _("场"),
            "note": _("已宣讲，几人讲也是一场"),
            "url": delivered,
        },
        {
            "label": _("参与人次"),
            "value": counts.participations,
            "unit": _("人次"),
            "note": _("一人讲一场为一人次"),
            "url": f"{reverse('lectures:speaking')}?state=delivered",
        },
        {
            "label": _("参与人数"),
            "value": counts.speakers,
            "unit": _("人"),
            "note": _("同一成员只计一次"),
            "url": f"{reverse('lectures:member')}?spoken=1",
        },
        {
            "label": _("听众"),
            "value": counts.audience,
            "unit": _("人次"),
            "note": _("已宣讲场次的听众合计"),
            "url": delivered,
        },
    ]
