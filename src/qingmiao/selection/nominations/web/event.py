"""A notice: what it says, what is done with it, and how far the units have answered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.engines.sheets.services import write_table
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.forms import ExportForm
from qingmiao.registers.web.listing import list_context, list_page
from qingmiao.registers.web.views import detail_context
from qingmiao.selection.nominations.contracts import UnitLine
from qingmiao.selection.nominations.enums import RUNNING, EventState, Route
from qingmiao.selection.nominations.models import NominationEvent
from qingmiao.selection.nominations.permissions import (
    APPROVE_EXEMPTIONS,
    KEEP_EVENTS,
    RECOMMEND_FOR,
    WATCH_EVENTS,
)
from qingmiao.selection.nominations.queries import event as queries
from qingmiao.selection.nominations.queries.group import exemptions_of
from qingmiao.selection.nominations.queries.unit import (
    counts_of,
    my_lines,
    my_units,
    named_by_category,
)
from qingmiao.selection.nominations.rules.event import takes_nominations
from qingmiao.selection.nominations.services import event as services
from qingmiao.selection.nominations.services.telling import remind_silent_units
from qingmiao.selection.nominations.web.forms import ExtendForm, NilForm
from qingmiao.webkit.http import Request, kept_file, page

ANSWERED = {"0": False, "1": True}


@require_GET
def listing(request: Request, register: Register) -> HttpResponse:
    """The notices, with the way to what waits for oneself."""
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    return list_page(request, "nominations/events.html", list_context(register, request))


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    return _detail(request, pk, register)


def _detail(
    request: Request, pk: int, register: Register, *, reasons: tuple[str, ...] = ()
) -> HttpResponse:
    context = detail_context(register, request, pk)
    event, actor, today = context["row"], request.actor, clock.today()
    for group in context["groups"]:
        group.rows[:] = [row for row in group.rows if row.label != register.label_of("notice")]
    is_open = takes_nominations(queries.facts_of(event), on=today) and not event.is_void
    context |= {
        "event": event,
        "is_open": is_open,
        "steps": _steps(event),
        "error_summary": list(reasons),
        "ways": _ways(request, event),
        "begin_url": reverse("nominations:begin", args=[pk]),
        "may_nominate_oneself": is_open and actor.person_id is not None and bool(actor.grants),
        "my_units": my_units(actor=actor)[:60] if is_open and _is_a_hand(request) else [],
    }
    if WATCH_EVENTS.allows(actor, event):
        context |= _watched(request, event)
    elif _is_a_hand(request):
        context["my_lines"] = [
            _line(event, line) for line in my_lines(actor=actor, event=event)[:60]
        ]
        context["nil_url"] = reverse("nominations:nil", args=[pk]) if is_open else ""
    context["categories"] = _categories(request, event)
    status = 422 if reasons else 200
    return render(request, "nominations/event.html", context, status=status)


def _categories(request: Request, event: NominationEvent) -> list[dict[str, Any]]:
    """The categories of the notice with what was named in each, as far as this reader sees nominations."""
    base = f"{reverse('nominations:nomination')}?event={event.pk}"
    stand = "&state=submitted&state=returned&state=accepted"
    actor, mine = request.actor, ""
    if WATCH_EVENTS.allows(actor, event):
        lines = named_by_category(event=event, but=actor.confidential_ids)
    elif _is_a_hand(request):
        lines = named_by_category(event=event, units={unit.pk for unit in my_units(actor=actor)})
        mine = "&route=organization"
    else:
        return [{"line": one, "url": ""} for one in queries.categories_of(event=event)]
    return [{"line": one, "url": f"{base}&category={one.id}{mine}{stand}"} for one in lines]


def _is_a_hand(request: Request) -> bool:
    units = request.actor.units("unit_secretary", "unit_organizer")
    return not RECOMMEND_FOR.nowhere(request.actor) and units != frozenset()


def _steps(event: NominationEvent) -> list[dict[str, Any]]:
    """The steps of the form, for each of the two routes."""
    told = []
    for route in Route:
        asked = queries.questions_of(event=event, route=route)
        steps = queries.steps_of(event=event, route=route, questions=asked)
        told.append({"route": route.label, "steps": [step.label for step in steps]})
    return told


def _ways(request: Request, event: NominationEvent) -> dict[str, str]:
    """What may be done with the notice now, by the address that does it."""
    if event.is_void or not KEEP_EVENTS.allows(request.actor, event):
        return {}
    open_to = {
        "publish": event.state == EventState.DRAFT,
        "extend": event.state in RUNNING,
        "remind": event.state in RUNNING,
        "review": event.state == EventState.CLOSED,
        "archive": event.state == EventState.REVIEWED,
    }
    return {
        name: reverse(f"nominations:event-{name}", args=[event.pk])
        for name, is_open in open_to.items()
        if is_open
    }


def _watched(request: Request, event: NominationEvent) -> dict[str, Any]:
    counts = counts_of(actor=request.actor, event=event)
    listed = reverse("nominations:nomination")
    base = f"{listed}?event={event.pk}"
    units = reverse("nominations:event-units", args=[event.pk])
    people = reverse("nominations:groups", args=[event.pk])
    asked = exemptions_of(actor=request.actor, event_id=event.pk)
    may_approve = not APPROVE_EXEMPTIONS.nowhere(request.actor)
    return {
        "counts": counts,
        "units_url": units,
        "stats": [
            (_("已答复单位"), counts.answered, _("共 %(all)d 个") % {"all": counts.units},
             f"{units}?answered=1"),
            (_("未答复单位"), counts.silent, "", f"{units}?answered=0"),
            (_("已用名额"), counts.used, _("共 %(all)d 个") % {"all": counts.places},
             f"{base}&route=organization&state=submitted&state=accepted"),
            (_("推荐"), counts.nominations, _("不含已撤回"),
             f"{base}&state=submitted&state=returned&state=accepted"),
            (_("被推荐人选"), counts.people, "", people),
            (_("等待受理"), counts.waiting, "", f"{base}&state=submitted"),
            (_("等待研判"), counts.undecided, "", f"{people}?state=undecided"),
        ],
        "exemptions": [
            {"row": row, "url": reverse("nominations:exemption-decide", args=[row.pk])
             if may_approve and row.state == "asked" else ""}
            for row in asked
        ],
    }  # fmt: skip


def _line(event: NominationEvent, line: UnitLine) -> dict[str, Any]:
    """A unit's numbers, each with its list."""
    base = f"{reverse('nominations:nomination')}?event={event.pk}&by={line.unit_id}"
    return {
        "line": line,
        "all_url": f"{base}&route=organization&state=submitted&state=returned&state=accepted",
        "used_url": f"{base}&route=organization&state=submitted&state=accepted",
        "own_url": f"{base}&route=self&state=submitted&state=returned&state=accepted",
        "waiting_url": f"{base}&route=self&state=submitted&opinion=pending",
    }


