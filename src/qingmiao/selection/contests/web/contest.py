"""The console of a contest: where it stands, what is missing, by what it is scored, who entered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.views import detail_context
from qingmiao.selection.contests import queries, services
from qingmiao.selection.contests.enums import JUDGED, RUNNING, ContestState
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.contests.permissions import (
    KEEP_CONTESTS,
    RUN_CONTESTS,
    SEE_DRAWS,
    SEE_PLATES,
    VIEW_ENTRIES,
    WATCH_CONTESTS,
)
from qingmiao.selection.contests.queries import progress
from qingmiao.selection.contests.queries.entry import exemptions_of
from qingmiao.selection.contests.register import CONTESTS
from qingmiao.selection.contests.rules.progress import MAY_BE_FROZEN, STEPS
from qingmiao.selection.contests.web.forms import ExtendForm, ReasonForm
from qingmiao.webkit.http import Request, page

Step = Callable[[Actor, int], object]

STEPS_DONE: dict[str, tuple[Step, Any]] = {
    "publish": (
        lambda actor, pk: services.publish(actor=actor, contest_id=pk, on=clock.today()),
        lambda: _("已公告，各单位已收到通知"),
    ),
    "freeze": (
        lambda actor, pk: services.freeze_rule(actor=actor, contest_id=pk, at=clock.now()),
        lambda: _("计分规则已冻结"),
    ),
    "open": (
        lambda actor, pk: services.open_entry(actor=actor, contest_id=pk, on=clock.today()),
        lambda: _("报名已开始"),
    ),
    "drawing": (
        lambda actor, pk: services.begin_drawing(actor=actor, contest_id=pk, on=clock.today()),
        lambda: _("名单已冻结，可以抽签"),
    ),
    "archive": (
        lambda actor, pk: services.archive(actor=actor, contest_id=pk, on=clock.today()),
        lambda: _("已归档"),
    ),
}
"""What the console does by one click. Judging, its result and objections are begun from their own rooms."""


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    return _console(request, pk)


def _console(request: Request, pk: int, *, reasons: tuple[str, ...] = ()) -> HttpResponse:
    context = detail_context(CONTESTS, request, pk)
    contest, actor = context["row"], request.actor
    for group in context["groups"]:
        group.rows[:] = [
            row for row in group.rows if row.label != CONTESTS.label_of("announcement")
        ]
    runs = not contest.is_void and RUN_CONTESTS.allows(actor, contest)
    to, missing = progress.next_step(contest=contest, on=clock.today()) if runs else (None, [])
    context |= {
        "contest": contest,
        "steps": steps_of(contest),
        "runs": runs,
        "next_label": to.label if to else "",
        "missing": missing,
        "at_the_board": contest.state in (ContestState.DRAWING, *JUDGED),
        "ways": _ways(actor, contest) if not contest.is_void else [],
        "stats": _stats(actor, contest),
        "plan": queries.plan_of(contest=contest),
        "formula": spoken(queries.formula_of(contest=contest)),
        "exemptions": list(exemptions_of(actor=actor, contest_id=pk)),
        "links": _links(actor, contest),
        "error_summary": list(reasons),
    }
    return render(request, "contests/contest.html", context, status=422 if reasons else 200)


def steps_of(contest: Contest) -> list[dict[str, Any]]:
    """The chain of states, each done, present or still to come."""
    if contest.state == ContestState.CALLED_OFF:
        return []
    at = STEPS.index(ContestState(contest.state))
    return [
        {"number": number, "label": state.label, "is_now": place == at, "is_ahead": place > at}
        for place, (number, state) in enumerate(enumerate(STEPS, 1))
    ]


def spoken(told: dict[str, str]) -> dict[str, str]:
    """The formula in the language of the reader, and in symbols."""
    if not told:
        return {}
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return {"words": told[language], "symbols": told["symbols"]}


def _ways(actor: Actor, contest: Contest) -> list[dict[str, Any]]:
    """What may be done with the contest now."""
    state, runs = contest.state, RUN_CONTESTS.allows(actor, contest)
    freezes = contest.rule_frozen_at is None and state in MAY_BE_FROZEN
    told: list[tuple[bool, str, str, str]] = [
        (runs and freezes, "freeze", _("冻结计分规则"), "lock"),
        (runs and state == ContestState.DRAFT, "publish", _("公告"), "speakerphone"),
        (runs and state == ContestState.PUBLISHED, "open", _("开始报名"), "door"),
        (runs and state == ContestState.CHECKING, "drawing", _("冻结名单，转入抽签"), "list-check"),
        (runs and state == ContestState.FINAL, "archive", _("归档"), "archive"),
    ]
    ways = [
        {"label": label, "icon": icon, "method": "post",
         "url": reverse("contests:contest-step", args=[contest.pk, step])}
        for is_open, step, label, icon in told
        if is_open
    ]  # fmt: skip
    pages: list[tuple[bool, str, str, str]] = [
        (runs and state == ContestState.OPEN, "contest-close", _("截止报名"), "door-exit"),
        (runs and state in (ContestState.PUBLISHED, ContestState.OPEN), "contest-extend",
         _("延长报名"), "calendar-event"),
        (runs and state == ContestState.DRAWING, "draw", _("抽签"), "arrows-sort"),
        (KEEP_CONTESTS.allows(actor, contest) and state in (ContestState.DRAFT, *RUNNING),
         "contest-call-off", _("取消比武"), "ban"),
    ]  # fmt: skip
    return ways + [
        {"label": label, "icon": icon, "method": "get",
         "url": reverse(f"contests:{name}", args=[contest.pk])}
        for is_open, name, label, icon in pages
        if is_open
    ]  # fmt: skip


def _stats(actor: Actor, contest: Contest) -> list[tuple[str, int, str, str]]:
    """Entries by state; every number opens its list."""
    if VIEW_ENTRIES.nowhere(actor):
        return []
    base = f"{reverse('contests:entry')}?contest={contest.pk}"
    counts = progress.entry_counts(actor=actor, contest=contest)
    whole = (_("报名"), sum(one.count for one in counts), "", base)
    return [whole] + [
        (one.label, one.count, "", f"{base}&state={one.state}") for one in counts if one.count
    ]


def _links(actor: Actor, contest: Contest) -> list[dict[str, str]]:
    watches = contest.state != ContestState.DRAFT and WATCH_CONTESTS.allows(actor, contest)
    told = [
        (contest.state != ContestState.DRAFT, "contests:notice", _("公告与报名"), "file-text"),
        (SEE_DRAWS.allows(actor, contest), "contests:draw", _("抽签定号"), "arrows-sort"),
        (SEE_PLATES.allows(actor, contest), "contests:plates", _("号牌"), "list-details"),
        (watches, "judging:console", _("评审台"), "clipboard-check"),
        (watches, "judging:judges", _("评委"), "users"),
        (watches, "results:board", _("比武成绩"), "chart-bar"),
    ]
    return [
        {"label": label, "icon": icon, "url": reverse(name, args=[contest.pk])}
        for is_shown, name, label, icon in told
        if is_shown
    ]


@require_POST
def step(request: Request, pk: int, step: str) -> HttpResponse:
    """One step of the chain: back to the console, or the console with the reasons why not."""
    if step not in STEPS_DONE:
        raise Http404
    act, said = STEPS_DONE[step]
    try:
        act(request.actor, pk)
    except Refused as no:
        return _console(request, pk, reasons=no.reasons)
    messages.success(request, said())
    return redirect("contests:contest-detail", pk=pk)


def _run(request: Request, pk: int) -> Contest:
    contest = progress.contests(actor=request.actor).filter(pk=pk).first()
    if contest is None or not RUN_CONTESTS.allows(request.actor, contest):
        raise Http404
    return contest


@require_http_methods(["GET", "POST"])
def extend(request: Request, pk: int) -> HttpResponse:
    contest = _run(request, pk)
    day = f"{contest.entry_closes_on:%Y.%m.%d}" if contest.entry_closes_on else "—"
    form = ExtendForm(request.POST or None)
    return filled(
        request,
        form,
        lambda: services.extend_entry(
            actor=request.actor, contest_id=pk, on=clock.today(), **form.cleaned_data
        ),
        said=_("已延期"), heading=_("延长报名"), submit=_("延长"), contest=contest,
        lead=_("现定 %(day)s 截止，只能延后") % {"day": day},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    contest = _run(request, pk)
    form = ReasonForm(request.POST or None)
    return filled(
        request,
        form,
        lambda: services.close_entry(
            actor=request.actor, contest_id=pk, on=clock.today(), **form.cleaned_data
        ),
        said=_("报名已截止，请作资格审查"), heading=_("截止报名"), submit=_("截止报名"),
        contest=contest, lead=_("截止之后不再受理报名；早于公告日期须写明理由"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def call_off(request: Request, pk: int) -> HttpResponse:
    contest = _run(request, pk)
    if not KEEP_CONTESTS.allows(request.actor, contest):
        raise Forbidden(KEEP_CONTESTS.sentence)
    form = ReasonForm(request.POST or None)
    return filled(
        request,
        form,
        lambda: services.call_off(
            actor=request.actor, contest_id=pk, on=clock.today(), **form.cleaned_data
        ),
        said=_("比武已取消，已告知参赛人员"), heading=_("取消比武"), submit=_("取消比武"),
        contest=contest, lead=_("取消之后不能恢复，参赛人员会收到通知"),
    )  # fmt: skip


def filled(
    request: Request,
    form: Any,
    act: Callable[[], object],
    *,
    said: str,
    heading: str,
    submit: str,
    contest: Contest,
    lead: str = "",
    back: str = "",
) -> HttpResponse:
    """A page with one form: done and back again, or the form with the reasons why not."""
    back = back or reverse("contests:contest-detail", args=[contest.pk])
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, said)
            return redirect(back)
    context = {
        "heading": heading,
        "lead": lead,
        "parent": str(contest),
        "back": back,
        "form": form,
        "rows": [],
        "submit_label": submit,
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "nominations/act.html", "form", context, status=status)


@require_GET
def plates(request: Request, pk: int) -> HttpResponse:
    """What judges see of the contestants: numbers, never names."""
    title, lines = queries.plates(actor=request.actor, contest_id=pk)
    return render(request, "contests/plates.html", {"title": title, "plates": lines, "pk": pk})
