"""Entries: the announcement and its ways in, one's own matters, and what the desk decides upon."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.views import detail_context
from qingmiao.selection.contests import queries, services
from qingmiao.selection.contests.enums import (
    RUNNING,
    ContestState,
    EntryRoute,
    EntryState,
    ExemptionState,
)
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.contests.permissions import (
    APPROVE_EXEMPTIONS,
    ENTER_FOR,
    ENTER_ONESELF,
    ENTER_OTHERS,
    KEEP_ENTRIES,
    LEAVE_CONTESTS,
    PROPOSE_EXEMPTIONS,
    RUN_CONTESTS,
)
from qingmiao.selection.contests.queries import entry as entry_queries
from qingmiao.selection.contests.queries import progress
from qingmiao.selection.contests.queries.eligibility import judged
from qingmiao.selection.contests.register import ENTRIES
from qingmiao.selection.contests.rules.progress import MAY_LEAVE, MAY_OBJECT_TO_JUDGES, why_not_open
from qingmiao.selection.contests.web.contest import filled, spoken, steps_of
from qingmiao.selection.contests.web.forms import (
    YES,
    CheckForm,
    EnterForm,
    ExemptionDecisionForm,
    ExemptionForm,
    ReasonForm,
)
from qingmiao.webkit.http import Request, page


def _found(request: Request, pk: int) -> Contest:
    contest = progress.contests(actor=request.actor).filter(pk=pk).first()
    if contest is None:
        raise Http404
    return contest


def _routes(actor: Actor, contest: Contest) -> list[tuple[str, str]]:
    """The ways by which the actor may enter somebody else."""
    routes = []
    if not ENTER_FOR.nowhere(actor) and ENTER_OTHERS.allows(actor, contest):
        routes.append(EntryRoute.UNIT)
    if RUN_CONTESTS.allows(actor, contest):
        routes.append(EntryRoute.POOL)
        if contest.demand_id is not None:
            routes.append(EntryRoute.DEMAND)
    return [(one.value, str(one.label)) for one in routes]


@require_GET
def notice(request: Request, pk: int) -> HttpResponse:
    return _notice(request, pk)


def _notice(request: Request, pk: int, *, reasons: tuple[str, ...] = ()) -> HttpResponse:
    """The announcement: dates, conditions, criteria, formula, and the reader's own way in."""
    contest, actor, today = _found(request, pk), request.actor, clock.today()
    closed = list(why_not_open(progress.step_facts(contest=contest, on=today)))
    own = entry_queries.own_entry(actor=actor, contest=contest) if actor.person_id else None
    person = entry_queries.oneself(actor=actor)
    context = {
        "contest": contest,
        "closed": closed,
        "own": own,
        "steps": steps_of(contest),
        "plan": queries.plan_of(contest=contest),
        "formula": spoken(queries.formula_of(contest=contest)),
        "judged": judged(person=person, contest=contest, on=today)
        if person and not closed and own is None
        else [],
        "person": person,
        "may_enter": not closed
        and own is None
        and person is not None
        and ENTER_ONESELF.allows(actor, contest),
        "enter_url": reverse("contests:enter", args=[pk])
        if not closed and _routes(actor, contest)
        else "",
        "board_url": reverse("judging:board", args=[pk])
        if entry_queries.follows_board(actor=actor, contest=contest)
        else "",
        "error_summary": list(reasons),
    }
    return page(request, "contests/notice.html", "notice", context, status=422 if reasons else 200)


@require_POST
def enter_oneself(request: Request, pk: int) -> HttpResponse:
    _found(request, pk)
    if request.actor.person_id is None:
        raise Forbidden(ENTER_ONESELF.sentence)
    try:
        services.enter_contest(
            actor=request.actor,
            contest_id=pk,
            person_id=request.actor.person_id,
            route=EntryRoute.SELF,
            on=clock.today(),
        )
    except Refused as no:
        return _notice(request, pk, reasons=no.reasons)
    messages.success(request, _("已报名，审查结果会通知您"))
    return redirect("contests:desk")


@require_http_methods(["GET", "POST"])
def enter(request: Request, pk: int) -> HttpResponse:
    """Entering others: for the unit, from the reserve, for the demand the contest answers."""
    contest, actor = _found(request, pk), request.actor
    routes = _routes(actor, contest)
    if not routes:
        raise Forbidden(ENTER_FOR.sentence)
    form = EnterForm(request.POST or None, actor=actor, routes=routes)
    return filled(
        request,
        form,
        lambda: services.enter_contest(
            actor=actor,
            contest_id=pk,
            person_id=form.cleaned_data["person"].pk,
            route=form.cleaned_data["route"],
            on=clock.today(),
            exemption=form.cleaned_data["exemption"],
            note=form.cleaned_data["note"],
        ),
        said=_("已报名，已告知本人"), heading=_("报名"), submit=_("报名"), contest=contest,
        lead=_("逐条对照参赛资格，不符合的一并说明"),
        back=reverse("contests:notice", args=[pk]),
    )  # fmt: skip


@require_GET
def desk(request: Request) -> HttpResponse:
    """我的比武: contests that take entries now, and one's own entries."""
    actor, today = request.actor, clock.today()
    running = progress.contests(actor=actor).filter(
        state__in=[ContestState.PUBLISHED, ContestState.OPEN]
    )
    own = list(entry_queries.own_entries(actor=actor))
    if not own and progress.is_a_stranger(actor=actor):
        raise Forbidden(_("没有与您有关的报名"))
    context = {
        "contests": list(running),
        "entries": [
            {
                "row": row,
                "is_told": row.contest.state in (ContestState.FINAL, ContestState.ARCHIVED),
                "leave_url": reverse("contests:entry-withdraw", args=[row.pk])
                if row.state in MAY_LEAVE and row.contest.state in RUNNING
                else "",
                "board_url": reverse("judging:board", args=[row.contest_id])
                if row.contest.rule_frozen_at and row.plate_no
                else "",
                "object_url": reverse("judging:object", args=[row.pk])
                if row.state in MAY_LEAVE and row.contest.state in MAY_OBJECT_TO_JUDGES
                else "",
            }
            for row in own
        ],
        "is_a_person": actor.person_id is not None,
        "today": today,
    }
    return page(request, "contests/desk.html", "desk", context)


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    return _entry(request, pk)


