"""日程 of one person, month by month."""

from calendar import monthrange
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from qingmiao.kernel import clock
from qingmiao.people.calendars import queries
from qingmiao.webkit.http import Request, page


@require_GET
def mine(request: Request) -> HttpResponse:
    if request.actor.person_id is None:
        raise Http404
    return redirect("calendars:person", pk=request.actor.person_id)


@require_GET
def calendar(request: Request, pk: int) -> HttpResponse:
    person = queries.person_shown(actor=request.actor, person_id=pk)
    today = clock.today()
    first = _month(request.GET.get("month", ""), today)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    found = queries.engagements_of(person_ids=[pk], begins=first, ends=last)
    pairs = [(one, any(other is not one and one.meets(other) for other in found)) for one in found]
    here = reverse("calendars:person", args=[pk])
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    context = {
        "person": person,
        "is_me": pk == request.actor.person_id,
        "first": first,
        "engagements": pairs,
        "before_url": f"{here}?month={before:%Y-%m}",
        "after_url": f"{here}?month={after:%Y-%m}",
        "here_url": here if first != today.replace(day=1) else "",
        "clashing": sum(clashes for _each, clashes in pairs),
    }
    return page(request, "calendars/person.html", "month", context)


def _month(asked: str, today: date) -> date:
    """``2026-03``; whatever else is asked is the present month."""
    year, _dash, month = asked.partition("-")
    is_readable = year.isdecimal() and month.isdecimal() and len(asked) == len("2026-03")
    if is_readable and 2000 <= int(year) <= 2100 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)
