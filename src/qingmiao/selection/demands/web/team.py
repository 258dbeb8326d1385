"""The structure of one leading team, and raising a demand for what it lacks."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.orgs.queries import unit as unit_of
from qingmiao.selection.demands.contracts import Line, Team
from qingmiao.selection.demands.permissions import RAISE_DEMANDS, VIEW_TEAMS
from qingmiao.selection.demands.queries.team import members_of
from qingmiao.selection.demands.queries.team import team as team_of
from qingmiao.selection.demands.register import DEMANDS
from qingmiao.selection.demands.rules.target import basis_of
from qingmiao.selection.demands.rules.team import month_ahead
from qingmiao.selection.demands.services.demand import raise_demand
from qingmiao.selection.demands.web.answering import answered
from qingmiao.selection.demands.web.forms import AHEAD, RaiseForm, day_in, horizon_in
from qingmiao.webkit.http import Request, page


@require_GET
def team(request: Request, pk: int) -> HttpResponse:
    unit = unit_of(unit_id=pk)
    if unit is None or not VIEW_TEAMS.allows(request.actor, unit):
        raise Forbidden(VIEW_TEAMS.sentence)
    on, at = day_in(request.GET, today=clock.today()), horizon_in(request.GET)
    is_renewed = request.GET.get("renewed") == "1"
    found = team_of(actor=request.actor, unit_id=pk, on=on, is_renewed=is_renewed)
    line = _line(found, request.GET.get("item", "")) if found else None
    context = {
        "unit": unit,
        "on": on,
        "is_renewed": is_renewed,
        "team": found,
        "line": line,
        "tally": line.at(at) if line else None,
        "at": AHEAD[at],
        "ahead": list(AHEAD.values()),
        "may_raise": on == clock.today() and RAISE_DEMANDS.allows(request.actor, unit),
        "is_narrowed": line is not None or "at" in request.GET,
        "members": _members(found, line, at, asked="at" in request.GET) if found else [],
    }
    return page(request, "demands/team.html", "team", context)


def _members(found: Team, line: Line | None, at: int, *, asked: bool) -> object:
    """Everybody on the team, those who fit an item on a day, or those who are still there."""
    if line is not None:
        return members_of(found, person_ids=line.at(at).person_ids)
    left = next(tally for tally in found.remaining if tally.months == at)
    return members_of(found, person_ids=left.person_ids if asked else None)


def _line(found: Team, key: str) -> Line | None:
    return next((line for line in found.lines if line.goal.key == key), None)


@require_http_methods(["GET", "POST"])
def raise_for(request: Request, pk: int) -> HttpResponse:
    """The form a gap becomes a demand by; how many and why is filled in from the gap."""
    unit, today, key = unit_of(unit_id=pk), clock.today(), request.GET.get("item", "")
    if unit is None or not RAISE_DEMANDS.allows(request.actor, unit):
        raise Forbidden(RAISE_DEMANDS.sentence)
    found = team_of(actor=request.actor, unit_id=pk, on=today)
    line = _line(found, key) if found else None
    if line is None:
        raise Http404
    form = RaiseForm(
        request.POST or None,
        actor=request.actor,
        initial={
            "title": _("%(unit)s：%(item)s") % {"unit": unit, "item": line.label},
            "wanted": max((tally.short for tally in line.tallies), default=1) or 1,
            "due_on": month_ahead(today, 6),
            "criteria": _("%(item)s；目标 %(band)s 人；依据：%(basis)s")
            % {"item": line.label, "band": line.band, "basis": basis_of(line.goal)},
        },
    )

    def change() -> str:
        demand = raise_demand(
            actor=request.actor, unit_id=pk, item_key=key, draft=form.draft(), on=today
        )
        messages.success(request, _("需求已提出"))
        return reverse("demands:demand-detail", args=[demand.pk])

    return answered(
        request,
        form,
        heading=_("提出需求：%(title)s") % {"title": f"{unit} {line.label}"},
        urls={"list": reverse(DEMANDS.url_name()), "cancel": reverse("demands:team", args=[pk])},
        submit_label=_("提出需求"),
        change=change,
    )
