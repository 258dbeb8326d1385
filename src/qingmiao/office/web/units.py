"""The tree of units as of any day, and the page of one unit with its slots."""

from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.ledger.queries import story_of
from qingmiao.office import queries
from qingmiao.office.services import unit as services
from qingmiao.office.web.changing import changed, posted
from qingmiao.office.web.unit_forms import DatedForm, NewUnitForm, UnitForm
from qingmiao.orgs.models import Unit
from qingmiao.orgs.permissions import may_keep, require_keeper
from qingmiao.orgs.queries import past_of, tree_as_of, unit_as_of
from qingmiao.orgs.queries import unit as unit_of
from qingmiao.orgs.services.unit import add_unit
from qingmiao.selection.demands.queries.team import knows_team
from qingmiao.webkit.http import Request, page


def _day(request: Request) -> date:
    """The day that is asked for; today where none is, or what is given is none."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


def _found(pk: int) -> Unit:
    found = unit_of(unit_id=pk)
    if found is None:
        raise Http404
    return found


@require_GET
def tree(request: Request) -> HttpResponse:
    on = _day(request)
    roots = tree_as_of(on=on)
    context = {"on": on, "roots": roots, "may_keep": may_keep(request.actor)}
    return page(request, "office/units.html", "tree", context)


@require_GET
def unit(request: Request, pk: int) -> HttpResponse:
    found, on = _found(pk), _day(request)
    then = unit_as_of(unit_id=pk, on=on)
    context = {
        "unit": found,
        "then": then,
        "on": on,
        "slots": queries.slots_of(actor=request.actor, unit_id=pk, on=on),
        "knows_people": queries.knows_people_of(actor=request.actor, unit_id=pk),
        "knows_team": then is not None and knows_team(actor=request.actor, unit=found),
        "past": past_of(unit_id=pk),
        "story": story_of(found) if may_keep(request.actor) else [],
        "may_keep": may_keep(request.actor),
    }
    return page(request, "office/unit.html", "unit", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require_keeper(request.actor)
    today = clock.today()
    above = request.GET.get("parent", "")
    form = NewUnitForm(posted(request), today=today, initial={"parent": above, "sort_no": 0})

    def change() -> str:
        made = add_unit(
            actor=request.actor,
            code=form.cleaned_data["code"],
            words=form.words(),
            on=form.cleaned_data["on"],
            basis=form.cleaned_data["basis"],
            today=today,
        )
        return reverse("orgs:unit", args=[made.pk])

    back = reverse("orgs:units")
    return changed(
        request,
        form,
        title=_("机构与职数"),
        heading=_("设立机构"),
        back=back,
        list_url=back,
        change=change,
    )


@require_http_methods(["GET", "POST"])
def amend(request: Request, pk: int) -> HttpResponse:
    require_keeper(request.actor)
    found, today = _found(pk), clock.today()
    form = UnitForm(posted(request), today=today, unit=found)
    back = reverse("orgs:unit", args=[pk])

    def change() -> str:
        services.amend_unit(
            actor=request.actor,
            unit_id=pk,
            words=form.words(),
            on=form.cleaned_data["on"],
            basis=form.cleaned_data["basis"],
            today=today,
        )
        return back

    return changed(
        request,
        form,
        title=_("机构与职数"),
        heading=_("变更机构：%(unit)s") % {"unit": found.name},
        back=back,
        list_url=reverse("orgs:units"),
        change=change,
    )


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    require_keeper(request.actor)
    found, today = _found(pk), clock.today()
    form = DatedForm(posted(request), today=today)
    back = reverse("orgs:unit", args=[pk])

    def change() -> str:
        services.close_unit(
            actor=request.actor,
            unit_id=pk,
            on=form.cleaned_data["on"],
            basis=form.cleaned_data["basis"],
            today=today,
        )
        return back

    return changed(
        request,
        form,
        title=_("机构与职数"),
        heading=_("撤销机构：%(unit)s") % {"unit": found.name},
        back=back,
        list_url=reverse("orgs:units"),
        change=change,
    )