def _found(request: Request, pk: int) -> NominationEvent:
    event = queries.watched_event(actor=request.actor, event_id=pk)
    if event is None:
        raise Http404
    return event


@require_GET
def units(request: Request, pk: int) -> HttpResponse:
    """各单位: every asked unit with its numbers; those that have not answered can be reminded at once."""
    event = _found(request, pk)
    counts = counts_of(actor=request.actor, event=event)
    wanted = ANSWERED.get(request.GET.get("answered", ""))
    here = request.path
    context = {
        "event": event,
        "counts": counts,
        "ways": _ways(request, event),
        "lines": [
            _line(event, line) for line in counts.lines if wanted in (None, line.has_answered)
        ],
        "tabs": [
            {"label": _("全部"), "url": here, "is_current": wanted is None, "count": counts.units},
            {"label": _("未答复"), "url": f"{here}?answered=0", "is_current": wanted is False,
             "count": counts.silent},
            {"label": _("已答复"), "url": f"{here}?answered=1", "is_current": wanted is True,
             "count": counts.answered},
        ],
        "export_url": reverse("nominations:event-units-export", args=[pk]),
    }  # fmt: skip
    return page(request, "nominations/units.html", "units", context)


@require_http_methods(["GET", "POST"])
def units_export(request: Request, pk: int) -> HttpResponse:
    event = _found(request, pk)
    form = ExportForm(request.POST or None)
    counts = counts_of(actor=request.actor, event=event)
    columns = [
        (_("单位"), "text"), (_("单位类别"), "text"), (_("是否答复"), "text"),
        (_("推荐"), "integer"), (_("已用名额"), "integer"), (_("名额"), "integer"),
        (_("个人自荐"), "integer"), (_("待表态"), "integer"), (_("零报告说明"), "text"),
    ]  # fmt: skip
    if request.method == "POST" and form.is_valid():
        rows = [
            [
                line.unit, line.kind, _("是") if line.has_answered else _("否"), line.nominated,
                line.used, line.limit, line.by_oneself, line.waiting, line.nil_reason,
            ]
            for line in counts.lines
        ]  # fmt: skip
        services.note_export(actor=request.actor, event_id=pk, count=len(rows), reason=form.reason)
        name = _("各单位推荐情况 %(day)s.xlsx") % {"day": f"{clock.today():%Y%m%d}"}
        return kept_file(write_table(_("各单位推荐情况"), columns, rows), name)
    back = reverse("nominations:event-units", args=[pk])
    context = {
        "register": {"title": _("各单位推荐情况"), "link": "select", "mark": ""},
        "form": form,
        "urls": {"list": back, "cancel": back},
        "total": len(counts.lines),
        "unit_word": _("个单位"),
        "chips": [],
        "columns": [{"label": label} for label, _kind in columns],
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/export.html", context, status=status)


def _done(request: Request, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    """One transition: back to the notice, or the notice with the reasons why not."""
    try:
        act()
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, said)
    return redirect("nominations:event-detail", pk=pk)


@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    return _done(
        request,
        pk,
        lambda: services.publish_event(actor=request.actor, event_id=pk, on=clock.today()),
        _("已发布，各单位已收到通知"),
    )


@require_POST
def review(request: Request, pk: int) -> HttpResponse:
    return _done(
        request,
        pk,
        lambda: services.finish_review(actor=request.actor, event_id=pk),
        _("研判已结束"),
    )


@require_POST
def archive(request: Request, pk: int) -> HttpResponse:
    return _done(
        request,
        pk,
        lambda: services.archive_event(actor=request.actor, event_id=pk),
        _("已归档"),
    )


@require_POST
def remind(request: Request, pk: int) -> HttpResponse:
    return _done(
        request,
        pk,
        lambda: remind_silent_units(actor=request.actor, event_id=pk, on=clock.today()),
        _("已提醒未答复的单位"),
    )


@require_http_methods(["GET", "POST"])
def extend(request: Request, pk: int) -> HttpResponse:
    event = _found(request, pk)
    if not KEEP_EVENTS.allows(request.actor, event):
        raise Forbidden(KEEP_EVENTS.sentence)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend_event(
                actor=request.actor, event_id=pk, on=clock.today(), **form.cleaned_data
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("已延期"))
            return redirect("nominations:event-detail", pk=pk)
    lead = _("现定 %(day)s 截止，只能延后") % {"day": f"{event.closes_on:%Y.%m.%d}"}
    return small_form(
        request, form, heading=_("延长截止日期"), submit=_("延长"), lead=lead,
        parent=str(event), back=reverse("nominations:event-detail", args=[pk]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def nil(request: Request, pk: int) -> HttpResponse:
    """零报告 of one's own unit."""
    event = queries.events(actor=request.actor).filter(pk=pk).first()
    if event is None or not _is_a_hand(request):
        raise Http404
    choices = [(str(unit.pk), str(unit)) for unit in my_units(actor=request.actor)]
    form = NilForm(request.POST or None, units=choices)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_nil(
                actor=request.actor,
                event_id=pk,
                unit_id=int(form.cleaned_data["unit"]),
                reason=form.cleaned_data["reason"],
                on=clock.today(),
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("已零报告"))
            return redirect("nominations:event-detail", pk=pk)
    return small_form(
        request, form, heading=_("零报告"), submit=_("提交"),
        lead=_("本单位这次没有推荐人选；以后在开放期内仍可推荐"),
        parent=str(event), back=reverse("nominations:event-detail", args=[pk]),
    )  # fmt: skip


def small_form(
    request: Request,
    form: Any,
    *,
    heading: str,
    submit: str,
    parent: str,
    back: str,
    lead: str = "",
    rows: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """A page with one form, its reasons, and the way back."""
    context = {
        "heading": heading,
        "lead": lead,
        "parent": parent,
        "back": back,
        "form": form,
        "rows": rows or [],
        "submit_label": submit,
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "nominations/act.html", "form", context, status=status)
