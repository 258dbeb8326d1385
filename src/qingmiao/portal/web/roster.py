"""The roster, its saved filters, and comparison."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.evidence.queries import freshness
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.orgs.enums import Level
from qingmiao.orgs.queries import unit_with_subtree
from qingmiao.people.dossiers.enums import PoliticalFace, Schooling, Sex
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE, OPEN_PEOPLE, VIEW_PEOPLE
from qingmiao.people.dossiers.queries import age_of, people
from qingmiao.people.dossiers.services.dossier import note_comparison
from qingmiao.people.exchange.permissions import EXPORT_FORMS, EXPORT_ROSTER
from qingmiao.people.exchange.web.exports import leaving_forms, leaving_roster
from qingmiao.pool.queries import memberships
from qingmiao.portal.queries import compare as comparing
from qingmiao.portal.queries.dossier import month
from qingmiao.portal.queries.roster import (
    Roster,
    RosterFilter,
    read_roster_filter,
    roster,
    roster_ids,
    roster_page,
)
from qingmiao.registers import saved
from qingmiao.registers.contracts import Chip, Head
from qingmiao.registers.web.listing import page_links, query
from qingmiao.webkit.http import Request, page

PAGE_SIZE = 50
PAGE = "roster"


class KnownCount(Paginator):
    """The facets have counted already; the list does not count again."""

    def __init__(self, answer: Roster, size: int) -> None:
        super().__init__(answer.ids, size)
        self.answer = answer

    @cached_property
    def count(self) -> int:
        return self.answer.total


def _heads(parameters: Any) -> list[Head]:
    now = parameters.get("sort", "")
    columns = (
        ("name", _("姓名"), "text", "name"),
        ("sex", _("性别"), "text", ""),
        ("age", _("年龄"), "number", "age"),
        ("post", _("现任单位及职务"), "long", ""),
        ("level", _("职务层次"), "badge", "level"),
        ("schooling", _("学历"), "text", ""),
        ("face", _("政治面貌"), "text", ""),
        ("since", _("任现职"), "date", "since"),
        ("pool", _("储备库"), "badge", ""),
        ("evidence", _("佐证"), "text", ""),
    )
    return [
        Head(
            key=key,
            label=label,
            kind=kind,
            sort_query=query(parameters, sort=f"-{sort}" if now == sort else sort, page=None)
            if sort
            else "",
            direction={sort: "asc", f"-{sort}": "desc"}.get(now, "") if sort else "",
        )
        for key, label, kind, sort in columns
    ]


def _chips(answer: Roster, wanted: RosterFilter, parameters: Any, unit: Any) -> list[Chip]:
    chips = []
    if wanted.words:
        label = _("含“%(words)s”") % {"words": wanted.words}
        chips.append(Chip(label=label, query=query(parameters, q=None, page=None)))
    if unit is not None:
        chips.append(Chip(label=str(unit), query=query(parameters, unit=None, page=None)))
    for facet in answer.facets:
        for option in facet.options:
            if option.on:
                rest = [v for v in parameters.getlist(facet.name) if v != option.value]
                changed = query(parameters, **{facet.name: rest or None}, page=None)
                chips.append(Chip(label=f"{facet.label}：{option.label}", query=changed))
    if wanted.with_left:
        chips.append(Chip(label=_("含不再管理的"), query=query(parameters, left=None, page=None)))
    return chips


WORDS = {"sex": Sex, "level": Level, "schooling": Schooling, "political_face": PoliticalFace}


def _lines(request: Request, persons: list[Any], on: Any) -> list[dict[str, Any]]:
    """Codes are worded once a page: asked of each row, the same dozen words cost half the page."""
    ids = [person.pk for person in persons]
    words = {name: {code: str(word) for code, word in of.choices} for name, of in WORDS.items()}
    tiers = {
        row.person_id: row
        for row in memberships(actor=request.actor, on=on).filter(person_id__in=ids)
    }
    fresh = freshness(actor=request.actor, person_ids=ids)
    return [
        {
            "person": person,
            **{name: told.get(getattr(person, name), "") for name, told in words.items()},
            "age": age_of(person, on=on),
            "birth": month(person.birth),
            "membership": tiers.get(person.pk),
            "fresh": fresh.get(person.pk),
        }
        for person in persons
    ]


@require_GET
def listing(request: Request) -> HttpResponse:
    if VIEW_PEOPLE.nowhere(request.actor):
        raise Forbidden(VIEW_PEOPLE.sentence)
    today, parameters = clock.today(), request.GET
    wanted = read_roster_filter(parameters)
    unit, subtree = unit_with_subtree(unit_id=wanted.unit) if wanted.unit else (None, None)
    answer = roster(actor=request.actor, wanted=wanted, on=today, subtree=subtree)
    shown = KnownCount(answer, PAGE_SIZE).get_page(parameters.get("page"))
    persons = roster_page(ids=list(shown.object_list))
    asked = parameters.copy()
    for name in ("page", "sort"):
        asked.pop(name, None)
    context = {
        "facets": answer.facets,
        "columns": _heads(parameters),
        "lines": _lines(request, persons, today),
        "page": shown,
        "page_links": page_links(shown, parameters),
        "chips": _chips(answer, wanted, parameters, unit),
        "q": wanted.words,
        "sort": wanted.sort,
        "unit": unit,
        "total": answer.total,
        "list_url": reverse("dossiers:roster"),
        "left_query": "" if wanted.with_left else query(parameters, left="1", page=None),
        "asked": asked.urlencode(),
        "saved": saved.saved_filters(actor=request.actor, page=PAGE),
        "can_open": not OPEN_PEOPLE.nowhere(request.actor),
        "can_import": not KEEP_PEOPLE.nowhere(request.actor),
        "can_export": not EXPORT_ROSTER.nowhere(request.actor),
        "can_export_forms": not EXPORT_FORMS.nowhere(request.actor),
        "account_id": request.actor.account_id,
    }
    return page(request, "portal/roster.html", "results", context)


def _asked_people(request: Request) -> QuerySet[Person]:
    """The people the list shows, whatever page of it: an export never differs from its list."""
    wanted = read_roster_filter(request.GET)
    subtree = unit_with_subtree(unit_id=wanted.unit)[1] if wanted.unit else None
    ids = roster_ids(actor=request.actor, wanted=wanted, on=clock.today(), subtree=subtree)
    return people(actor=request.actor).filter(pk__in=ids.order_by())


@require_http_methods(["GET", "POST"])
def export_roster(request: Request) -> HttpResponse:
    if EXPORT_ROSTER.nowhere(request.actor):
        raise Forbidden(str(EXPORT_ROSTER.sentence))
    return leaving_roster(request, _asked_people(request))


@require_http_methods(["GET", "POST"])
def export_forms(request: Request) -> HttpResponse:
    if EXPORT_FORMS.nowhere(request.actor):
        raise Forbidden(str(EXPORT_FORMS.sentence))
    return leaving_forms(request, _asked_people(request))


@require_POST
def save_filter(request: Request) -> HttpResponse:
    if VIEW_PEOPLE.nowhere(request.actor):
        raise Forbidden(VIEW_PEOPLE.sentence)
    try:
        saved.save_filter(
            actor=request.actor,
            page=PAGE,
            name=request.POST.get("name", ""),
            query=request.POST.get("query", ""),
            is_shared=request.POST.get("is_shared") == "on",
        )
        messages.success(request, _("已收藏这组条件"))
    except Refused as no:
        messages.error(request, str(no))
    return redirect(f"{reverse('dossiers:roster')}?{request.POST.get('query', '')}")


@require_POST
def forget_filter(request: Request, pk: int) -> HttpResponse:
    saved.forget_filter(actor=request.actor, pk=pk)
    messages.success(request, _("已删除收藏"))
    return redirect("dossiers:roster")


@require_GET
def compare(request: Request) -> HttpResponse:
    """Up to six people; whoever the reader may not open is not there, and not counted."""
    if VIEW_PEOPLE.nowhere(request.actor):
        raise Forbidden(VIEW_PEOPLE.sentence)
    ids = [int(text) for text in request.GET.getlist("person") if text.isdigit() and len(text) < 19]
    persons = comparing.chosen(actor=request.actor, ids=ids)
    lines = comparing.comparison(actor=request.actor, persons=persons, on=clock.today())
    if persons:
        note_comparison(actor=request.actor, people=persons)
    context = {
        "persons": persons,
        "lines": lines,
        "too_many": len(set(ids)) > comparing.MOST,
        "most": comparing.MOST,
        "on": clock.today(),
    }
    return render(request, "portal/compare.html", context)
