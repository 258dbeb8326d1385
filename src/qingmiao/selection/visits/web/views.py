from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.listing import list_context
from qingmiao.rulebook.library import regulation
from qingmiao.selection.visits.permissions import VIEW_VISITS
from qingmiao.selection.visits.queries import coverage as coverage_of
from qingmiao.webkit.http import Request, page


@require_GET
def visits(request: Request, register: Register) -> HttpResponse:
    """The list of visits, with the way to the units nobody came to."""
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    return page(request, "visits/visits.html", "results", list_context(register, request))


@require_GET
def coverage(request: Request) -> HttpResponse:
    if VIEW_VISITS.nowhere(request.actor):
        raise Forbidden(VIEW_VISITS.sentence)
    on = clock.today()
    rule = regulation("visits/coverage").on(on)["days_between_visits"]
    contacts = coverage_of(actor=request.actor, on=on, most_days=rule.value)
    overdue = [contact for contact in contacts if contact.is_overdue]
    context = {
        "contacts": contacts,
        "overdue": len(overdue),
        "never": sum(contact.last_on is None for contact in contacts),
        "covered": len(contacts) - len(overdue),
        "rule": rule,
    }
    return render(request, "visits/coverage.html", context)