def _entry(request: Request, pk: int, *, reasons: tuple[str, ...] = ()) -> HttpResponse:
    context = detail_context(ENTRIES, request, pk)
    entry, actor = context["row"], request.actor
    in_check = entry.contest.state in (ContestState.OPEN, ContestState.CHECKING)
    keeps = KEEP_ENTRIES.allows(actor, entry)
    runs = not entry.is_void and entry.contest.state in RUNNING and entry.state in MAY_LEAVE
    exemptions = list(entry_queries.exemptions_of(actor=actor, contest_id=entry.contest_id))
    may_approve = not APPROVE_EXEMPTIONS.nowhere(actor)
    context |= {
        "entry": entry,
        "judged": judged(
            person=entry.person, contest=entry.contest, on=entry.entered_on, entry=entry
        ),
        "may_check": keeps and in_check and not entry.is_void
        and entry.state in (EntryState.SUBMITTED, EntryState.PASSED, EntryState.FAILED),
        "may_propose": in_check and PROPOSE_EXEMPTIONS.allows(actor, entry),
        "exemptions": [
            {
                "row": row,
                "url": reverse("contests:exemption-decide", args=[row.pk])
                if may_approve and row.state == ExemptionState.ASKED
                else "",
            }
            for row in exemptions
            if row.entry_id == entry.pk
        ],
        "proposed": {row.provision for row in exemptions if row.entry_id == entry.pk},
        "withdraw_url": reverse("contests:entry-withdraw", args=[pk])
        if runs and LEAVE_CONTESTS.allows(actor, entry)
        else "",
        "object_url": reverse("judging:object", args=[pk])
        if not entry.is_void
        and entry.person_id == actor.person_id
        and entry.state in MAY_LEAVE
        and entry.contest.state in MAY_OBJECT_TO_JUDGES
        else "",
        "disqualify_url": reverse("contests:entry-disqualify", args=[pk]) if runs and keeps else "",
        "error_summary": list(reasons),
    }  # fmt: skip
    return render(request, "contests/entry.html", context, status=422 if reasons else 200)


@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    form = CheckForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        services.check_entry(
            actor=request.actor,
            entry_id=pk,
            passed=form.cleaned_data["answer"] == YES,
            reason=form.cleaned_data["reason"],
            on=clock.today(),
        )
    except Refused as no:
        return _entry(request, pk, reasons=no.reasons)
    messages.success(request, _("已记录审查结果，已告知本人"))
    return redirect("contests:entry-detail", pk=pk)


@require_POST
def exempt(request: Request, pk: int) -> HttpResponse:
    form = ExemptionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        services.ask_exemption(
            actor=request.actor, entry_id=pk, on=clock.today(), **form.cleaned_data
        )
    except Refused as no:
        return _entry(request, pk, reasons=no.reasons)
    messages.success(request, _("已提出资格例外，等待批准"))
    return redirect("contests:entry-detail", pk=pk)


@require_POST
def decide_on_exemption(request: Request, pk: int) -> HttpResponse:
    form = ExemptionDecisionForm(request.POST)
    found = entry_queries.exemption(actor=request.actor, pk=pk)
    if not form.is_valid() or found is None:
        raise Http404
    try:
        services.decide_exemption(
            actor=request.actor,
            exemption_id=pk,
            approved=form.cleaned_data["answer"] == YES,
            note=form.cleaned_data["note"],
            on=clock.today(),
        )
    except Refused as no:
        return _entry(request, found.entry_id, reasons=no.reasons)
    messages.success(request, _("已批复资格例外"))
    return redirect("contests:entry-detail", pk=found.entry_id)


def _leaving(request: Request, pk: int) -> Any:
    found = entry_queries.leaving(actor=request.actor, pk=pk)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    entry = _leaving(request, pk)
    form = ReasonForm(request.POST or None)
    is_own = entry.person_id == request.actor.person_id
    return filled(
        request,
        form,
        lambda: services.withdraw_entry(
            actor=request.actor, entry_id=pk, on=clock.today(), **form.cleaned_data
        ),
        said=_("已退出"), heading=_("退出比武"), submit=_("退出"), contest=entry.contest,
        lead=_("退出后不能恢复；已有的号牌和成绩保留，不再排名"),
        back=reverse("contests:desk")
        if is_own
        else reverse("contests:contest-detail", args=[entry.contest_id]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def disqualify(request: Request, pk: int) -> HttpResponse:
    entry = _leaving(request, pk)
    if not KEEP_ENTRIES.allows(request.actor, entry):
        raise Forbidden(KEEP_ENTRIES.sentence)
    form = ReasonForm(request.POST or None)
    return filled(
        request,
        form,
        lambda: services.disqualify_entry(
            actor=request.actor, entry_id=pk, on=clock.today(), **form.cleaned_data
        ),
        said=_("已取消资格，已告知本人"), heading=_("取消参赛资格"), submit=_("取消资格"),
        contest=entry.contest, lead=_("已有的号牌和成绩保留，不再排名"),
        back=reverse("contests:entry-detail", args=[pk]),
    )  # fmt: skip
